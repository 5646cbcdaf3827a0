"""Who is who."""

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.payloads.users import user_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.pages import page
from localslack.web_api.reach import user_of

USERS = MethodTable()


@USERS.add("users.info", rules("user", "include_locale", scopes="users:read", reads_json=False))
def info(app: Installation, arguments: Arguments) -> JsonObject:
    user = user_of(app, arguments.text("user"))
    return {"user": user_json(app, user, with_locale=arguments.flag("include_locale"))}


@USERS.add(
    "users.list",
    rules("", "include_locale limit cursor", scopes="users:read", reads_json=False),
)
def list_all(app: Installation, arguments: Arguments) -> JsonObject:
    users = list(app.workspace.users.values())
    chosen, cursor = page(users, lambda user: user.id, arguments)
    with_locale = arguments.flag("include_locale")
    return {
        "members": [user_json(app, user, with_locale=with_locale) for user in chosen],
        "cache_ts": app.workspace.timestamps.seconds(),
        "response_metadata": {"next_cursor": cursor},
    }
