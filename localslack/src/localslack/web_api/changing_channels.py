"""Making channels, changing what they are about, and closing them.

Source: docs.slack.dev/reference/methods, group conversations.
"""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.channels import channel_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import joined_channel, user_of
from localslack.workspace.channel_names import check_channel_name
from localslack.workspace.conversations import Channel, ChannelKind

CHANGING_CHANNELS = MethodTable()

LONGEST_TOPIC = 250
_MANAGING = "channels:manage groups:write"


@CHANGING_CHANNELS.add("conversations.create", rules("name", "is_private", scopes=_MANAGING))
def create(app: Installation, arguments: Arguments) -> JsonObject:
    name = arguments.text("name")
    check_channel_name(name, app.workspace.channels.values())
    kind = ChannelKind.PRIVATE if arguments.flag("is_private") else ChannelKind.PUBLIC
    app.require("groups:write" if kind is ChannelKind.PRIVATE else "channels:manage")
    channel = app.workspace.create_channel(name, kind, app.actor)
    return {"channel": channel_json(app, channel) | {"is_member": True}}


@CHANGING_CHANNELS.add("conversations.archive", rules("channel", scopes=_MANAGING))
def archive(app: Installation, arguments: Arguments) -> JsonObject:
    channel = _managed(app, arguments)
    if channel.name == "general":
        raise SlackError("cant_archive_general")
    if channel.archived:
        raise SlackError("already_archived")
    app.workspace.archive(channel, by=app.actor)
    return {}


@CHANGING_CHANNELS.add("conversations.unarchive", rules("channel", scopes=_MANAGING))
def unarchive(app: Installation, arguments: Arguments) -> JsonObject:
    channel = _managed(app, arguments)
    if not channel.archived:
        raise SlackError("not_archived")
    app.workspace.unarchive(channel, by=app.actor)
    return {}


@CHANGING_CHANNELS.add("conversations.setTopic", rules("channel topic", scopes=_MANAGING))
def set_topic(app: Installation, arguments: Arguments) -> JsonObject:
    channel = _managed(app, arguments)
    topic = arguments.text("topic")
    if len(topic) > LONGEST_TOPIC:
        raise SlackError("too_long")
    app.workspace.set_topic(channel, topic, by=app.actor)
    return {"channel": channel_json(app, channel)}


@CHANGING_CHANNELS.add("conversations.leave", rules("channel", scopes=_MANAGING))
def leave(app: Installation, arguments: Arguments) -> JsonObject:
    channel = _managed(app, arguments)
    if channel.name == "general":
        raise SlackError("cant_leave_general")
    app.workspace.leave(channel, app.actor)
    return {}


@CHANGING_CHANNELS.add("conversations.kick", rules("channel user", scopes=_MANAGING))
def kick(app: Installation, arguments: Arguments) -> JsonObject:
    channel = _managed(app, arguments)
    user = user_of(app, arguments.text("user"))
    if user == app.actor:
        raise SlackError("cant_kick_self")
    if user not in channel.members:
        raise SlackError("not_in_channel")
    app.workspace.leave(channel, user)
    return {"errors": {}}


def _managed(app: Installation, arguments: Arguments) -> Channel:
    channel = joined_channel(app, arguments.text("channel"))
    if channel.kind is ChannelKind.DIRECT:
        raise SlackError("method_not_supported_for_channel_type")
    app.require("groups:write" if channel.kind is ChannelKind.PRIVATE else "channels:manage")
    return channel
