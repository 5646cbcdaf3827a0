"""Which channels and messages the app can reach, and how Slack says that it cannot."""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.workspace.conversations import (
    NOT_IN_THREADS,
    THREAD_ONLY,
    Channel,
    ChannelKind,
    Message,
)
from localslack.workspace.users import User


def visible_channel(app: Installation, channel_id: str) -> Channel:
    """A channel whose existence the app may know of."""
    channel = app.workspace.channels.get(channel_id)
    if channel is None or (channel.kind is not ChannelKind.PUBLIC and not app.is_in(channel)):
        raise SlackError("channel_not_found")
    return channel


def joined_channel(app: Installation, channel_id: str) -> Channel:
    channel = visible_channel(app, channel_id)
    if not app.is_in(channel):
        raise SlackError("not_in_channel")
    return channel


def place_id(app: Installation, place: str) -> str:
    """The id of a conversation, also where the id of a user stands for the one with them."""
    user = app.workspace.users.get(place)
    return place if user is None or user.is_bot else app.workspace.direct(user, app.actor).id


def place_to_post(app: Installation, place: str) -> Channel:
    """Where a message may be posted; the id of a user stands for the conversation with them."""
    channel = visible_channel(app, place_id(app, place))
    with_app = channel.kind is ChannelKind.DIRECT and app.bot in channel.members
    if with_app and not app.manifest.messages_tab_enabled:
        raise SlackError("messages_tab_disabled")
    writes_anywhere = "chat:write.public" in app.scopes
    if not app.is_in(channel) and not writes_anywhere:
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def check_may_post(channel: Channel, thread_ts: str | None) -> None:
    """Whether the app may post in a channel, or in one of its threads."""
    allowed_here = {THREAD_ONLY} if thread_ts else NOT_IN_THREADS
    if channel.restriction and channel.restriction not in allowed_here:
        raise SlackError(channel.restriction)


def message_in(channel: Channel, ts: str) -> Message:
    message = channel.find(ts)
    if message is None:
        raise SlackError("message_not_found")
    return message


def user_of(app: Installation, user_id: str) -> User:
    user = app.workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    return user


def permalink(app: Installation, message: Message) -> str:
    link = f"{app.base_url}/archives/{message.channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={message.channel.id}"
    return link
