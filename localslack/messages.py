"""Messages: who wrote them where, every content they ever had, and people's reactions."""

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from localslack import transcript
from localslack.json_types import JsonObject
from localslack.users import User

if TYPE_CHECKING:
    from localslack.channels import Channel
    from localslack.files import File
    from localslack.people import Person


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says; an edit gives the message a new one."""

    text: str = ""
    blocks: tuple[JsonObject, ...] = ()
    attachments: tuple[JsonObject, ...] = ()
    metadata: JsonObject | None = None

    def as_json(self) -> JsonObject:
        """The part of a message's JSON that the author decided."""
        shape: JsonObject = {"text": self.text}
        if self.blocks:
            shape["blocks"] = list(self.blocks)
        if self.attachments:
            shape["attachments"] = list(self.attachments)
        return shape


@dataclass(frozen=True, slots=True)
class Pin:
    """Who pinned a message when, in seconds since 1970."""

    by: User
    at: int


@dataclass(eq=False, slots=True, kw_only=True)
class Message:
    """One message. Two messages are never equal, even if they say the same."""

    ts: str
    channel: "Channel" = field(repr=False)
    user: User
    versions: list[Content]
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    ephemeral_for: User | None = None
    reactions: dict[str, list[User]] = field(default_factory=dict)
    replies: list["Message"] = field(default_factory=list, repr=False)
    files: tuple["File", ...] = ()
    client_msg_id: str | None = None
    edited_ts: str | None = None
    edited_by: User | None = None
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
    def edited(self) -> bool:
        return len(self.versions) > 1

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def readable(self, person: "Person | None" = None) -> str:
        """The message as a person reads it, with names and that person's local times."""
        zone = person.user.zone if person else ZoneInfo("UTC")
        return transcript.readable(
            self.content.as_json(), names=self.channel.workspace.name_of, tz=zone
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is about to be posted."""

    channel: "Channel"
    user: User
    content: Content
    _: KW_ONLY
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    files: tuple["File", ...] = ()
    client_msg_id: str | None = None
