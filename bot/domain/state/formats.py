"""What a session format says: an agenda that scales, tasks for everybody, what the close asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.state.agenda import NO_TIME, Activity
from bot.domain.state.captures import CaptureKind
from bot.domain.state.groups import USUAL_SIZE
from bot.domain.state.ideas import USUAL_VOTES


class Advance(StrEnum):
    """Who moves the session from one item to the next."""

    AUTO = "auto"
    MANUAL = "manual"


class Role(StrEnum):
    FACILITATOR = "facilitator"
    TIMEKEEPER = "timekeeper"
    SCRIBE = "scribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatItem:
    """A line of a format's agenda: `weight` is its share of the time, within its bounds."""

    title: str
    activity: Activity
    weight: float
    at_least: timedelta
    at_most: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """What people do in an activity: one sentence per role, and some for everybody else."""

    roles: Mapping[Role, str]
    everybody: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What the close asks, and which kinds of captures should be there by then."""

    question: str = "Anything to add to the recap?"
    expects: tuple[CaptureKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFormat:
    """A kind of session; lengths are in minutes.

    `spellings` are other words for its `name`. People who name none get the one that `is_usual`.

    What is longer than `day` (none for a session that fits in any) takes several days; a day of
    more than five hours has one break that is a `long_break`.

    A `quiet` one posts only its start, its breaks and its end; one that is `alone` is for one
    person, in their direct messages with the bot. `anonymous` says that no name is kept with an
    idea, unless its facilitator wants it otherwise; `votes` is how many each person has. With
    `goals` everybody is asked for theirs, with `thoughts` they are offered to park what comes to
    their minds. Small groups have about `group_size` people; a check asks the `quiz` questions, or
    the title of its item if there are none.
    """

    name: str
    title: str
    summary: str
    is_usual: bool = False
    spellings: tuple[str, ...] = ()
    default_minutes: int
    shortest_minutes: int
    longest_minutes: int
    advance: Advance
    roles: tuple[Role, ...]
    agenda: tuple[FormatItem, ...]
    tasks: Mapping[Activity, Tasks]
    quiet: bool = False
    alone: bool = False
    anonymous: bool = False
    votes: int = USUAL_VOTES
    goals: bool = False
    thoughts: bool = False
    close: Closing = Closing()
    group_size: int = USUAL_SIZE
    quiz: tuple[str, ...] = ()
    day: timedelta = NO_TIME
    long_break: timedelta = NO_TIME


def formats_by_word(formats: Mapping[str, SessionFormat]) -> Mapping[str, str]:
    """The names of formats by every word for them, in small letters."""
    return {
        word.lower(): name
        for name, session_format in formats.items()
        for word in (name, *session_format.spellings)
    }
