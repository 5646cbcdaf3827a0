"""What a session shows in Slack, in domain words; views turn it into blocks."""

from dataclasses import dataclass

from bot.domain.rules.recap import Recap
from bot.domain.state import facts
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.captures import Capture
from bot.domain.state.groups import Group, Split
from bot.domain.state.identity import MessageRef
from bot.domain.state.session import Session

LineFact = (
    facts.AgendaFinished
    | facts.CueGiven
    | facts.EndMoved
    | facts.ItemExtended
    | facts.ItemParked
    | facts.ItemShortened
    | facts.ItemSkipped
    | facts.OvertimeReached
    | facts.PlanChanged
    | facts.PostingChanged
    | facts.SessionPaused
    | facts.SessionReopened
    | facts.SessionResumed
    | facts.TimeUp
    | facts.Undone
    | facts.WasAway
    | facts.WentBack
)
NoteFact = (
    facts.ChannelFound
    | facts.ChannelLost
    | facts.CloseReminded
    | facts.FacilitatorAlerted
    | facts.FellBehind
    | facts.LongPauseNoticed
    | facts.PersonJoined
    | facts.ResultsMissing
    | facts.RoleGiven
    | facts.ThoughtsHandedBack
    | facts.TurnCame
)


@dataclass(frozen=True, slots=True)
class Card:
    """The one live card: outcome, step, clocks, people, buttons."""

    session: Session


@dataclass(frozen=True, slots=True)
class Step:
    """The message of one agenda item; a reaction on it marks the item done."""

    session: Session
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class BreakBegins:
    session: Session
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class BreakOver:
    """The call back after a break."""

    session: Session
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class IdeaBatch:
    """Revealed ideas, by number, the last one included; what was withdrawn since is left out."""

    session: Session
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """The message of a small group, in whose thread it works."""

    session: Session
    item: AgendaItem
    split: Split
    group: Group


@dataclass(frozen=True, slots=True)
class ResultQuestion:
    """A small group is asked for what it brings back."""

    group: Group


@dataclass(frozen=True, slots=True)
class GroupMerged:
    """Whoever was left alone in a small group hears where to go on."""

    group: Group
    host: Group


@dataclass(frozen=True, slots=True)
class Evening:
    """The recap of a day, when the night after it begins."""

    session: Session
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class Morning:
    """The call back after a night, with what comes and what is open."""

    session: Session
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class Line:
    """One line in the thread about something that happened."""

    session: Session
    fact: LineFact


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """A direct message to one person about something that is up to them."""

    session: Session
    fact: NoteFact


@dataclass(frozen=True, slots=True)
class RecapPage:
    """A page of the recap, from 1; further pages continue in the thread."""

    recap: Recap
    number: int
    of: int
    captures: tuple[Capture, ...]


@dataclass(frozen=True, slots=True)
class RecapTakenBack:
    """What stands in the place of a recap once its session was reopened."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small ✓ under a message that was captured."""

    source: MessageRef


@dataclass(frozen=True, slots=True)
class SetAsideNotice:
    """The channel reads that its session broke, and how to begin anew."""


Content = (
    Card
    | Step
    | BreakBegins
    | BreakOver
    | IdeaBatch
    | RecapTakenBack
    | GroupPlace
    | ResultQuestion
    | GroupMerged
    | Evening
    | Morning
    | Line
    | PrivateNote
    | RecapPage
    | Mark
    | SetAsideNotice
)
