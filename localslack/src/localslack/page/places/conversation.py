"""A channel, a direct message or a thread: messages and where to answer."""

from collections.abc import Iterator

from localslack.page.html.tags import Click, icon, icon_button, tag
from localslack.page.messages.composer import (
    Composer,
    channel_composer,
    channel_label,
    thread_composer,
)
from localslack.page.messages.messages import avatar
from localslack.page.place_names import partner, place_name
from localslack.page.places.timeline import Timeline
from localslack.page.window_context import WindowContext
from localslack.workspace.conversations import Channel, ChannelKind, Message
from localslack.workspace.users import User


class Conversation:
    """The messages of a channel itself, newest at the bottom."""

    def __init__(self, context: WindowContext, channel: Channel) -> None:
        self._context = context
        self.channel = channel
        self._composer: Composer | None = None
        name = place_name(channel, context.person.user)
        self.timeline = Timeline(context, f"Messages in {name}")
        self.timeline.show(message for message in self._messages() if self.holds(message))
        if context.is_app(channel) and context.team.app.manifest.messages_tab_read_only:
            tag("p", "Sending messages to this app has been turned off.", classes="composer-off")
        else:
            self._composer = channel_composer(context, channel)
            self._composer.on("recall", self.timeline.edit_last, [])

    def refresh(self) -> None:
        """Follow who comes and goes, and whether one can write here."""
        if self._composer is not None:
            self._composer.follow(self.channel, channel_label(self._context, self.channel))

    def holds(self, message: Message) -> bool:
        """Whether a message is to be seen here by this person."""
        if message.channel is not self.channel or message.deleted:
            return False
        if message.ephemeral_for not in {None, self._context.person.user}:
            return False
        return not message.is_reply or message.broadcast

    def _messages(self) -> Iterator[Message]:
        yield from self.channel.history
        yield from self._context.team.workspace.ephemerals


class Thread:
    """A message with its replies, beside the channel."""

    def __init__(self, context: WindowContext, parent: Message, close: Click) -> None:
        self._context = context
        self.parent = parent
        with tag("header", classes="bar"):
            icon_button("back", "Back to the channel", close, classes="narrow-only")
            with tag("h2", "Thread"):
                tag("small", place_name(parent.channel, context.person.user))
            icon_button("close", "Close thread", close)
        self.timeline = Timeline(context, "Thread")
        replies = [message for message in self._replies() if self.holds(message)]
        if not parent.deleted:
            self.timeline.add(parent)
        self._count = self.timeline.rule()
        self.timeline.show(replies)
        self._composer = thread_composer(context, parent)
        self._composer.on("recall", self.timeline.edit_last, [])
        self.refresh()

    def holds(self, message: Message) -> bool:
        if message is self.parent:
            return not message.deleted
        if message.ephemeral_for not in {None, self._context.person.user} or message.deleted:
            return False
        return message.channel is self.parent.channel and message.thread_ts == self.parent.ts

    def refresh(self) -> None:
        """Say how many replies there are now, and whether one can write more."""
        self._composer.follow(self.parent.channel, "Reply…")
        count = len(self.parent.channel.thread_of(self.parent))
        self._count.text = f"{count} {'reply' if count == 1 else 'replies'}" if count else ""

    def _replies(self) -> Iterator[Message]:
        yield from self.parent.replies
        yield from self._context.team.workspace.ephemerals


def draw_title(channel: Channel, me: User) -> None:
    """The name of a channel and who is in it, or who one writes with."""
    if channel.kind is ChannelKind.DIRECT:
        with tag("h1"):
            avatar(partner(channel, me))
            tag("span", place_name(channel, me))
        return
    with tag("h1"):
        icon("lock" if channel.kind is ChannelKind.PRIVATE else "hash")
        tag("span", channel.name)
    names = ", ".join(user.name for user in channel.members)
    with tag("span", classes="members", title=names):
        icon("people")
        tag("span", str(len(channel.members)), aria_label=f"{len(channel.members)} members")
        tag("small", names)
