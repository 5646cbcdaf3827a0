"""Canvases, as far as an app writes them: the text is kept, but not laid out.

Source: docs.slack.dev/reference/methods, groups canvases and conversations.canvases.
"""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import joined_channel
from localslack.workspace.details import Canvas

CANVASES = MethodTable()

LARGEST = 1024 * 1024
"""In bytes of the Markdown that a channel's canvas begins with."""


@CANVASES.add(
    "canvases.create", rules("", "title document_content channel_id", scopes="canvases:write")
)
def create(app: Installation, arguments: Arguments) -> JsonObject:
    return {"canvas_id": _new(app, arguments).id}


@CANVASES.add(
    "conversations.canvases.create",
    rules("channel_id", "document_content title", scopes="canvases:write"),
)
def create_for_channel(app: Installation, arguments: Arguments) -> JsonObject:
    """The one canvas of a channel."""
    channel = joined_channel(app, arguments.text("channel_id"))
    if any(each.channel_id == channel.id for each in app.workspace.details.canvases.values()):
        raise SlackError("channel_canvas_already_exists")
    canvas = _new(app, arguments)
    canvas.channel_id = channel.id
    return {"canvas_id": canvas.id}


@CANVASES.add("canvases.edit", rules("canvas_id changes", scopes="canvases:write"))
def edit(app: Installation, arguments: Arguments) -> JsonObject:
    canvas = app.workspace.details.canvases.get(arguments.text("canvas_id"))
    if canvas is None:
        raise SlackError("canvas_not_found")
    changes = arguments.objects("changes")
    if len(changes) != 1:
        raise SlackError("invalid_arguments", detail="changes takes exactly one change")
    change = changes[0]
    text = str(change.get("document_content", {}).get("markdown", ""))
    edits = {
        "insert_at_start": [text, *canvas.parts],
        "insert_at_end": [*canvas.parts, text],
        "replace": [text],
    }
    operation = change.get("operation")
    if operation not in edits:
        raise SlackError("canvas_editing_failed", detail=f"cannot {operation!r} here")
    canvas.parts = edits[operation]
    return {}


def _new(app: Installation, arguments: Arguments) -> Canvas:
    text = ""
    if "document_content" in arguments:
        content = arguments.object("document_content")
        if content.get("type") != "markdown":
            raise SlackError("canvas_creation_failed", detail="only markdown is known")
        text = str(content.get("markdown", ""))
    if len(text.encode()) > LARGEST:
        raise SlackError("canvas_creation_failed", detail="the document is too large")
    canvas = Canvas(
        id=app.workspace.ids.random("F"),
        title=arguments.text("title"),
        parts=[text] if text else [],
    )
    app.workspace.details.canvases[canvas.id] = canvas
    return canvas
