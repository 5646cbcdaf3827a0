"""A session that is over, once more: the same plan, with what was left to do first."""

from bot.domain.rules.recap import NO_WORK
from bot.domain.rules.templates import plan_of
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.session import Session
from bot.domain.state.templates import SavedPlan


def carried_over(last: Session) -> tuple[AgendaItem, ...]:
    """The work that nobody marked done, whether it ran, was skipped or was parked."""
    return tuple(item for item in last.items if item.activity not in NO_WORK and not item.done_by)


def plan_again(last: Session) -> SavedPlan:
    """The plan once more: what is carried over comes before the work that was done.

    Check-ins, breaks and wins stay where they were, and every item gets the time it was planned.
    """
    carried = carried_over(last)
    done = (item for item in last.items if item.activity not in NO_WORK and item.done_by)
    work = iter((*carried, *done))
    placed = (item if item.activity in NO_WORK else next(work) for item in last.items)
    return plan_of(last, placed)
