"""How people are: profile and status, presence, do not disturb, and the groups they are in.

Source: docs.slack.dev/reference/methods, groups users, dnd, usergroups and emoji.
"""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.users import profile_json, user_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import ONLY_USER, MethodTable, rules
from localslack.web_api.reach import user_of
from localslack.workspace.details import UserGroup
from localslack.workspace.events import UserChanged
from localslack.workspace.users import User

PRESENCE = MethodTable()

LONGEST_STATUS = 100
MOST_TEAM_INFOS = 50
_NO_SCHEDULE = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


@PRESENCE.add(
    "users.profile.get",
    rules("", "user include_labels", scopes="users.profile:read", reads_json=False),
)
def get_profile(app: Installation, arguments: Arguments) -> JsonObject:
    profile = profile_json(app, user_of(app, arguments.text("user", app.actor.id)))
    # Alone it does not say whose team it is, unlike as a part of the user.
    del profile["team"]
    return {"profile": profile}


@PRESENCE.add(
    "users.profile.set",
    rules("", "profile name value user", scopes="users.profile:write", tokens=ONLY_USER),
)
def set_profile(app: Installation, arguments: Arguments) -> JsonObject:
    """Only the status can be set; everything else of a profile stays as it is."""
    sent = (
        arguments.object("profile")
        if "profile" in arguments
        else {arguments.text("name"): arguments.text("value")}
    )
    status = app.workspace.details.status(app.actor)
    if len(str(sent.get("status_text", ""))) > LONGEST_STATUS:
        raise SlackError("too_long")
    status.text = str(sent.get("status_text", status.text))
    status.emoji = str(sent.get("status_emoji", status.emoji))
    status.expiration = int(sent.get("status_expiration", status.expiration))
    app.workspace.tell(UserChanged(app.actor))
    profile = profile_json(app, app.actor)
    del profile["team"]
    return {"profile": profile, "username": app.actor.handle}


@PRESENCE.add("users.getPresence", rules("", "user", scopes="users:read", reads_json=False))
def get_presence(app: Installation, arguments: Arguments) -> JsonObject:
    user = user_of(app, arguments.text("user", app.actor.id))
    away = user.id in app.workspace.deactivated
    return {"presence": "away" if away else "active"}


@PRESENCE.add("users.lookupByEmail", rules("email", scopes="users:read.email", reads_json=False))
def lookup(app: Installation, arguments: Arguments) -> JsonObject:
    for user in app.workspace.users.values():
        if user.email and user.email == arguments.text("email"):
            return {"user": user_json(app, user)}
    raise SlackError("users_not_found")


@PRESENCE.add("dnd.info", rules("", "user", scopes="dnd:read", reads_json=False))
def dnd_info(app: Installation, arguments: Arguments) -> JsonObject:
    return _dnd(app, user_of(app, arguments.text("user", app.actor.id)))


@PRESENCE.add("dnd.teamInfo", rules("users", scopes="dnd:read", reads_json=False))
def dnd_team_info(app: Installation, arguments: Arguments) -> JsonObject:
    ids = arguments.words("users")
    if len(ids) > MOST_TEAM_INFOS:
        raise SlackError("too_many_users")
    return {"users": {user_id: _dnd(app, user_of(app, user_id)) for user_id in ids}}


@PRESENCE.add(
    "dnd.setSnooze",
    rules("num_minutes", scopes="dnd:write", tokens=ONLY_USER, reads_json=False),
)
def set_snooze(app: Installation, arguments: Arguments) -> JsonObject:
    minutes = arguments.number("num_minutes", default=0, most=1_000_000)
    end = app.workspace.timestamps.seconds() + minutes * 60
    app.workspace.details.snoozes[app.actor.id] = end
    return {
        "snooze_enabled": True,
        "snooze_endtime": end,
        "snooze_remaining": minutes * 60,
        "snooze_is_indefinite": False,
    }


@PRESENCE.add("dnd.endSnooze", rules("", scopes="dnd:write", tokens=ONLY_USER))
def end_snooze(app: Installation, arguments: Arguments) -> JsonObject:  # noqa: ARG001
    if not _is_snoozing(app, app.actor):
        raise SlackError("snooze_not_active")
    del app.workspace.details.snoozes[app.actor.id]
    return _NO_SCHEDULE | {"snooze_enabled": False}


@PRESENCE.add(
    "usergroups.list",
    rules(
        "",
        "include_count include_disabled include_users",
        scopes="usergroups:read",
        reads_json=False,
    ),
)
def list_groups(app: Installation, arguments: Arguments) -> JsonObject:
    groups = app.workspace.details.user_groups.values()
    return {
        "usergroups": [
            _group(app, group)
            | ({"user_count": len(group.members)} if arguments.flag("include_count") else {})
            | ({"users": _ids(group)} if arguments.flag("include_users") else {})
            for group in groups
        ]
    }


@PRESENCE.add(
    "usergroups.users.list",
    rules("usergroup", "include_disabled", scopes="usergroups:read", reads_json=False),
)
def list_group_members(app: Installation, arguments: Arguments) -> JsonObject:
    group = app.workspace.details.user_groups.get(arguments.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": _ids(group)}


@PRESENCE.add("emoji.list", rules("", "include_categories", scopes="emoji:read", reads_json=False))
def list_emoji(app: Installation, arguments: Arguments) -> JsonObject:  # noqa: ARG001
    names = sorted(app.workspace.custom_emoji)
    return {
        "emoji": {name: f"{app.base_url}/emoji/{name}.png" for name in names},
        "cache_ts": f"{app.workspace.timestamps.seconds()}.000000",
    }


def _dnd(app: Installation, user: User) -> JsonObject:
    if not _is_snoozing(app, user) or user != app.actor:
        return dict(_NO_SCHEDULE)
    end = app.workspace.details.snoozes[user.id]
    remaining = end - app.workspace.timestamps.seconds()
    return _NO_SCHEDULE | {
        "snooze_enabled": True,
        "snooze_endtime": end,
        "snooze_remaining": remaining,
    }


def _is_snoozing(app: Installation, user: User) -> bool:
    return app.workspace.details.snoozes.get(user.id, 0) > app.workspace.timestamps.seconds()


def _ids(group: UserGroup) -> list[str]:
    return [user.id for user in group.members]


def _group(app: Installation, group: UserGroup) -> JsonObject:
    return {
        "id": group.id,
        "team_id": app.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": 0,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": group.creator.id,
        "updated_by": group.creator.id,
        "prefs": {"channels": [], "groups": []},
        "channel_count": 0,
    }
