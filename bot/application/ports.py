"""What the application needs from the outside world, one small protocol per want."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Protocol

from bot.application.quarantine_ports import Troubles
from bot.domain.state.captures import Capture
from bot.domain.state.facts import Posting, Record
from bot.domain.state.identity import ChannelId, MessageRef, PersonId, Place, SessionId, TeamId
from bot.domain.state.people import Participants
from bot.domain.state.session import Session
from bot.domain.state.templates import Template


class Clock(Protocol):
    """Tells the time sessions run on, which a demo may let run faster than the real one."""

    def now(self) -> datetime:
        """The session time, in UTC."""

    def real_now(self) -> datetime:
        """The real time, in UTC: for leases, which belong to processes and not to sessions."""

    def real_seconds(self, span: timedelta) -> float:
        """How long a span of session time really takes, in seconds."""


class Ids(Protocol):
    def new_session(self) -> SessionId:
        """An id that no session has had before."""

    def new_secret(self) -> str:
        """Letters and digits that nobody can guess."""


class Signal(Protocol):
    def changed(self) -> None:
        """Something was committed: look for what to publish and when to wake next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """What a channel has set for its sessions; `done_reactions` are emoji names."""

    posting: Posting = Posting.THREAD
    done_reactions: tuple[str, ...] = ("white_check_mark",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedKey:
    """Which post of which session a message in Slack is."""

    session: SessionId
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """An action somebody owns, for their Home tab."""

    place: Place
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPeople:
    """Where a session is held, and who is in it; nobody is told of one that `is_set_aside`."""

    place: Place
    planned_by: PersonId
    is_live: bool
    participants: Participants
    is_set_aside: bool = False


class Sessions(Protocol):
    """Sessions by workspace; what is read here is locked until the transaction ends."""

    async def add(self, session: Session, records: Sequence[Record]) -> None:
        """Store a new session."""

    async def get(self, team: TeamId, session_id: SessionId) -> Session | None: ...

    async def people_of(self, team: TeamId, session_id: SessionId) -> SessionPeople | None:
        """Where a session is held and who is in it; not locked."""

    async def live_in(self, place: Place) -> Session | None:
        """The session that runs (or is paused) in a channel."""

    async def first_queued(self, place: Place) -> Session | None:
        """The first plan in line in a channel: it waits for its turn, or had it and may start."""

    async def queued_of(self, place: Place, person: PersonId) -> Sequence[Session]:
        """The plans of one person that are in line in a channel, the last in line first."""

    async def last_closed(self, place: Place, *, rehearsals: bool = False) -> Session | None:
        """The session that was closed last in a channel, by the clock; not locked.

        Rehearsals are left out unless asked for.
        """

    async def forget(self, bare: Session) -> None:
        """Keep a bare session and drop what happened in it and what was posted about it."""

    async def save(self, session: Session, records: Sequence[Record]) -> None:
        """Store a changed session and what happened, due for publishing.

        Raises:
            PlaceTaken: another session runs in its channel.
        """

    async def due(self, now: datetime) -> Sequence[tuple[TeamId, SessionId]]:
        """The sessions in which something is due, the longest overdue first."""

    async def next_wake(self) -> datetime | None:
        """The earliest moment at which something falls due in any session (UTC)."""

    async def live_of(self, team: TeamId, person: PersonId) -> Sequence[Session]:
        """The sessions that run now and that a person is in; not locked."""

    async def actions_of(self, team: TeamId, person: PersonId) -> Sequence[OpenAction]:
        """The newest actions that a person owns, at most twenty; not locked.

        Of a session for one person alone, that one sees them and nobody else.
        """

    async def note_absence(self, since: datetime) -> None:
        """Let every live session catch up with an absence of the bot that began at `since`."""


class PlaceTaken(Exception):
    """Another session already runs in the channel."""


class Inbox(Protocol):
    async def is_new(self, team: TeamId, key: str, now: datetime) -> bool:
        """Take note of a delivery; False if it was taken note of before."""

    async def forget(self, before: datetime) -> None:
        """Drop the notes of deliveries that are too old to come again."""


class Channels(Protocol):
    async def settings(self, place: Place) -> ChannelSettings: ...

    async def save_settings(self, place: Place, settings: ChannelSettings) -> None: ...


@dataclass(frozen=True, slots=True)
class Beat:
    """When the clock was last kept (session time), and when its absence was noticed since."""

    at: datetime
    noticed_at: datetime | None = None

    @property
    def is_noticed(self) -> bool:
        return self.noticed_at is not None

    @property
    def latest(self) -> datetime:
        return max(self.at, self.noticed_at or self.at)


class Beats(Protocol):
    async def known(self) -> Beat | None:
        """The last beat, locked until the transaction ends; None if there was none."""

    async def beat(self, now: datetime) -> None:
        """Write down that the clock is kept now."""

    async def notice(self, now: datetime) -> None:
        """Write down that somebody noticed that it is not."""


class PostIndex(Protocol):
    async def find(self, team: TeamId, channel: ChannelId, ts: str) -> PostedKey | None:
        """Which post a message is; None if it is not one of the bot's."""

    async def any_unsettled(self, place: Place) -> bool:
        """Whether a post of a live session, one that people act on, may or may not be there."""

    async def card(self, session_id: SessionId) -> MessageRef | None:
        """Where a session's card stands; None until it is posted."""


class Templates(Protocol):
    """The plans that channels keep; what one channel keeps no other one sees."""

    async def all(self, place: Place) -> Sequence[Template]:
        """The templates of a channel, by name."""

    async def get(self, place: Place, name: str) -> Template | None: ...

    async def save(self, place: Place, template: Template) -> None:
        """Keep a template, in place of the one that has its name, if any."""

    async def delete(self, place: Place, name: str) -> None:
        """Drop a template; without one of this name nothing changes."""


class Transaction(Protocol):
    """One database transaction; committed when its block ends well, else rolled back."""

    @property
    def sessions(self) -> Sessions: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def channels(self) -> Channels: ...
    @property
    def beats(self) -> Beats: ...
    @property
    def posts(self) -> PostIndex: ...
    @property
    def templates(self) -> Templates: ...
    @property
    def troubles(self) -> Troubles: ...


class Trouble(StrEnum):
    """Why a database could not do what it was asked for.

    `full` is any reason for which it cannot be written to; `gone` means that its file is not there
    any more, or another one; `broken` that what stands in it is no database, or a damaged one;
    after a `conflict` of two transactions the same may be tried again at once.
    """

    BUSY = auto()
    FULL = auto()
    UNREACHABLE = auto()
    GONE = auto()
    BROKEN = auto()
    CONFLICT = auto()


class StoreTrouble(Exception):
    """The database could not do it, and kept nothing of the transaction.

    Only a connection that broke during the commit itself leaves open whether it was carried out.
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"the database is in trouble: {trouble}")
        self.trouble = trouble


class LeaseLost(Exception):
    """The claim is over: what it was about to write is for somebody else to find out."""


class Store(Protocol):
    """Every transaction may raise `StoreTrouble`."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads what is committed: nobody waits for it, nothing locks."""


class Membership(Protocol):
    """Who is in which channel, as Slack tells it; what it told is believed for some minutes."""

    async def bot_is_in(self, place: Place) -> bool:
        """Whether the bot can work in a channel."""

    async def is_in(self, place: Place, person: PersonId) -> bool:
        """Whether a person is in a channel.

        Raises:
            MembersUnknown: Slack does not tell now.
        """

    def note(self, place: Place, person: PersonId, *, is_in: bool) -> None:
        """Take note that somebody is in a channel, or is not any more."""

    def sight(self, place: Place, person: PersonId) -> None:
        """Take note that somebody did something in a channel, which may have been before they left.

        Whoever is known to have left is still out.
        """


class MembersUnknown(Exception):
    """Slack does not tell who is in a channel."""


class DirectMessages(Protocol):
    async def with_bot(self, team: TeamId, person: PersonId) -> Place:
        """A person's direct messages with the bot.

        Raises:
            OutOfTouch: they cannot be opened now.
        """


class OutOfTouch(Exception):
    """A person cannot be written to."""


class Directory(Protocol):
    async def zone(self, team: TeamId, person: PersonId) -> str:
        """The IANA name of a person's time zone; "UTC" where it is not known."""

    async def is_bot(self, team: TeamId, person: PersonId) -> bool:
        """Whether it is no person at all; nobody is taken for a bot where it is not known."""
