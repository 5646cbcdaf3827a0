"""The app's own reactions, and reading everybody's."""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.messages import message_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import joined_channel, message_in, permalink
from localslack.workspace.conversations import Message

REACTIONS = MethodTable()


@REACTIONS.add("reactions.add", rules("channel timestamp name", scopes="reactions:write"))
def add(app: Installation, arguments: Arguments) -> JsonObject:
    app.workspace.react(_message(app, arguments), app.actor, arguments.text("name"))
    return {}


@REACTIONS.add(
    "reactions.remove",
    rules("name", "channel timestamp file file_comment", scopes="reactions:write"),
)
def remove(app: Installation, arguments: Arguments) -> JsonObject:
    app.workspace.unreact(_message(app, arguments), app.actor, arguments.text("name"))
    return {}


@REACTIONS.add(
    "reactions.get",
    rules("", "channel timestamp full file", scopes="reactions:read", reads_json=False),
)
def get(app: Installation, arguments: Arguments) -> JsonObject:
    message = _message(app, arguments)
    shape = message_json(app, message) | {"permalink": permalink(app, message)}
    return {"type": "message", "channel": message.channel.id, "message": shape}


def _message(app: Installation, arguments: Arguments) -> Message:
    if not {"channel", "timestamp"} <= arguments.names():
        raise SlackError("no_item_specified")
    channel = joined_channel(app, arguments.text("channel"))
    return message_in(channel, arguments.text("timestamp"))
