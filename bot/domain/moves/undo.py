"""Taking back the last changes of the time, newest first, as if they had never been made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.moves.activities import people_changed
from bot.domain.moves.clock import next_moment
from bot.domain.moves.plan import notice_delay
from bot.domain.moves.votes import count_past_votes
from bot.domain.rules.rights import require_steerer
from bot.domain.state.agenda import MINUTE, AgendaItem
from bot.domain.state.facts import Change, Undone
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotNow
from bot.domain.state.session import LIVE, Moved, Session, Undo, require_state

UNDO_FOR = 5 * MINUTE
MOST_UNDOABLE = 5
MOVED_ON = "The session has moved on since. Press Resume or Back, or change the plan."


def undoable(
    session: Session, change: Change, by: PersonId, now: datetime, move: Callable[[Session], Moved]
) -> Moved:
    """Make a change of the time in such a way that it can be taken back for a while."""
    moved = move(session)
    after = moved.session
    undo = Undo(
        change=change,
        by=by,
        at=now,
        before=session.timing,
        item=after.current.id if after.current else None,
        state=after.state,
    )
    earlier = session.undoable if session.last_change else ()
    undoable = (undo, *earlier)[:MOST_UNDOABLE]
    return Moved(replace(after, undoable=undoable), moved.records)


def undo(session: Session, by: PersonId, now: datetime) -> Moved:
    """Take the last change back, then the one before; what people did or captured since stays.

    Raises:
        NotNow: there is nothing to take back, or it was too long ago, or time has moved on since.
    """
    require_state(session, *LIVE)
    require_steerer(session, by)
    if not session.undoable:
        raise NotNow("There is nothing to undo.")
    if now - session.undoable[0].at > UNDO_FOR:
        raise NotNow("That is more than 5 minutes ago. Press Back, or change the plan.")
    last = session.last_change
    if last is None:
        raise NotNow(MOVED_ON)
    before = last.before
    restored = replace(
        session,
        state=session.state.to(before.state),
        slot=before.slot,
        items=tuple(_kept(session, item) for item in before.items),
        paused_since=before.paused_since,
        finished_at=before.finished_at,
        closes_at=before.closes_at,
        undoable=session.undoable[1:],
    )
    due = next_moment(restored)
    if due is not None and due.at <= now:
        raise NotNow(MOVED_ON)
    item = restored.current.id if restored.current else None
    fact = Undone(change=last.change, by=by, item=item)
    undone = Moved(count_past_votes(restored)).tell(now, fact)
    return notice_delay(people_changed(undone, now), now)


def _kept(session: Session, before: AgendaItem) -> AgendaItem:
    """An item as it was, with what people have marked and were told about it since."""
    now = session.item(before.id)
    if now is None:
        return before
    told = before.cue_given or (now.cue_given and now.due_at == before.due_at)
    state = now.state.to(before.state)
    return replace(before, state=state, done_marks=now.done_marks, cue_given=told)
