"""A modal or a Home as Slack sends it."""

import copy

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.payloads.files import with_whole_files
from localslack.payloads.users import team_of
from localslack.workspace.forms import Values, View

_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")
_TEXTS = ("private_metadata", "callback_id", "external_id")


def view_json(app: Installation, view: View) -> JsonObject:
    definition = view.definition
    return {
        "id": view.id,
        "team_id": team_of(app, view.user),
        "type": definition["type"],
        "title": _titled(definition.get("title")) or {"type": "plain_text", "text": "View Title"},
        "submit": _titled(definition.get("submit")),
        "close": _titled(definition.get("close")),
        "blocks": definition["blocks"],
        # Copied, since people go on typing while it is on its way.
        "state": {"values": copy.deepcopy(_values(app, view))},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": app.app_id,
        "app_installed_team_id": app.workspace.team_id,
        "bot_id": app.bot_id,
        **{name: definition.get(name, "") for name in _TEXTS},
        **{name: definition.get(name, False) for name in _FLAGS},
    }


def _values(app: Installation, view: View) -> Values:
    return {
        block_id: {action_id: with_whole_files(app, actions[action_id]) for action_id in actions}
        for block_id, actions in view.values.items()
    }


def _titled(text: JsonObject | None) -> JsonObject | None:
    return {"emoji": True, **text} if text else None
