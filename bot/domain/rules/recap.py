"""The recap: what came out of a session, as a value that views and exports can read."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.rules.schedule import actual_time, planned_time
from bot.domain.state.agenda import BREAKS, Activity, AgendaItem, ItemState
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.session import Session

# What belongs to a session but leaves nothing to be done.
NO_WORK = BREAKS | {
    Activity.CHECK_IN,
    Activity.IDEAS,
    Activity.VOTE,
    Activity.ROUND,
    Activity.QUIZ,
    Activity.WINS,
}
LEFT_OUT = frozenset({ItemState.SKIPPED, ItemState.PARKED})
MOST_ON_A_PAGE = 20
LONGEST_PAGE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """What came out; captures sorted by kind, items nobody marked done, counts instead of names."""

    session: Session
    automatic: bool
    planned: timedelta
    actual: timedelta
    captures: tuple[Capture, ...]
    done_items: tuple[AgendaItem, ...]
    open_items: tuple[AgendaItem, ...]
    parked_items: tuple[AgendaItem, ...]
    took_part: int
    observed: int
    worth_it: int
    rated: int


def recap_of(session: Session) -> Recap:
    """The recap of a closed session."""
    people = session.participants.people
    kept = [each for each in session.captures if each.in_recap]
    rated = [each.worth_it for each in people if each.worth_it is not None]
    took_part = sum(each.took_part for each in people)
    return Recap(
        session=session,
        automatic=session.closed_by is None,
        planned=planned_time(session),
        actual=actual_time(session),
        captures=tuple(each for kind in CaptureKind for each in kept if each.kind is kind),
        done_items=tuple(item for item in session.items if item.done_by),
        open_items=tuple(item for item in session.items if is_left_open(session, item)),
        parked_items=tuple(item for item in session.items if item.state is ItemState.PARKED),
        took_part=took_part,
        observed=len(people) - took_part,
        worth_it=sum(rated),
        rated=len(rated),
    )


def pages(recap: Recap) -> tuple[tuple[Capture, ...], ...]:
    """The captures of a recap in pages short enough for one message each; at least one page."""
    found: list[list[Capture]] = [[]]
    for capture in recap.captures:
        page = found[-1]
        length = sum(len(each.text) for each in page) + len(capture.text)
        if page and (len(page) == MOST_ON_A_PAGE or length > LONGEST_PAGE):
            found.append([])
        found[-1].append(capture)
    return tuple(tuple(page) for page in found)


def is_left_open(session: Session, item: AgendaItem) -> bool:
    """Whether an item counts as open: where people set goals, those say what is left to do."""
    return not session.activities.goals.asked and is_open(item)


def is_open(item: AgendaItem) -> bool:
    """Whether work is left that nobody marked done."""
    return not item.done_by and item.activity not in NO_WORK and item.state not in LEFT_OUT
