"""What the application needs from the outside world, one small protocol per want."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Protocol

from bot.application.posts import Post
from bot.domain.captures import Capture
from bot.domain.facts import Loss, Posting, Record
from bot.domain.identity import ChannelId, MessageRef, PersonId, Place, SessionId, TeamId
from bot.domain.session import Session


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


class Sessions(Protocol):
    """Sessions by workspace; what is read here is locked until the transaction ends."""

    async def add(self, session: Session, records: Sequence[Record]) -> None:
        """Store a new session."""

    async def get(self, team: TeamId, session_id: SessionId) -> Session | None: ...

    async def live_in(self, place: Place) -> Session | None:
        """The session that runs (or is paused) in a channel."""

    async def first_queued(self, place: Place) -> Session | None:
        """The plan that has waited longest for its turn in a channel."""

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
        """The newest actions that a person owns, at most twenty; not locked."""

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


class Beats(Protocol):
    async def beat(self, now: datetime) -> datetime | None:
        """Write down that the bot is alive now; gives when it was last, None the first time."""


class PostIndex(Protocol):
    async def find(self, team: TeamId, channel: ChannelId, ts: str) -> PostedKey | None:
        """Which post a message is; None if it is not one of the bot's."""

    async def any_unsettled(self, place: Place) -> bool:
        """Whether a post of a live session, one that people act on, may or may not be there."""

    async def card(self, session_id: SessionId) -> MessageRef | None:
        """Where a session's card stands; None until it is posted."""


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


class Store(Protocol):
    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...


class PostState(StrEnum):
    """`sending` may or may not be in Slack, `waiting` is certainly not."""

    WAITING = auto()
    SENDING = auto()
    POSTED = auto()
    GIVEN_UP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPost:
    """What is known about a post: `digest` tells the content that Slack has, "" if unknown.

    `attempts` counts the calls since the last one that worked. While the post is `sending`, `since`
    is when Slack was first asked for it, by the clock of the sessions.
    """

    key: str
    state: PostState
    ref: MessageRef | None = None
    digest: str = ""
    attempts: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A worker's right to publish one session, which ends when no `lease` follows the last one.

    `revision` is the state of the session that is due; `worker` and `at`, when the claim was made
    (real time, UTC), tell it from every other claim.
    """

    session: SessionId
    revision: int
    worker: str
    at: datetime
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A session with all that happened in it and what was sent so far, by key."""

    session: Session
    records: tuple[Record, ...]
    sent: Mapping[str, SentPost]


class Outbox(Protocol):
    """The publisher's side of the database; each call is one short transaction."""

    async def claim(self, worker: str, real_now: datetime, lease: timedelta) -> Claim | None:
        """Take the session that has waited longest and that nobody else is publishing."""

    async def load(self, session_id: SessionId) -> Unpublished: ...

    async def write(self, claim: Claim, sent: SentPost, real_now: datetime) -> None:
        """Store what is known about a post, and begin the lease anew.

        Raises:
            LeaseLost: somebody else has taken the session over.
        """

    async def release(self, claim: Claim, *, done: bool, not_before: datetime | None) -> None:
        """Give the session back.

        Args:
            claim: What was taken.
            done: Whether everything of its revision is in Slack.
            not_before: When to look at its revision again at the earliest (real time, UTC); a
                newer one is due at once.
        """

    async def next_due(self) -> datetime | None:
        """When an unpublished session may next be claimed (real time, UTC).

        Long ago if one may be now, None if none waits.
        """


class LeaseLost(Exception):
    """The claim is over: what it was about to write is for somebody else to find out."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent, in the chat's own form; `digest` is equal for equal content."""

    text: str
    blocks: Sequence[dict[str, object]]
    digest: str


class Renderer(Protocol):
    def render(self, post: Post, card: MessageRef | None) -> Message:
        """Turn a post into a message; `card` is where the session's thread begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a message goes: a channel or a person's direct messages, perhaps in a thread."""

    channel: ChannelId
    thread_ts: str | None = None


class Messenger(Protocol):
    """Writes in Slack.

    Every method may raise `Unclear`, `TryLater`, `OutOfReach` or `Rejected`.
    """

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        """Post a message that carries `key`, so that it can be found again.

        Raises:
            Vanished: the thread it goes to was deleted.
        """

    async def update(self, ref: MessageRef, message: Message) -> None:
        """Change a message; raises `Vanished` if somebody deleted it."""

    async def find(self, target: Target, key: str, since: datetime | None) -> MessageRef | None:
        """Look for the message that carries `key` and was posted after `since`.

        Raises:
            Vanished: the thread to look in was deleted.
        """

    async def mark(self, ref: MessageRef) -> None:
        """Put the small ✓ under a message; a second time changes nothing."""


class Unclear(Exception):
    """Nobody knows whether the call was carried out."""


class TryLater(Exception):
    """Slack did not carry the call out and wants a rest of `seconds` first."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds


class OutOfReach(Exception):
    """The bot cannot write there until a person does something about it."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(loss.value)
        self.loss = loss


class Vanished(Exception):
    """The message does not exist any more."""


class Rejected(Exception):
    """Slack will never take this call; `code` is Slack's name for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Membership(Protocol):
    async def bot_is_in(self, place: Place) -> bool:
        """Whether the bot can work in a channel."""


class Directory(Protocol):
    async def zone(self, team: TeamId, person: PersonId) -> str:
        """The IANA name of a person's time zone; "UTC" where it is not known."""
