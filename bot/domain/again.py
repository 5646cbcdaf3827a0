"""A session that is over, once more: the same plan, with what was left to do first."""

from dataclasses import replace
from datetime import datetime

from bot.domain.agenda import AgendaItem, PlannedItem
from bot.domain.facts import Posting
from bot.domain.identity import PersonId, SessionId
from bot.domain.recap import NO_WORK
from bot.domain.session import Session, agenda_of
from bot.domain.starting import invite


def carried_over(last: Session) -> tuple[AgendaItem, ...]:
    """The work that nobody marked done, whether it ran, was skipped or was parked."""
    return tuple(item for item in last.items if item.activity not in NO_WORK and not item.done_by)


def plan_again(last: Session) -> tuple[PlannedItem, ...]:
    """The plan once more: what is carried over comes before the work that was done.

    Check-ins, breaks and wins stay where they were, and every item gets the time it was planned.
    """
    carried = carried_over(last)
    done = (item for item in last.items if item.activity not in NO_WORK and item.done_by)
    work = iter((*carried, *done))
    placed = (item if item.activity in NO_WORK else next(work) for item in last.items)
    return tuple(replace(item.as_planned, timebox=item.planned) for item in placed)


def once_more(
    last: Session, new: SessionId, by: PersonId, zone: str, posting: Posting, now: datetime
) -> Session:
    """A new plan like a session that is over, for whoever asks for it."""
    plan = Session(
        id=new,
        place=last.place,
        format=last.format,
        outcome=last.outcome,
        measure=last.measure,
        slot=last.slot,
        advance=last.advance,
        posting=posting,
        roles=last.roles,
        zone=zone,
        planned_by=by,
        planned_at=now,
        items=agenda_of(plan_again(last)),
        done_reactions=last.done_reactions,
    )
    return invite(plan, by, (), {}, now)
