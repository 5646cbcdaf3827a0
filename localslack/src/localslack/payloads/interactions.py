"""Commands, clicks, shortcuts and forms as Slack sends them to the app."""

from localslack.app.installation import Installation
from localslack.app.manifest import Shortcut
from localslack.block_kit.elements import Element
from localslack.json_types import JsonObject
from localslack.payloads.channels import channel_name
from localslack.payloads.files import with_whole_files
from localslack.payloads.messages import message_json
from localslack.payloads.users import actor_json, domain_of, team_of
from localslack.payloads.views import view_json
from localslack.workspace.conversations import Channel, Message
from localslack.workspace.forms import View
from localslack.workspace.users import User

_COPIED_FROM_ELEMENT = ("text", "value", "style", "placeholder", "confirm", "url")


def command(
    app: Installation, user: User, channel: Channel, name: str, text: str
) -> dict[str, str]:
    secret = app.response_urls.issue(user, channel)
    return {
        "token": app.registration.verification_token,
        "team_id": app.workspace.team_id,
        "team_domain": app.workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": name,
        "text": text,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": f"{app.base_url}/commands/{app.workspace.team_id}/{secret}",
        "trigger_id": app.triggers.issue(user),
    }


def block_actions(
    app: Installation, user: User, on: Message | View, element: Element, value: JsonObject
) -> JsonObject:
    copied = {key: element.json[key] for key in _COPIED_FROM_ELEMENT if key in element.json}
    action = {
        "type": element.type,
        "action_id": element.action_id,
        "block_id": element.block_id,
        **copied,
        **with_whole_files(app, value),
        "action_ts": app.workspace.timestamps.next(),
    }
    where = _on_message(app, user, on) if isinstance(on, Message) else _on_view(app, on)
    return _interaction(app, user, "block_actions") | where | {"actions": [action]}


def block_suggestion(
    app: Installation, user: User, on: Message | View, element: Element, typed: str
) -> JsonObject:
    """Sent while somebody types in a menu whose options the app finds."""
    shape = _interaction(app, user, "block_suggestion")
    del shape["trigger_id"]
    where = _on_message(app, user, on) if isinstance(on, Message) else _on_view(app, on)
    where.pop("response_url", None)
    what = {"action_id": element.action_id, "block_id": element.block_id, "value": typed}
    return shape | where | what


def view_submission(app: Installation, view: View) -> JsonObject:
    shape = _interaction(app, view.user, "view_submission") | _team_of_view(app, view)
    return shape | {"view": view_json(app, view), "response_urls": []}


def view_closed(app: Installation, view: View, *, is_cleared: bool) -> JsonObject:
    shape = _interaction(app, view.user, "view_closed") | _team_of_view(app, view)
    del shape["trigger_id"]
    seen = view_json(app, view) | {"state": {"values": {}}}
    return shape | {"view": seen, "is_cleared": is_cleared}


def shortcut(app: Installation, user: User, used: Shortcut, on: Message | None) -> JsonObject:
    kind = "shortcut" if on is None else "message_action"
    shape = _interaction(app, user, kind) | {
        "callback_id": used.callback_id,
        "action_ts": app.workspace.timestamps.next(),
    }
    # Unlike the other interactions, shortcuts do not say which app they are for.
    del shape["api_app_id"]
    if on is None:
        return shape
    del shape["user"]["username"]
    return shape | {
        "message_ts": on.ts,
        "channel": {"id": on.channel.id, "name": channel_name(on.channel)},
        "message": message_json(app, on),
        "response_url": _response_url(app, user, on, original=None),
    }


def _interaction(app: Installation, user: User, kind: str) -> JsonObject:
    return {
        "type": kind,
        "user": actor_json(app, user),
        "api_app_id": app.app_id,
        "token": app.registration.verification_token,
        "trigger_id": app.triggers.issue(user),
        "team": {"id": app.workspace.team_id, "domain": app.workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _on_message(app: Installation, user: User, message: Message) -> JsonObject:
    channel = message.channel
    container: JsonObject = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shape: JsonObject = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": {}},
        "response_url": _response_url(app, user, message, original=message),
    }
    # Slack keeps no ephemeral messages, so it cannot send their content either.
    if message.ephemeral_for is None:
        shape["message"] = message_json(app, message)
    return shape


def _on_view(app: Installation, view: View) -> JsonObject:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(app, view),
        **_team_of_view(app, view),
    }


def _team_of_view(app: Installation, view: View) -> JsonObject:
    """In views, unlike on messages, the team is that of the person and not that of the app.

    Source: github.com/slackapi/bolt-js/issues/1614; `app_installed_team_id` tells the app's.
    """
    return {"team": {"id": team_of(app, view.user), "domain": domain_of(app, view.user)}}


def _response_url(app: Installation, user: User, message: Message, original: Message | None) -> str:
    secret = app.response_urls.issue(user, message.channel, original)
    return f"{app.base_url}/actions/{app.workspace.team_id}/{secret}"
