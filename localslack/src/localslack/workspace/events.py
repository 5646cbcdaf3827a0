"""Everything that can happen in a workspace, for those who watch it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from localslack.workspace.contents import Content
from localslack.workspace.conversations import Channel, File, Message
from localslack.workspace.forms import View
from localslack.workspace.users import User


@dataclass(frozen=True, slots=True)
class Posted:
    message: Message


@dataclass(frozen=True, slots=True)
class Noticed:
    """Slack itself wrote into a channel what happened to it."""

    message: Message


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A message that only one person can see."""

    message: Message


@dataclass(frozen=True, slots=True)
class Edited:
    message: Message
    before: Content
    after: Content
    by: User


@dataclass(frozen=True, slots=True)
class Deleted:
    message: Message


@dataclass(frozen=True, slots=True)
class Reacted:
    message: Message
    by: User
    emoji: str


@dataclass(frozen=True, slots=True)
class Unreacted:
    message: Message
    by: User
    emoji: str


@dataclass(frozen=True, slots=True)
class ChannelCreated:
    channel: Channel


@dataclass(frozen=True, slots=True)
class Joined:
    channel: Channel
    user: User
    inviter: User | None = None


@dataclass(frozen=True, slots=True)
class Left:
    channel: Channel
    user: User


@dataclass(frozen=True, slots=True)
class Archived:
    channel: Channel
    by: User


@dataclass(frozen=True, slots=True)
class Unarchived:
    channel: Channel
    by: User


@dataclass(frozen=True, slots=True)
class FileShared:
    file: File
    channel: Channel


@dataclass(frozen=True, slots=True)
class HomeOpened:
    by: User
    tab: str = "home"


@dataclass(frozen=True, slots=True)
class HomePublished:
    view: View


@dataclass(frozen=True, slots=True)
class FormOpened:
    """A modal was opened, or pushed on top of another one."""

    view: View


@dataclass(frozen=True, slots=True)
class FormUpdated:
    view: View


@dataclass(frozen=True, slots=True)
class FormSubmitted:
    view: View


@dataclass(frozen=True, slots=True)
class FormErrors:
    view: View


@dataclass(frozen=True, slots=True)
class FormClosed:
    view: View


@dataclass(frozen=True, slots=True)
class CommandRun:
    by: User
    channel: Channel
    command: str
    text: str


@dataclass(frozen=True, slots=True)
class Clicked:
    """Somebody used a button or a menu; `on` is where it stands."""

    by: User
    label: str
    on: Message | View


@dataclass(frozen=True, slots=True)
class ShortcutUsed:
    by: User
    name: str
    on: Message | None


@dataclass(frozen=True, slots=True)
class UserJoined:
    """Somebody is new in the workspace."""

    user: User


@dataclass(frozen=True, slots=True)
class UserChanged:
    """Somebody was switched off or on, or changed their profile."""

    user: User


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """The app was taken out of the workspace."""


@dataclass(frozen=True, slots=True)
class TokensRevoked:
    """Tokens ended: of these people, and of these bot users."""

    people: tuple[str, ...]
    bots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAcknowledgedSeen:
    """The app did not answer in time or answered wrongly, and the person was told so."""

    by: User
    action: str
    reason: str


WorkspaceEvent: TypeAlias = (
    Posted
    | Noticed
    | Ephemeral
    | Edited
    | Deleted
    | Reacted
    | Unreacted
    | ChannelCreated
    | Joined
    | Left
    | Archived
    | Unarchived
    | FileShared
    | HomeOpened
    | HomePublished
    | FormOpened
    | FormUpdated
    | FormSubmitted
    | FormErrors
    | FormClosed
    | CommandRun
    | Clicked
    | ShortcutUsed
    | UserJoined
    | UserChanged
    | Uninstalled
    | TokensRevoked
    | NotAcknowledgedSeen
)

Watcher: TypeAlias = Callable[[WorkspaceEvent], None]
