"""A user as Slack sends them."""

from datetime import UTC, datetime

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.workspace.users import User


def user_json(app: Installation, user: User, *, with_locale: bool = False) -> JsonObject:
    now = datetime.fromtimestamp(app.workspace.timestamps.seconds(), UTC).astimezone(user.zone)
    offset = now.utcoffset()
    shape: JsonObject = {
        "id": user.id,
        "team_id": team_of(app, user),
        "name": user.handle,
        "deleted": user.id in app.workspace.deactivated,
        "color": "9f69e7",
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": now.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile_json(app, user),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.guest,
        "is_ultra_restricted": user.single_channel,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if user.external:
        shape["is_stranger"] = True
    return shape | ({"locale": user.locale} if with_locale else {})


def team_of(app: Installation, user: User) -> str:
    return user.home.team_id if user.home else app.team_id


def domain_of(app: Installation, user: User) -> str:
    return user.home.domain if user.home else app.workspace.domain


def actor_json(app: Installation, user: User) -> JsonObject:
    """The short form, in which interactions say who acted."""
    return {
        "id": user.id,
        "username": user.handle,
        "name": user.handle,
        "team_id": team_of(app, user),
    }


def profile_json(app: Installation, user: User) -> JsonObject:
    status = app.workspace.details.status(user)
    shape: JsonObject = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": status.text,
        "status_emoji": status.emoji,
        "status_expiration": status.expiration,
        "avatar_hash": "",
        "team": team_of(app, user),
        **{
            f"image_{size}": f"{app.base_url}/icons/{user.id}_{size}.png"
            for size in (24, 32, 48, 72, 192, 512)
        },
    }
    if user.email and "users:read.email" in app.scopes:
        shape["email"] = user.email
    if user == app.bot:
        shape |= {"api_app_id": app.app_id, "bot_id": app.bot_id, "always_active": True}
    return shape
