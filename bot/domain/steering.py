"""Moves that steer the time: next, back, skip, more time, pause and resume."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.agenda import MINUTE, NO_TIME, AgendaItem, ItemState
from bot.domain.facts import (
    AgendaFinished,
    ChannelLost,
    Fact,
    ItemEnded,
    ItemExtended,
    ItemSkipped,
    ItemStarted,
    Loss,
    Posting,
    PostingChanged,
    SessionPaused,
    SessionResumed,
    WentBack,
)
from bot.domain.identity import ItemId, PersonId
from bot.domain.refusals import AlreadyMoved, NotNow, WrongInput
from bot.domain.rights import STEERING, require
from bot.domain.schedule import ends_at
from bot.domain.session import (
    STATE_REFUSALS,
    Moved,
    Session,
    SessionState,
    require_current,
    require_state,
)

EXTENSION = 5 * MINUTE
LONGEST_TIMEBOX = timedelta(hours=8)
TO_STEER = "steer the time"


def move_on(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """End the running item by hand and begin the next."""
    current = _steered(session, by, seen)
    return end_current(session, current, now, by=by).then(lambda after: begin_next(after, now))


def skip(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """Leave the running item out and begin the next."""
    current = _steered(session, by, seen)
    skipped = replace(current, state=ItemState.SKIPPED, ended_at=now)
    told = Moved(session.with_item(skipped)).tell(now, ItemSkipped(item=current.id, by=by))
    return told.then(lambda after: begin_next(after, now))


def go_back(session: Session, by: PersonId, seen: ItemId | None, now: datetime) -> Moved:
    """Return to the item before; if its time is up, it gets a few more minutes."""
    require_state(session, SessionState.RUNNING)
    require(session, by, STEERING, TO_STEER)
    current = session.current
    if (current.id if current else None) != seen:
        require_current(session, seen)
        raise AlreadyMoved("Somebody already went back.")
    before = _before(session, current)
    if before is None:
        raise NotNow("This is the first step; there is nothing to go back to.")
    waiting = session if current is None else session.with_item(_fresh(current))
    again = replace(before, state=ItemState.RUNNING, ended_at=None)
    again = _with_time(again, now)
    reopened = replace(waiting.with_item(again), finished_at=None, close_reminded_at=None)
    return Moved(reopened).tell(now, WentBack(item=before.id, by=by))


def extend(
    session: Session,
    by: PersonId,
    seen: ItemId | None,
    now: datetime,
    added: timedelta = EXTENSION,
) -> Moved:
    """Give the running item more time; every later clock moves with it."""
    current = _steered(session, by, seen)
    if current.timebox + added > LONGEST_TIMEBOX:
        raise WrongInput("A step has at most 8 hours. Press Next, or Pause for a longer rest.")
    longer = _with_time(replace(current, timebox=current.timebox + added), now)
    extended = session.with_item(longer)
    due, end = longer.due_at, ends_at(extended)
    assert due is not None and end is not None  # noqa: S101, PT018 - a running item has both
    fact = ItemExtended(item=current.id, by=by, added=added, item_ends_at=due, session_ends_at=end)
    return Moved(extended).tell(now, fact)


def pause(session: Session, by: PersonId, now: datetime) -> Moved:
    if session.state is SessionState.PAUSED:
        raise AlreadyMoved("The session is already paused.")
    _steered(session, by, None)
    paused = replace(session, state=SessionState.PAUSED, paused_since=now, long_pause_noticed=False)
    return Moved(paused).tell(now, SessionPaused(by=by))


def halt(session: Session, loss: Loss, now: datetime) -> Moved:
    """Stand still because the channel cannot be written to; told once per halt."""
    if session.state is not SessionState.RUNNING or session.current is None:
        return Moved(session)
    halted = replace(session, state=SessionState.PAUSED, paused_since=now, long_pause_noticed=True)
    return Moved(halted).tell(now, ChannelLost(loss=loss))


def resume(session: Session, by: PersonId, now: datetime) -> Moved:
    """Go on where the pause began: every clock moves by its length."""
    if session.state is SessionState.RUNNING:
        raise AlreadyMoved("The session already goes on.")
    require_state(session, SessionState.PAUSED)
    require(session, by, STEERING, TO_STEER)
    current, since = session.current, session.paused_since
    assert current is not None and since is not None  # noqa: S101, PT018 - only items are paused
    lasted = max(NO_TIME, now - since)
    resumed = replace(session, state=SessionState.RUNNING, paused_since=None)
    resumed = resumed.with_item(replace(current, paused_for=current.paused_for + lasted))
    end = ends_at(resumed)
    assert end is not None  # noqa: S101 - it has started
    return Moved(resumed).tell(now, SessionResumed(by=by, paused_for=lasted, session_ends_at=end))


def change_posting(session: Session, by: PersonId, posting: Posting, now: datetime) -> Moved:
    """Post the steps elsewhere, from the next step on."""
    return Moved(replace(session, posting=posting)).tell(
        now, PostingChanged(by=by, posting=posting)
    )


def end_current(
    session: Session, current: AgendaItem, now: datetime, by: PersonId | None = None
) -> Moved:
    ended = replace(current, state=ItemState.ENDED, ended_at=now)
    return Moved(session.with_item(ended)).tell(now, ItemEnded(item=current.id, by=by))


def begin_next(session: Session, now: datetime) -> Moved:
    """Begin the first pending item, or find that the agenda is through."""
    if not session.pending:
        return Moved(replace(session, finished_at=now)).tell(now, AgendaFinished())
    upcoming = session.pending[0]
    begun = replace(upcoming, state=ItemState.RUNNING, started_at=now)
    fact: Fact = ItemStarted(item=upcoming.id, posting=session.posting)
    return Moved(session.with_item(begun)).tell(now, fact)


def _steered(session: Session, by: PersonId, seen: ItemId | None) -> AgendaItem:
    if session.state is not SessionState.RUNNING:
        raise NotNow(STATE_REFUSALS[session.state])
    require(session, by, STEERING, TO_STEER)
    return require_current(session, seen)


def _before(session: Session, current: AgendaItem | None) -> AgendaItem | None:
    """The last item that ran before the current one."""
    ran = [item for item in session.items if item.started_at is not None]
    earlier = ran if current is None else [item for item in ran if item.id != current.id]
    return earlier[-1] if earlier else None


def _fresh(item: AgendaItem) -> AgendaItem:
    """The item as if it had never begun; what was marked done stays done."""
    return replace(
        item,
        state=ItemState.PENDING,
        started_at=None,
        paused_for=NO_TIME,
        cue_given=False,
        time_up_given=False,
        overtime_given=0,
    )


def _with_time(item: AgendaItem, now: datetime) -> AgendaItem:
    """Make sure that an item which runs has time left, and that its cues come again."""
    due = item.due_at
    assert due is not None  # noqa: S101 - it has started
    missing = max(NO_TIME, now + EXTENSION - due) if due <= now else NO_TIME
    return replace(
        item,
        timebox=item.timebox + missing,
        cue_given=False,
        time_up_given=False,
        overtime_given=0,
    )
