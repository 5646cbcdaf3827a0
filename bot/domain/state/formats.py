"""What a session format says: an agenda that scales, tasks for everybody, what the close asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.domain.state.agenda import MINUTE, Activity
from bot.domain.state.captures import CaptureKind
from bot.domain.state.check import MOST_QUESTIONS
from bot.domain.state.groups import GROUP_SIZES, USUAL_SIZE
from bot.domain.state.ideas import USUAL_VOTES


class Advance(StrEnum):
    """Who moves the session from one item to the next."""

    AUTO = "auto"
    MANUAL = "manual"


class Role(StrEnum):
    FACILITATOR = "facilitator"
    TIMEKEEPER = "timekeeper"
    SCRIBE = "scribe"


# The limits of fields, by the names that pydantic reads them by. No text in a format is longer than
# a task.
LONGEST_TASK = 200
_WORDS = {"max_length": 75}
_MINUTES = {"strict": True, "ge": 1}
_MANY = {"min_length": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatItem:
    """A line of a format's agenda: `weight` is its share of the time, within its minutes."""

    title: str = field(metadata=_WORDS)
    activity: Activity
    weight: float = field(metadata={"gt": 0})
    at_least: int = field(metadata=_MINUTES)
    at_most: int = field(metadata=_MINUTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """What people do in an activity: one sentence per role, and some for everybody else."""

    facilitator: str | None = None
    timekeeper: str | None = None
    scribe: str | None = None
    everybody: tuple[str, ...] = field(metadata=_MANY)

    @property
    def roles(self) -> Mapping[Role, str]:
        by_role = {role: getattr(self, role) for role in Role}
        return {role: task for role, task in by_role.items() if task}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What the close asks, and which kinds of captures should be there by then."""

    question: str = field(default="Anything to add to the recap?", metadata=_WORDS)
    expects: tuple[CaptureKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFormat:
    """A kind of session, as its file describes it; lengths are in minutes.

    `name` is that of its file, and `spellings` are other words for it. People who name none get the
    `usual` one.

    What is longer than `day_minutes` (none for a session that fits in any) takes several days; a
    day of more than five hours has one break of `long_break_minutes`.

    A `quiet` one posts only its start, its breaks and its end; one that is `alone` is for one
    person, in their direct messages with the bot. `anonymous` says that no name is kept with an
    idea, unless its facilitator wants it otherwise; `votes` is how many each person has. With
    `goals` everybody is asked for theirs, with `thoughts` they are offered to park what comes to
    their minds. Small groups have about `group_size` people; a check asks the `quiz` questions, or
    the title of its item if there are none.
    """

    name: str
    title: str = field(metadata=_WORDS)
    summary: str = field(metadata=_WORDS)
    usual: bool = False
    spellings: tuple[str, ...] = ()
    default_minutes: int = field(metadata=_MINUTES)
    shortest_minutes: int = field(metadata=_MINUTES)
    longest_minutes: int = field(metadata=_MINUTES)
    advance: Advance
    roles: tuple[Role, ...]
    agenda: tuple[FormatItem, ...] = field(metadata=_MANY)
    tasks: Mapping[Activity, Tasks] = field(default_factory=dict)
    quiet: bool = False
    alone: bool = False
    anonymous: bool = False
    votes: int = field(default=USUAL_VOTES, metadata={"strict": True, "ge": 1, "le": 10})
    goals: bool = False
    thoughts: bool = False
    close: Closing = Closing()
    group_size: int = field(
        default=USUAL_SIZE,
        metadata={"strict": True, "ge": min(GROUP_SIZES), "le": max(GROUP_SIZES)},
    )
    quiz: tuple[str, ...] = field(default=(), metadata={"max_length": MOST_QUESTIONS})
    day_minutes: int = field(default=0, metadata=_MINUTES)
    long_break_minutes: int = field(default=0, metadata=_MINUTES)

    @property
    def day(self) -> timedelta:
        return self.day_minutes * MINUTE

    @property
    def long_break(self) -> timedelta:
        return self.long_break_minutes * MINUTE


def formats_by_word(formats: Mapping[str, SessionFormat]) -> Mapping[str, str]:
    """The names of formats by every word for them, in small letters."""
    return {
        word.lower(): name
        for name, session_format in formats.items()
        for word in (name, *session_format.spellings)
    }
