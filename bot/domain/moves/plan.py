"""Moves that change the plan while it runs: shorten, park, write anew, keep the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.moves.activities import ended
from bot.domain.moves.time import EXTENSION, begin_next
from bot.domain.rules.plan import CannotFit, fit
from bot.domain.rules.rights import require_steerer
from bot.domain.rules.schedule import ends_at
from bot.domain.state.agenda import MINUTE, NO_TIME, AgendaItem, ItemState, PlannedItem, minutes
from bot.domain.state.facts import EndMoved, FellBehind, ItemParked, ItemShortened, PlanChanged
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import AlreadyMoved, NotFound, NotNow, WrongInput
from bot.domain.state.session import Moved, Session, SessionState, require_current, require_state

WORTH_ASKING = 5 * MINUTE


def shorten(
    session: Session,
    by: PersonId,
    seen: ItemId | None,
    now: datetime,
    taken: timedelta = EXTENSION,
) -> Moved:
    """Take time off the running item; every later clock moves with it."""
    require_state(session, SessionState.RUNNING)
    require_steerer(session, by)
    current = require_current(session, seen)
    shorter = replace(current, timebox=current.timebox - taken)
    due, cue_at = shorter.due_at, shorter.cue_at
    if due is None or cue_at is None or due <= now:
        raise NotNow("Too little time is left to take some off. Press Next to move on.")
    shortened = session.with_item(replace(shorter, cue_given=cue_at <= now))
    fact = ItemShortened(
        item=current.id,
        by=by,
        taken=taken,
        item_ends_at=due,
        session_ends_at=ends_at(shortened) or due,
    )
    return Moved(shortened).tell(now, fact)


def park(session: Session, by: PersonId, item_id: ItemId, now: datetime) -> Moved:
    """Put an item off that runs or is still to come; it stands in the recap as parked."""
    require_state(session, SessionState.RUNNING)
    require_steerer(session, by)
    item = session.item(item_id)
    if item is None:
        raise NotFound("This step is not in the plan any more. Nothing was changed.")
    if item.is_break:
        raise WrongInput("A break cannot be parked. Press Skip when it has begun.")
    if item.state is ItemState.RUNNING:
        stopped = replace(item, state=item.state.to(ItemState.PARKED), ended_at=now)
        parked = begin_next(session.with_item(stopped), now)
        told = Moved(session.with_item(stopped)).tell(now, _parked(parked.session, item, by, now))
        return ended(told, stopped, now).then(lambda after: begin_next(after, now))
    if item.state is not ItemState.PENDING:
        became = "parked" if item.state is ItemState.PARKED else "over"
        raise AlreadyMoved(f"{item.title} is {became} already. Nothing was changed.")
    without = session.with_item(replace(item, state=item.state.to(ItemState.PARKED)))
    return Moved(without).tell(now, _parked(without, item, by, now))


def edit_plan(
    session: Session,
    by: PersonId,
    seen: tuple[ItemId, ...],
    plan: Sequence[PlannedItem],
    now: datetime,
) -> Moved:
    """Write anew what is still to come; steps that are taken out are parked, breaks fall away.

    Args:
        session: The session.
        by: Who does it.
        seen: The items that were still to come when the person saw the plan.
        plan: What shall come now, in order; a line with a known title is that item, changed.
        now: When it is done (UTC).

    Raises:
        AlreadyMoved: other items are still to come than the person saw.
    """
    require_state(session, SessionState.RUNNING, SessionState.PAUSED)
    require_steerer(session, by)
    if seen != tuple(item.id for item in session.pending):
        raise AlreadyMoved(
            "The plan has changed in the meantime. Close this form and open it anew."
        )
    coming, left_out = _matched(session, plan)
    past = [item for item in session.items if item.state is not ItemState.PENDING]
    parked = [
        replace(item, state=item.state.to(ItemState.PARKED), planned=NO_TIME)
        for item in left_out
        if not item.is_break
    ]
    changed = _with_evenings(replace(session, items=(*past, *coming, *parked)))
    fact = PlanChanged(
        by=by,
        session_ends_at=ends_at(changed) or now,
        parked=tuple(item.id for item in parked),
    )
    return Moved(changed).tell(now, fact)


def behind(session: Session, now: datetime) -> timedelta:
    """How much later than it should the session ends, as things stand; below zero if earlier.

    Of a session of several days, it is the day that counts: a night takes up its delay.
    """
    end = session.hard_end
    if end is None or not session.is_live or session.finished_at is not None:
        return NO_TIME
    return _earliest_end(session, now) - end


def notice_delay(moved: Moved, now: datetime) -> Moved:
    """Ask whoever leads what to do, once the session is behind by some minutes more than before."""
    session = moved.session
    late = behind(session, now)
    if session.state is not SessionState.RUNNING or not session.today:
        return moved
    if late < session.told_behind:
        return Moved(replace(session, told_behind=max(late, NO_TIME)), moved.records)
    if late - session.told_behind < WORTH_ASKING:
        return moved
    to_park = one_to_park(session, now)
    fact = FellBehind(
        behind=late,
        session_ends_at=_earliest_end(session, now),
        can_shrink=_shrunk(session, now) is not None,
        to_park=to_park.id if to_park else None,
        asked=session.in_charge,
    )
    return Moved(replace(session, told_behind=late), moved.records).tell(now, fact)


def shrink_rest(session: Session, by: PersonId, now: datetime) -> Moved:
    """Shorten all that is still to come, in proportion, so that the session ends when it should.

    Of a session of several days, only the day that runs is shortened.

    Raises:
        CannotFit: not even a minute for each item is left.
    """
    end = _require_delay(session, by, now)
    shorter = _shrunk(session, now)
    if shorter is None:
        raise CannotFit("There is too little time left for that. Park a step, or end later.")
    shorter = replace(shorter, told_behind=NO_TIME)
    return Moved(shorter).tell(now, PlanChanged(by=by, session_ends_at=ends_at(shorter) or end))


def _shrunk(session: Session, now: datetime) -> Session | None:
    """The session with all that is still to come shortened to keep the end; None if it cannot."""
    end = session.hard_end
    coming = session.today
    if end is None or not coming:
        return None
    left = (end - _free_from(session, now)) // MINUTE * MINUTE
    try:
        fitted = fit(tuple(item.as_planned for item in coming), left)
    except CannotFit:
        return None
    shorter = session
    for item, planned in zip(coming, fitted, strict=True):
        shorter = shorter.with_item(replace(item, timebox=planned.timebox))
    return shorter


def one_to_park(session: Session, now: datetime) -> AgendaItem | None:
    """The shortest item whose parking would be enough to end in time, or else the longest."""
    possible = sorted(
        (item for item in session.today if not item.is_break), key=lambda item: item.timebox
    )
    enough = (item for item in possible if item.timebox >= behind(session, now))
    return next(enough, possible[-1] if possible else None)


def end_later(session: Session, by: PersonId, now: datetime) -> Moved:
    """Let the session take as long as its plan does now, and the day that runs, if it has days."""
    _require_delay(session, by, now)
    late = behind(session, now)
    items = tuple(
        replace(item, planned=item.planned + late)
        if item.is_day_break and item.state is ItemState.PENDING
        else item
        for item in session.items
    )
    later = replace(session, items=items, slot=session.slot + late, told_behind=NO_TIME)
    return Moved(later).tell(now, EndMoved(by=by, session_ends_at=ends_at(later) or now))


def _require_delay(session: Session, by: PersonId, now: datetime) -> datetime:
    """When the session should end, if it will end later."""
    require_state(session, SessionState.RUNNING)
    require_steerer(session, by)
    end = session.hard_end
    if end is None or behind(session, now) <= NO_TIME:
        raise AlreadyMoved("The session is in time again. Nothing was changed.")
    return end


def _free_from(session: Session, now: datetime) -> datetime:
    """When the next item can begin at the earliest, by the clock."""
    current = session.current
    due = current.due_at if current is not None else None
    paused = now - session.paused_since if session.paused_since else NO_TIME
    return max(now, due + paused) if due is not None else now


def _earliest_end(session: Session, now: datetime) -> datetime:
    return _free_from(session, now) + _time(session.today)


def _time(items: Sequence[AgendaItem]) -> timedelta:
    return sum((item.timebox for item in items), NO_TIME)


def _parked(after: Session, item: AgendaItem, by: PersonId, now: datetime) -> ItemParked:
    return ItemParked(item=item.id, by=by, session_ends_at=ends_at(after) or now)


def _matched(
    session: Session, plan: Sequence[PlannedItem]
) -> tuple[list[AgendaItem], list[AgendaItem]]:
    """The items that a plan stands for, and those that are not in it any more."""
    left = list(session.pending)
    number = max((item.id for item in session.items), default=ItemId(0))
    coming: list[AgendaItem] = []
    for line in plan:
        known = next((item for item in left if _is_same(item, line)), None)
        if known is not None:
            left.remove(known)
        else:
            number = ItemId(number + 1)
            planned = NO_TIME if line.is_day_break else line.timebox
            known = AgendaItem(id=number, title=line.title, timebox=line.timebox, planned=planned)
        changed = replace(
            known,
            timebox=line.timebox,
            planned=_planned(known, line),
            activity=line.activity,
            owner=line.owner,
            until=line.until,
        )
        coming.append(changed)
    return coming, left


def _planned(item: AgendaItem, line: PlannedItem) -> timedelta:
    """Keep the planned length unless the person changed it.

    The length shown to them may have been shortened for today only.
    """
    is_left = item.is_day_break or minutes(item.timebox) == minutes(line.timebox)
    return item.planned if is_left else line.timebox


def _with_evenings(session: Session) -> Session:
    """The session in which every night that is new has the working time before it as its plan."""
    worked = NO_TIME
    for item in session.items:
        if item.is_day_break and not item.planned and item.state is ItemState.PENDING:
            session = session.with_item(replace(item, planned=worked))
        elif not item.is_day_break and item.state not in {ItemState.SKIPPED, ItemState.PARKED}:
            worked += item.timebox if item.actual is None else item.actual
    return session


def _is_same(item: AgendaItem, line: PlannedItem) -> bool:
    return (item.title.casefold(), item.is_break, item.is_day_break) == (
        line.title.casefold(),
        line.is_break,
        line.is_day_break,
    )
