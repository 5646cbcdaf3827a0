"""The clocks of a session: when each item begins and ends as things stand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.state.agenda import NO_TIME, AgendaItem, ItemState, PlannedItem
from bot.domain.state.facts import Posting
from bot.domain.state.identity import ItemId
from bot.domain.state.nights import morning_after
from bot.domain.state.session import Session

OVERTIME_STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ItemClock:
    """When an item begins and ends, in UTC."""

    item: ItemId
    starts_at: datetime
    ends_at: datetime


def clocks(session: Session, start: datetime | None = None) -> tuple[ItemClock, ...]:
    """The clock of every item that has run or will run, in order.

    Ended items show what happened, the others what is expected as long as nothing changes.
    `start` is when a session that has not started yet would begin.
    """
    found: list[ItemClock] = []
    at = session.started_at or start
    if at is None:
        return ()
    for item in session.items:
        if item.state in {ItemState.SKIPPED, ItemState.PARKED}:
            continue
        starts_at = item.started_at or at
        at = _end(item, starts_at, session.zone)
        found.append(ItemClock(item.id, starts_at, at))
    return tuple(found)


def _end(item: AgendaItem, starts_at: datetime, zone: str) -> datetime:
    if item.ended_at is not None:
        return item.ended_at
    if item.is_day_break and item.started_at is None:
        return morning_after(item.until, starts_at, zone)
    # In overtime, assume that the step runs until the next overtime reminder.
    overtime = (item.overtime_given + 1) * OVERTIME_STEP if item.time_up_given else NO_TIME
    return starts_at + item.timebox + item.paused_for + overtime


def ends_at(session: Session, start: datetime | None = None) -> datetime | None:
    """When the session ends as things stand (UTC); None if it has no start."""
    if session.finished_at is not None:
        return session.finished_at
    every = clocks(session, start)
    return every[-1].ends_at if every else start


def moment_after(session: Session, worked: timedelta, start: datetime) -> datetime:
    """When so much working time of a plan will be over, if the session begins at `start`."""
    at = start
    for item in session.items:
        if worked <= NO_TIME:
            break
        used = min(item.timebox, worked)
        at = _end(item, at, session.zone) if item.is_day_break else at + used
        worked -= used
    return at


def time_left(session: Session, now: datetime) -> timedelta | None:
    """What is left of the running item, below zero in overtime; None without one."""
    current = session.current
    if current is None or current.due_at is None:
        return None
    return current.due_at - (session.paused_since or now)


def channel_posts(plan: tuple[PlannedItem, ...], posting: Posting) -> int:
    """How many messages a session will post in the channel itself."""
    card_and_recap = 2
    breaks = sum(item.is_break for item in plan)
    match posting:
        case Posting.CHANNEL:
            return card_and_recap + len(plan) + breaks
        case Posting.THREAD | Posting.QUIET:
            return card_and_recap + 2 * breaks
        case Posting.CARD_ONLY:
            return card_and_recap


def planned_time(session: Session) -> timedelta:
    """The time that was written down for the items, nights left out."""
    return sum((item.planned for item in session.items if not item.is_day_break), NO_TIME)


def actual_time(session: Session) -> timedelta:
    """The time the items really took, pauses and nights left out."""
    took = (item.actual or NO_TIME for item in session.items if not item.is_day_break)
    return sum(took, NO_TIME)
