"""Who the app is, where it is installed, and how it connects."""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import ONLY_APP, WITHOUT_TOKEN, MethodTable, rules

AUTH = MethodTable()


@AUTH.add("auth.test", rules())
def test(app: Installation, arguments: Arguments) -> JsonObject:  # noqa: ARG001
    shape: JsonObject = {
        "url": f"{app.base_url}/",
        "team": app.workspace.name,
        "user": app.actor.handle,
        "team_id": app.team_id,
        "user_id": app.actor.id,
        "is_enterprise_install": False,
    }
    return shape | ({"bot_id": app.bot_id} if app.actor == app.bot else {})


@AUTH.add("api.test", rules("", "error foo", tokens=WITHOUT_TOKEN))
def echo(app: Installation, arguments: Arguments) -> JsonObject:  # noqa: ARG001
    """Says what it was told, or fails as it was told to."""
    sent = arguments.as_json()
    if "error" in sent:
        raise SlackError(arguments.text("error"), args=sent)
    return {"args": sent} if sent else {}


@AUTH.add("apps.connections.open", rules(scopes="connections:write", tokens=ONLY_APP))
def open_connection(app: Installation, arguments: Arguments) -> JsonObject:  # noqa: ARG001
    registration = app.registration
    if not registration.uses_sockets:
        raise SlackError("access_denied")
    address = app.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={registration.tickets.issue()}&app_id={app.app_id}"}


@AUTH.add("bots.info", rules("bot", scopes="users:read"))
def bot_info(app: Installation, arguments: Arguments) -> JsonObject:
    if arguments.text("bot") != app.bot_id:
        raise SlackError("bot_not_found")
    sizes = (36, 48, 72)
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": False,
            "name": app.manifest.bot_display_name,
            "updated": 0,
            "app_id": app.app_id,
            "user_id": app.bot.id,
            "icons": {f"image_{size}": f"{app.base_url}/icons/bot_{size}.png" for size in sizes},
        }
    }


@AUTH.add("team.info", rules(optional="team domain", scopes="team:read"))
def team_info(app: Installation, arguments: Arguments) -> JsonObject:  # noqa: ARG001
    return {
        "team": {
            "id": app.workspace.team_id,
            "name": app.workspace.name,
            "domain": app.workspace.domain,
            "email_domain": "",
            "url": f"{app.base_url}/",
            "icon": {"image_default": True},
            "is_verified": False,
        }
    }
