"""Facts: what happened in a session, in the past tense, in the order in which it happened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.state.captures import CaptureKind
from bot.domain.state.formats import Role
from bot.domain.state.identity import CaptureId, ItemId, MessageRef, PersonId
from bot.domain.state.thoughts import ThoughtId


class Posting(StrEnum):
    """Where the steps of a session are posted; a quiet one tells its breaks and no steps."""

    THREAD = "thread"
    CHANNEL = "channel"
    QUIET = "quiet"
    CARD_ONLY = "card-only"


# Where the steps of a session have no messages of their own.
CARD_SAYS_IT = frozenset({Posting.QUIET, Posting.CARD_ONLY})


class Change(StrEnum):
    """How somebody can change the time of a session that runs."""

    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    EXTEND = "extend"
    SHORTEN = "shorten"
    PARK = "park"
    PAUSE = "pause"
    RESUME = "resume"
    EDIT_PLAN = "edit_plan"
    SHRINK = "shrink"
    END_LATER = "end_later"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted:
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStarted:
    """An item began; `merged` says it was over again before the bot came back from an absence."""

    item: ItemId
    posting: Posting
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEnded:
    """An item's time ended: by the clock (`by` is None) or by hand."""

    item: ItemId
    by: PersonId | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSkipped:
    item: ItemId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class WentBack:
    item: ItemId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemExtended:
    item: ItemId
    by: PersonId
    added: timedelta
    item_ends_at: datetime
    session_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShortened:
    item: ItemId
    by: PersonId
    taken: timedelta
    item_ends_at: datetime
    session_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemParked:
    """An item was put off: it is not for this session any more."""

    item: ItemId
    by: PersonId
    session_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged:
    """What is still to come was written anew; `parked` are the items that were taken out."""

    by: PersonId
    session_ends_at: datetime
    parked: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMoved:
    """The session takes longer than its slot was, and that is all right."""

    by: PersonId
    session_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FellBehind:
    """The session, or its day, will end `behind` later than it should, at `session_ends_at`.

    `asked` chooses: shorten the rest (if it `can_shrink`), park an item (`to_park`), or end later.
    """

    behind: timedelta
    session_ends_at: datetime
    can_shrink: bool
    to_park: ItemId | None
    asked: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsMissing:
    """The time of small groups is over, and these have brought nothing back yet.

    `merged` says that they never got to work, because the bot was away all the time.
    """

    item: ItemId
    groups: tuple[str, ...]
    asked: PersonId
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """The last change of the time was taken back; `item` runs now, if any."""

    change: Change
    by: PersonId
    item: ItemId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDone:
    item: ItemId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReopened:
    item: ItemId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CueGiven:
    """Four fifths of an item's time are gone; it ends at `ends_at`."""

    item: ItemId
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeUp:
    """An item's time is up and the session waits for somebody to move on."""

    item: ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertimeReached:
    item: ItemId
    over: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorAlerted:
    """The gentle lines are used up; `asked` is told privately."""

    item: ItemId
    over: timedelta
    asked: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPaused:
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class LongPauseNoticed:
    """Nobody ended the pause yet; if nobody does, the session closes by itself at `closes_at`."""

    since: datetime
    closes_at: datetime
    asked: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResumed:
    by: PersonId
    paused_for: timedelta
    session_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined:
    """A person takes part; `invited` if the start form named them, and gave them no role."""

    person: PersonId
    invited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonObserves:
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven:
    """A person holds a role; `told` if they read so in the answer to their own press."""

    role: Role
    person: PersonId
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFreed:
    role: Role
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """Something was kept; `source` is the message that gets the mark."""

    capture: CaptureId
    kind: CaptureKind
    by: PersonId
    source: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeasRevealed:
    """Everybody sees the ideas of these numbers, the last one included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingChanged:
    by: PersonId
    posting: Posting


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFinished:
    """The last item is over; what is left is to close with the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReminded:
    """Nobody closed the session yet; it closes by itself at `closes_at`."""

    closes_at: datetime
    asked: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed:
    """The session is over; `by` is None when it closed by itself."""

    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReopened:
    """The close was taken back; `item` runs (or is paused) again, if any."""

    by: PersonId
    item: ItemId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDiscarded:
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCancelled:
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQueued:
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnCame:
    """The session before this one in the channel has closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WasAway:
    """The bot was away from `since` to `until`; `passed` are the items that ended meanwhile."""

    since: datetime
    until: datetime
    passed: tuple[ItemId, ...]


class Loss(StrEnum):
    """Why Slack no longer lets the bot write in the session's channel.

    `RESTRICTED` means that only some people may post there, or reply there, and not the bot.
    """

    ARCHIVED = "archived"
    NOT_MEMBER = "not_member"
    NO_CHANNEL = "no_channel"
    NO_ACCESS = "no_access"
    RESTRICTED = "restricted"
    CARD_REFUSED = "card_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLost:
    """The bot cannot write in the channel any more; `closes_at` is when it gives up, if it does."""

    loss: Loss
    asked: PersonId
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFound:
    """The bot can write in the channel again, and the session still stands still."""

    asked: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ThoughtsHandedBack:
    """A person gets the thoughts back that they parked; their texts stand in the session."""

    asked: PersonId
    thoughts: tuple[ThoughtId, ...]


Fact = (
    SessionStarted
    | ItemStarted
    | ItemEnded
    | ItemSkipped
    | WentBack
    | ItemExtended
    | ItemShortened
    | ItemParked
    | PlanChanged
    | EndMoved
    | FellBehind
    | ResultsMissing
    | Undone
    | ItemDone
    | ItemReopened
    | CueGiven
    | TimeUp
    | OvertimeReached
    | FacilitatorAlerted
    | SessionPaused
    | LongPauseNoticed
    | SessionResumed
    | PersonJoined
    | PersonObserves
    | PersonLeft
    | RoleGiven
    | RoleFreed
    | Captured
    | IdeasRevealed
    | PostingChanged
    | AgendaFinished
    | CloseReminded
    | SessionClosed
    | SessionReopened
    | SessionDiscarded
    | SessionCancelled
    | SessionQueued
    | TurnCame
    | WasAway
    | ChannelLost
    | ChannelFound
    | ThoughtsHandedBack
)


@dataclass(frozen=True, slots=True)
class Record:
    """A fact with its number in the session and the moment it counts from (UTC)."""

    number: int
    at: datetime
    fact: Fact
