"""Moves that steer the time: next, back, skip, more time, pause and resume."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.moves.activities import begun, ended
from bot.domain.rules.rights import require_steerer
from bot.domain.rules.schedule import ends_at
from bot.domain.state import facts
from bot.domain.state.agenda import MINUTE, NO_TIME, AgendaItem, ItemState
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import AlreadyMoved, NotNow, WrongInput
from bot.domain.state.session import (
    Moved,
    Session,
    SessionState,
    require_current,
    require_state,
)

EXTENSION = 5 * MINUTE
LONGEST_TIMEBOX = timedelta(hours=8)
LONGEST_PAUSE = timedelta(hours=4)


def move_on(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """End the running item by hand and begin the next."""
    current = _steered(session, by, seen)
    return end_current(session, current, now, by=by).then(lambda after: begin_next(after, now))


def skip(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """Leave the running item out and begin the next."""
    current = _steered(session, by, seen)
    skipped = replace(current, state=current.state.to(ItemState.SKIPPED), ended_at=now)
    told = Moved(session.with_item(skipped)).tell(now, facts.ItemSkipped(item=current.id, by=by))
    return ended(told, skipped, now).then(lambda after: begin_next(after, now))


def go_back(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """Return to the item before; if its time is up, it gets a few more minutes."""
    require_state(session, SessionState.RUNNING)
    require_steerer(session, by)
    current = session.current
    if current is not None and seen is None:
        raise AlreadyMoved("Somebody already went back.")
    if seen is not None:
        require_current(session, seen)
    before = _before(session, current)
    if before is None:
        raise NotNow("This is the first step; there is nothing to go back to.")
    # A pause of the item that is given up was no work on the one before either; to a night, which
    # ends by the clock of its morning, it adds nothing.
    counts = current is not None and not before.is_day_break
    paused_for = before.paused_for + (current.paused_for if current and counts else NO_TIME)
    again = replace(
        before, state=before.state.to(ItemState.RUNNING), ended_at=None, paused_for=paused_for
    )
    waiting = session if current is None else session.with_item(_fresh(current))
    reopened = waiting.with_item(_with_time(again, now))
    gone_back = replace(reopened, finished_at=None, closes_at=None, lost=None)
    return begun(Moved(gone_back).tell(now, facts.WentBack(item=before.id, by=by)), again, now)


def extend(
    session: Session,
    by: PersonId,
    seen: ItemId | None,
    now: datetime,
    added: timedelta = EXTENSION,
) -> Moved:
    """Give the running item more time; every later clock moves with it."""
    current = _steered(session, by, seen)
    if current.timebox + added > LONGEST_TIMEBOX and not current.is_day_break:
        raise WrongInput("A step has at most 8 hours. Press Next, or Pause for a longer rest.")
    longer = _with_time(replace(current, timebox=current.timebox + added), now)
    extended = replace(session.with_item(longer), closes_at=None)
    fact = facts.ItemExtended(
        item=current.id,
        by=by,
        added=added,
        item_ends_at=longer.due_at or now,
        session_ends_at=ends_at(extended) or now,
    )
    return Moved(extended).tell(now, fact)


def pause(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """Let all clocks stand still."""
    if session.state is SessionState.PAUSED:
        raise AlreadyMoved("The session is already paused.")
    if _steered(session, by, seen).is_day_break:
        raise NotNow("It is night: the clocks stand still anyway. Press Next to go on earlier.")
    paused = replace(
        session, state=session.state.to(SessionState.PAUSED), paused_since=now, closes_at=None
    )
    return Moved(paused).tell(now, facts.SessionPaused(by=by))


def halt(session: Session, loss: facts.Loss, now: datetime) -> Moved:
    """Take note that the channel cannot be written to; a step that runs stands still.

    It is told once, until the channel is found again or somebody tries again.
    """
    if session.started_at is None or session.lost is loss:
        return Moved(session)
    halted = replace(session, lost=loss)
    if session.state is SessionState.RUNNING and session.current is not None:
        asleep_until = session.current.due_at if session.current.is_day_break else None
        until = max(now, asleep_until or now) + LONGEST_PAUSE
        halted = replace(
            halted, state=halted.state.to(SessionState.PAUSED), paused_since=now, closes_at=until
        )
    lost = facts.ChannelLost(loss=loss, asked=session.in_charge, closes_at=halted.closes_at)
    return Moved(halted).tell(now, lost)


def find_again(session: Session, now: datetime) -> Moved:
    """Take note that the channel can be written to again; whoever leads says when to go on."""
    if session.lost is None:
        return Moved(session)
    found = Moved(replace(session, lost=None))
    if session.state is not SessionState.PAUSED:
        return found
    return found.tell(now, facts.ChannelFound(asked=session.in_charge))


def resume(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """Go on where the pause began: every clock moves by its length.

    A session that is not paused tries the channel again that it had lost.
    """
    if session.lost is not None and session.state is not SessionState.PAUSED:
        return Moved(replace(session, lost=None))
    if session.state is SessionState.RUNNING:
        raise AlreadyMoved("The session already goes on.")
    require_state(session, SessionState.PAUSED)
    require_steerer(session, by)
    current = require_current(session, seen)
    lasted = max(NO_TIME, now - (session.paused_since or now))
    later = session.with_item(after_pause(current, lasted, now))
    resumed = replace(
        later,
        state=later.state.to(SessionState.RUNNING),
        paused_since=None,
        closes_at=None,
        lost=None,
    )
    end = ends_at(resumed) or now
    return Moved(resumed).tell(
        now, facts.SessionResumed(by=by, paused_for=lasted, session_ends_at=end)
    )


def change_posting(session: Session, by: PersonId, posting: facts.Posting, now: datetime) -> Moved:
    """Post the steps elsewhere, from the next step on."""
    return Moved(replace(session, posting=posting)).tell(
        now, facts.PostingChanged(by=by, posting=posting)
    )


def end_current(
    session: Session, current: AgendaItem, now: datetime, by: PersonId | None = None
) -> Moved:
    over = replace(current, state=current.state.to(ItemState.ENDED), ended_at=now)
    told = Moved(session.with_item(over)).tell(now, facts.ItemEnded(item=current.id, by=by))
    return ended(told, over, now)


def begin_next(session: Session, now: datetime) -> Moved:
    """Begin the first pending item, or find that the agenda is through."""
    moved = replace(session, closes_at=None)
    if not session.pending:
        return Moved(replace(moved, finished_at=now)).tell(now, facts.AgendaFinished())
    upcoming = session.pending[0]
    running = replace(upcoming, state=upcoming.state.to(ItemState.RUNNING), started_at=now)
    fact = facts.ItemStarted(item=upcoming.id, posting=session.posting)
    return begun(Moved(moved.with_item(running)).tell(now, fact), running, now)


def adjourn(session: Session, current: AgendaItem, now: datetime) -> Moved:
    """End the running item and the day: what else was to come on it comes in the morning."""
    paused = now - session.paused_since if session.paused_since else NO_TIME
    awake = replace(
        session.with_item(after_pause(current, paused, now)),
        state=session.state.to(SessionState.RUNNING),
        paused_since=None,
    )
    over = end_current(awake, awake.current or current, now)
    return over.then(lambda after: begin_next(_night_first(after), now))


def _night_first(session: Session) -> Session:
    """The session with its next night before all else that is still to come."""
    past = [item for item in session.items if item.state is not ItemState.PENDING]
    coming = sorted(session.pending, key=lambda item: item is not session.next_night)
    return replace(session, items=(*past, *coming))


def after_pause(item: AgendaItem, lasted: timedelta, now: datetime) -> AgendaItem:
    """Its time goes on; a night keeps the clock of its morning, unless that has passed."""
    if not item.is_day_break:
        return replace(item, paused_for=item.paused_for + lasted)
    return replace(item, timebox=max(item.timebox, now - (item.started_at or now)))


def _steered(session: Session, by: PersonId, seen: ItemId | None) -> AgendaItem:
    require_state(session, SessionState.RUNNING)
    require_steerer(session, by)
    return require_current(session, seen)


def _before(session: Session, current: AgendaItem | None) -> AgendaItem | None:
    """The last item that ran before the current one."""
    ran = [item for item in session.items if item.started_at is not None]
    earlier = ran if current is None else [item for item in ran if item.id != current.id]
    return earlier[-1] if earlier else None


def _fresh(item: AgendaItem) -> AgendaItem:
    """The item as if it had never begun; what was marked done stays done."""
    pending = replace(
        item, state=item.state.to(ItemState.PENDING), started_at=None, paused_for=NO_TIME
    )
    return _unannounced(replace(pending, timebox=NO_TIME) if item.is_day_break else pending)


def _with_time(item: AgendaItem, now: datetime) -> AgendaItem:
    """Make sure that an item which runs has time left, and that its cues come again.

    There is no cue where its moment has passed: people have just heard of the time.
    """
    due = item.due_at or now
    missing = now + EXTENSION - due if due <= now else NO_TIME
    longer = _unannounced(replace(item, timebox=item.timebox + missing))
    return replace(longer, cue_given=longer.cue_at is not None and longer.cue_at <= now)


def _unannounced(item: AgendaItem) -> AgendaItem:
    return replace(item, cue_given=False, time_up_given=False, overtime_given=0)
