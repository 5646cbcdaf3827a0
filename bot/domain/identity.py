"""Names for things that come from outside: people, places, sessions, messages."""

from dataclasses import dataclass
from typing import NewType

TeamId = NewType("TeamId", str)
ChannelId = NewType("ChannelId", str)
PersonId = NewType("PersonId", str)
SessionId = NewType("SessionId", str)
ItemId = NewType("ItemId", int)
CaptureId = NewType("CaptureId", int)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a workspace: where a session lives."""

    team: TeamId
    channel: ChannelId


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
