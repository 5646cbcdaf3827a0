"""A message as Slack sends it: in answers, in events and in interactions."""

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.payloads.files import attached_json
from localslack.payloads.users import team_of
from localslack.workspace.contents import Content
from localslack.workspace.conversations import Message
from localslack.workspace.users import User

_WITHOUT_TEAM = frozenset({"channel_topic"})


def message_json(
    app: Installation,
    message: Message,
    *,
    content: Content | None = None,
    all_metadata: bool = False,
) -> JsonObject:
    """The message, or an earlier version of it; metadata is hidden down to its event type."""
    content = content or message.content
    shape: JsonObject = {
        "type": "message",
        "user": message.user.id,
        "ts": message.ts,
        "team": team_of(app, message.user),
        **content.as_json(),
    }
    shape |= _optional(app, message) | _metadata(content, all_metadata=all_metadata)
    if message.notice is not None:
        return _notice(message, message.notice, shape)
    shape |= _stranger(message.user) | _bot(app, message.user)
    if content.edit is not None:
        shape["edited"] = {"user": content.edit.by, "ts": content.edit.ts}
    return shape | _thread(message) | _root(app, message) | _tombstone(message)


def _notice(message: Message, notice: JsonObject, shape: JsonObject) -> JsonObject:
    """What Slack itself says; of some notices it does not name the team."""
    left_out = {"team"} if message.subtype in _WITHOUT_TEAM else set()
    said = {key: shape[key] for key in shape.keys() - left_out}
    return said | notice | _thread(message)


def _stranger(user: User) -> JsonObject:
    """What a message says of its author who is of another organisation."""
    if user.home is None:
        return {}
    team = user.home.team_id
    profile = {
        "name": user.handle,
        "real_name": user.real_name,
        "display_name": user.name,
        "team": team,
        "is_restricted": user.guest,
        "is_ultra_restricted": user.single_channel,
    }
    return {"user_team": team, "source_team": team, "user_profile": profile}


def _bot(app: Installation, user: User) -> JsonObject:
    """What a message says of the app that wrote it."""
    if user == app.bot:
        return {"bot_id": app.bot_id, "app_id": app.app_id, "bot_profile": bot_profile(app)}
    other = user.app
    if other is None:
        return {}
    profile = bot_profile(app) | {"id": other.bot_id, "name": other.name, "app_id": other.app_id}
    return {"bot_id": other.bot_id, "app_id": other.app_id, "bot_profile": profile}


def bot_profile(app: Installation) -> JsonObject:
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.manifest.bot_display_name,
        "updated": 0,
        "app_id": app.app_id,
        "icons": {f"image_{size}": f"{app.base_url}/icons/bot_{size}.png" for size in (36, 48, 72)},
        "team_id": app.workspace.team_id,
    }


def _optional(app: Installation, message: Message) -> JsonObject:
    """What stands in a message only if there is something to say."""
    optional: JsonObject = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "files": [attached_json(app, file) for file in message.files],
        "reactions": _reactions(message),
    }
    return {key: value for key, value in optional.items() if value}


def _metadata(content: Content, *, all_metadata: bool) -> JsonObject:
    if not content.metadata:
        return {}
    shown = content.metadata
    return {"metadata": shown if all_metadata else {"event_type": shown["event_type"]}}


def _reactions(message: Message) -> list[JsonObject]:
    return [
        {"name": name, "users": [user.id for user in users], "count": len(users)}
        for name, users in message.reactions.items()
    ]


def _thread(message: Message) -> JsonObject:
    if message.is_reply:
        parent = message.channel.timeline.get(message.thread_ts or "")
        shape: JsonObject = {"thread_ts": message.thread_ts}
        return shape | ({"parent_user_id": parent.user.id} if parent else {})
    replies = message.channel.thread_of(message)
    if not replies:
        return {}
    authors = list(dict.fromkeys(reply.user.id for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(authors),
        "latest_reply": replies[-1].ts,
        "reply_users": authors,
        "is_locked": False,
        "subscribed": False,
    }


def _root(app: Installation, message: Message) -> JsonObject:
    """A reply that was also sent to the channel shows what it replies to."""
    parent = message.channel.timeline.get(message.thread_ts or "")
    if message.subtype != "thread_broadcast" or parent is None:
        return {}
    return {"root": message_json(app, parent)}


def _tombstone(message: Message) -> JsonObject:
    """What is left of a deleted message whose thread lives on."""
    if not message.deleted or not message.channel.thread_of(message):
        return {}
    return {
        "subtype": "tombstone",
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "blocks": [],
    }
