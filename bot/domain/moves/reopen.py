"""Opening a session again that was closed a moment ago, as if the close had been a pause."""

from dataclasses import replace
from datetime import datetime

from bot.domain.moves.plan import notice_delay
from bot.domain.moves.time import LONGEST_PAUSE, after_pause
from bot.domain.rules.rights import CLOSING, require
from bot.domain.state.agenda import MINUTE, AgendaItem, ItemState
from bot.domain.state.facts import SessionReopened
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import AlreadyMoved, NotNow
from bot.domain.state.session import LIVE, Moved, Session, SessionState

REOPEN_FOR = 15 * MINUTE
TOO_LATE = (
    "A session can be reopened for 15 minutes after its close. "
    "Type `/worksession again` for the same plan once more."
)


def reopen(session: Session, by: PersonId, now: datetime) -> Moved:
    """Let a closed session go on where it was closed.

    No step loses time: the time in which it was closed counts as a pause. Ratings stay, and so do
    the note, the link and what was left out, for the next close; the result is asked for again.
    Whoever leads is asked what to do if it ends later by that.

    Raises:
        AlreadyMoved: it goes on already.
        NotNow: it was closed too long ago.
    """
    if session.state in LIVE:
        raise AlreadyMoved("The session already goes on.")
    before, closed_at = session.reopening, session.closed_at
    if before is None or closed_at is None or now >= closed_at + REOPEN_FOR:
        raise NotNow(TOO_LATE)
    require(session, by, CLOSING, "reopen the session")
    paused = before.state is SessionState.PAUSED

    def later(closed: AgendaItem, item: AgendaItem) -> AgendaItem:
        again = replace(item, state=closed.state.to(item.state))
        if paused or item.state is not ItemState.RUNNING:
            return again
        return after_pause(again, now - closed_at, now)

    reopened = replace(
        session,
        state=session.state.to(before.state),
        slot=before.slot,
        items=tuple(map(later, session.items, before.items)),
        paused_since=before.paused_since,
        finished_at=None if before.finished_at is None else now,
        # Who has just reopened a pause need not be asked at once whether it still goes on.
        closes_at=now + LONGEST_PAUSE if paused else None,
        closed_at=None,
        closed_by=None,
        result=None,
        reopening=None,
        undoable=(),
    )
    item = reopened.current.id if reopened.current else None
    return notice_delay(Moved(reopened).tell(now, SessionReopened(by=by, item=item)), now)
