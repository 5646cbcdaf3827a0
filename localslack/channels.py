"""Places where people write: public and private channels, and direct messages with the app."""

from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING

from localslack.messages import Message
from localslack.users import User

if TYPE_CHECKING:
    from localslack.workspace import Workspace


class ChannelKind(Enum):
    """The kinds of conversation, each with the words Slack uses for it in different places."""

    PUBLIC = ("C", "channel", "channels", "public_channel")
    PRIVATE = ("C", "group", "groups", "private_channel")
    DIRECT = ("D", "im", "im", "im")

    def __init__(self, letter: str, event_type: str, scope: str, list_type: str) -> None:
        self.letter = letter
        self.event_type = event_type
        self.scope = scope
        self.list_type = list_type


@dataclass(frozen=True, slots=True)
class Topic:
    """What a channel is about; `last_set` in seconds since 1970."""

    value: str = ""
    creator: str = ""
    last_set: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class Channel:
    id: str
    name: str
    kind: ChannelKind
    workspace: "Workspace" = field(repr=False)
    creator: User
    created: int
    members: list[User] = field(default_factory=list)
    archived: bool = False
    topic: Topic = Topic()
    timeline: dict[str, Message] = field(default_factory=dict, repr=False)
    notices: dict[str, Message] = field(default_factory=dict, repr=False)
    """What Slack itself wrote about the channel: who joined, who archived it."""

    @property
    def history(self) -> list[Message]:
        """All that was ever written here, by people, apps and Slack, oldest first."""
        both = [*self.timeline.values(), *self.notices.values()]
        # Times are texts of the same length, so they sort as texts.
        return sorted(both, key=attrgetter("ts"))

    @property
    def messages(self) -> list[Message]:
        """What stands in the channel itself now, oldest first; replies are in their threads."""
        return [
            message
            for message in self.timeline.values()
            if not message.deleted and (not message.is_reply or message.broadcast)
        ]

    def thread_of(self, message: Message) -> list[Message]:
        """The replies that stand below a message now, oldest first."""
        return [reply for reply in message.replies if not reply.deleted]

    def find(self, ts: str) -> Message | None:
        message = self.timeline.get(ts) or self.notices.get(ts)
        return None if message is None or message.deleted else message
