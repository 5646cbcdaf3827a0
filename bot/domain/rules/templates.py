"""What a template keeps of a session."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.state.agenda import AgendaItem, ItemState, PlannedItem
from bot.domain.state.session import Session
from bot.domain.state.templates import SavedPlan


def plan_to_keep(session: Session) -> SavedPlan:
    """The plan of a session as it was last written, with the times that were written for its items.

    Time that was added or saved as it went is of that day; what was parked is not in the plan.
    """
    return plan_of(session, (item for item in session.items if item.state is not ItemState.PARKED))


def plan_of(session: Session, items: Iterable[AgendaItem]) -> SavedPlan:
    """A plan like a session's with these of its items, as they were planned."""
    return SavedPlan(
        format=session.format,
        advance=session.advance,
        roles=session.roles,
        items=tuple(_as_at_first(item) for item in items),
        anonymous=session.activities.board.anonymous,
        votes_each=session.activities.board.votes_each,
        group_size=session.activities.breakouts.size,
    )


def _as_at_first(item: AgendaItem) -> PlannedItem:
    line = item.as_planned
    # What was written out of the plan has no time there any more, but may be held another time.
    return line if item.is_day_break else replace(line, timebox=item.planned or item.timebox)
