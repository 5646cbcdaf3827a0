"""Names for things that come from outside: people, places, sessions, messages."""

from dataclasses import dataclass
from typing import NewType

TeamId = NewType("TeamId", str)
ChannelId = NewType("ChannelId", str)
PersonId = NewType("PersonId", str)
SessionId = NewType("SessionId", str)
ItemId = NewType("ItemId", int)
CaptureId = NewType("CaptureId", int)


def is_direct(channel: ChannelId) -> bool:
    """Whether a channel is a conversation of two; the ids of those begin with D, and no others."""
    return channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a workspace: where a session lives."""

    team: TeamId
    channel: ChannelId

    @property
    def is_direct(self) -> bool:
        """Whether it is one person's direct messages with the bot, where nobody else can be."""
        return is_direct(self.channel)


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message in Slack.

    `ts` is Slack's id of the message inside its channel; `thread_ts` is that of the thread it
    stands in, if any.
    """

    channel: ChannelId
    ts: str
    thread_ts: str | None = None

    def is_same(self, other: "MessageRef") -> bool:
        """Whether it is the same message; a message joins a thread when it gets its first reply."""
        return (self.channel, self.ts) == (other.channel, other.ts)
