"""What a workspace keeps besides people, channels and messages."""

from dataclasses import dataclass, field

from localslack.json_types import JsonObject
from localslack.workspace.conversations import Draft
from localslack.workspace.users import User


@dataclass(slots=True)
class Status:
    """What a person says they are doing; `expiration` in seconds since 1970, 0 for never."""

    text: str = ""
    emoji: str = ""
    expiration: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UserGroup:
    id: str
    name: str
    handle: str
    members: tuple[User, ...]
    created: int
    creator: User


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """A message for later; `post_at` and `created` in seconds since 1970."""

    id: str
    draft: Draft
    post_at: int
    created: int


@dataclass(slots=True, kw_only=True)
class Canvas:
    """A document; that of a channel names it."""

    id: str
    title: str
    channel_id: str = ""
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Details:
    """Everything by the id of what it belongs to; `snoozes` are ends in seconds since 1970."""

    statuses: dict[str, Status] = field(default_factory=dict)
    snoozes: dict[str, int] = field(default_factory=dict)
    user_groups: dict[str, UserGroup] = field(default_factory=dict)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    canvases: dict[str, Canvas] = field(default_factory=dict)
    bookmarks: dict[str, dict[str, JsonObject]] = field(default_factory=dict)

    def status(self, user: User) -> Status:
        return self.statuses.setdefault(user.id, Status())
