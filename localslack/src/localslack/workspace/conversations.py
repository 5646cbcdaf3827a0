"""Conversations: channels, the messages in them and the files shared there.

Each knows the others, so they stand together.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from operator import attrgetter
from zoneinfo import ZoneInfo

from localslack import transcript
from localslack.json_types import JsonObject
from localslack.workspace.contents import Content
from localslack.workspace.users import OtherWorkspace, User


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


RESTRICTED = "restricted_action"
"""A preference of the workspace is against it."""
READ_ONLY = "restricted_action_read_only_channel"
THREAD_ONLY = "restricted_action_thread_only_channel"
NOT_IN_THREADS = frozenset(
    {"restricted_action_non_threadable_channel", "restricted_action_thread_locked"}
)
RESTRICTIONS = frozenset({RESTRICTED, READ_ONLY, THREAD_ONLY, *NOT_IN_THREADS})
"""Source: docs.slack.dev/reference/methods/chat.postMessage, .scheduleMessage and .postEphemeral,
of which the last knows only the first of these words."""


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
    name_of: Callable[[str], str] = field(repr=False)
    """The name people know a user or a channel by, from its id."""
    creator: User
    created: int
    members: list[User] = field(default_factory=list)
    archived: bool = False
    restriction: str = ""
    """Slack's word for how apps may not post here, from `RESTRICTIONS`; empty if they may."""
    host: OtherWorkspace | None = None
    """The workspace that shares it with this one, if it is not this one's own."""
    topic: Topic = Topic()
    timeline: dict[str, "Message"] = field(default_factory=dict, repr=False)
    notices: dict[str, "Message"] = field(default_factory=dict, repr=False)
    """What Slack itself wrote about the channel: who joined, who archived it."""

    @property
    def others(self) -> tuple[OtherWorkspace, ...]:
        """The other workspaces that meet here (Slack Connect), its host first."""
        homes = [self.host, *(member.home for member in self.members)]
        return tuple(dict.fromkeys(home for home in homes if home is not None))

    @property
    def history(self) -> list["Message"]:
        """All that was ever written here, by people, apps and Slack, oldest first."""
        both = [*self.timeline.values(), *self.notices.values()]
        # Times are texts of the same length, so they sort as texts.
        return sorted(both, key=attrgetter("ts"))

    @property
    def messages(self) -> list["Message"]:
        """What stands in the channel itself now, oldest first; replies are in their threads."""
        return [
            message
            for message in self.timeline.values()
            if not message.deleted and (not message.is_reply or message.broadcast)
        ]

    def thread_of(self, message: "Message") -> list["Message"]:
        """The replies that stand below a message now, oldest first."""
        return [reply for reply in message.replies if not reply.deleted]

    def find(self, ts: str) -> "Message | None":
        message = self.timeline.get(ts) or self.notices.get(ts)
        return None if message is None or message.deleted else message


@dataclass(eq=False, slots=True, kw_only=True)
class File:
    id: str
    name: str
    length: int
    user: User
    created: int
    title: str = ""
    alt_text: str = ""
    data: bytes | None = None
    completed: bool = False
    shares: list["Message"] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class Pin:
    """Who pinned a message when, in seconds since 1970."""

    by: User
    at: int


@dataclass(eq=False, slots=True, kw_only=True)
class Message:
    """One message. Two messages are never equal, even if they say the same."""

    ts: str
    channel: Channel = field(repr=False)
    user: User
    versions: list[Content]
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    ephemeral_for: User | None = None
    reactions: dict[str, list[User]] = field(default_factory=dict)
    replies: list["Message"] = field(default_factory=list, repr=False)
    files: tuple[File, ...] = ()
    client_msg_id: str | None = None
    deleted: bool = False
    pin: Pin | None = None
    notice: JsonObject | None = None
    """Slack's own words about the channel have this, with what they say in addition."""

    @property
    def content(self) -> Content:
        return self.versions[-1]

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def blocks(self) -> tuple[JsonObject, ...]:
        return self.content.blocks

    @property
    def metadata(self) -> JsonObject | None:
        return self.content.metadata

    @property
    def edited_ts(self) -> str | None:
        """When the text was changed last, unless only blocks were."""
        return self.content.edit.ts if self.content.edit else None

    @property
    def edited(self) -> bool:
        return len(self.versions) > 1

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def readable(self) -> str:
        """The message as people read it, with names, and with times in UTC."""
        return transcript.readable(
            self.content.as_json(), names=self.channel.name_of, tz=ZoneInfo("UTC")
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is about to be posted."""

    channel: Channel
    user: User
    content: Content
    _: KW_ONLY
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    files: tuple[File, ...] = ()
    client_msg_id: str | None = None
