"""Channels: which there are, who is in them, joining and inviting."""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.channels import channel_json
from localslack.web_api.arguments import Arguments, invalid
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.pages import page
from localslack.web_api.reach import joined_channel, user_of, visible_channel
from localslack.workspace.conversations import Channel, ChannelKind

CONVERSATIONS = MethodTable()

READ_SCOPES = "channels:read groups:read im:read mpim:read"
_TYPES = {kind.list_type: kind for kind in ChannelKind}


def readable_channel(app: Installation, channel_id: str) -> Channel:
    channel = visible_channel(app, channel_id)
    app.require(f"{channel.kind.scope}:read")
    return channel


@CONVERSATIONS.add(
    "conversations.info",
    rules("channel", "include_locale include_num_members", scopes=READ_SCOPES, reads_json=False),
)
def info(app: Installation, arguments: Arguments) -> JsonObject:
    channel = readable_channel(app, arguments.text("channel"))
    shape = channel_json(app, channel)
    if channel.kind is not ChannelKind.DIRECT:
        shape["is_member"] = app.is_in(channel)
    if arguments.flag("include_num_members"):
        shape["num_members"] = len(channel.members)
    return {"channel": shape}


@CONVERSATIONS.add(
    "conversations.list",
    rules("", "types exclude_archived limit cursor", scopes=READ_SCOPES, reads_json=False),
)
def list_all(app: Installation, arguments: Arguments) -> JsonObject:
    channels = [
        channel
        for channel in _of_types(app, arguments)
        if channel.kind is ChannelKind.PUBLIC or app.is_in(channel)
    ]
    chosen, cursor = page(channels, lambda channel: channel.id, arguments)
    return {
        "channels": [_listed(app, channel) for channel in chosen],
        "response_metadata": {"next_cursor": cursor},
    }


@CONVERSATIONS.add(
    "users.conversations",
    rules(
        "",
        "user types exclude_archived limit cursor",
        scopes=READ_SCOPES,
        reads_json=False,
    ),
)
def of_user(app: Installation, arguments: Arguments) -> JsonObject:
    user = user_of(app, arguments.text("user", app.actor.id))
    channels = [
        channel
        for channel in _of_types(app, arguments)
        if user in channel.members and (channel.kind is ChannelKind.PUBLIC or app.is_in(channel))
    ]
    chosen, cursor = page(channels, lambda channel: channel.id, arguments)
    return {
        "channels": [channel_json(app, channel) for channel in chosen],
        "response_metadata": {"next_cursor": cursor},
    }


@CONVERSATIONS.add(
    "conversations.members",
    rules("channel", "limit cursor", scopes=READ_SCOPES, reads_json=False),
)
def members(app: Installation, arguments: Arguments) -> JsonObject:
    channel = readable_channel(app, arguments.text("channel"))
    chosen, cursor = page(channel.members, lambda user: user.id, arguments)
    return {
        "members": [user.id for user in chosen],
        "response_metadata": {"next_cursor": cursor},
    }


@CONVERSATIONS.add(
    "conversations.open",
    rules(
        "",
        "users channel return_im prevent_creation",
        scopes="im:write mpim:write channels:manage groups:write",
    ),
)
def open_direct(app: Installation, arguments: Arguments) -> JsonObject:
    if "channel" in arguments:
        channel = joined_channel(app, arguments.text("channel"))
        return {"channel": {"id": channel.id}}
    user_ids = arguments.words("users")
    if not user_ids:
        raise invalid("missing required field: users")
    if len(user_ids) > 1:
        # Group conversations are no part of this workspace yet.
        raise SlackError("too_many_users")
    app.require("im:write")
    user = user_of(app, user_ids[0])
    if user.id in app.workspace.deactivated:
        raise SlackError("user_disabled")
    channel = app.workspace.direct(user, app.actor)
    full = arguments.flag("return_im")
    return {"channel": channel_json(app, channel) if full else {"id": channel.id}}


@CONVERSATIONS.add("conversations.join", rules("channel", scopes="channels:join"))
def join(app: Installation, arguments: Arguments) -> JsonObject:
    channel = visible_channel(app, arguments.text("channel"))
    if channel.kind is not ChannelKind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    app.workspace.join(channel, app.actor)
    return {"channel": channel_json(app, channel) | {"is_member": True}}


@CONVERSATIONS.add(
    "conversations.invite",
    rules("channel users", "force", scopes="channels:manage groups:write"),
)
def invite(app: Installation, arguments: Arguments) -> JsonObject:
    channel = joined_channel(app, arguments.text("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    users = [user_of(app, user_id) for user_id in arguments.words("users")]
    if app.actor in users:
        raise SlackError("cant_invite_self")
    if any(user in channel.members for user in users):
        raise SlackError("already_in_channel")
    for user in users:
        app.workspace.join(channel, user, inviter=app.actor)
    return {"channel": channel_json(app, channel)}


def _of_types(app: Installation, arguments: Arguments) -> list[Channel]:
    names = arguments.words("types") or ["public_channel"]
    if not set(names) <= {*_TYPES, "mpim"}:
        raise SlackError("invalid_types")
    kinds = [_TYPES[name] for name in names if name in _TYPES]
    for kind in kinds:
        app.require(f"{kind.scope}:read")
    return [
        channel
        for channel in app.workspace.channels.values()
        if channel.kind in kinds and not (channel.archived and arguments.flag("exclude_archived"))
    ]


def _listed(app: Installation, channel: Channel) -> JsonObject:
    shape = channel_json(app, channel)
    if channel.kind is ChannelKind.DIRECT:
        return shape
    return shape | {"is_member": app.is_in(channel), "num_members": len(channel.members)}
