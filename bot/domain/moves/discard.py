"""Discarding a session, such as a test run: it leaves no trace but that it was there."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.state.facts import SessionDiscarded
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow
from bot.domain.state.session import LIVE, Moved, Session, SessionState, require_state

# By the clock, whatever the pace of the session.
DISCARD_FOR = timedelta(hours=24)


def require_discardable(session: Session, by: PersonId, now: datetime) -> None:
    """Refuse unless a person may discard a session, and still can.

    Raises:
        AlreadyMoved: it was discarded before.
        NotNow: it has not begun, or was closed too long ago.
        NotAllowed: they neither facilitate it nor planned it.
    """
    if session.state is SessionState.DISCARDED:
        raise AlreadyMoved("This session is discarded already.")
    require_state(session, *LIVE, SessionState.CLOSED)
    over_for = now - session.closed_at if session.closed_at else timedelta(0)
    if over_for >= DISCARD_FOR * session.pace:
        raise NotNow("A session can be discarded for 24 hours after its close. This one stays.")
    if by not in {session.in_charge, session.planned_by}:
        raise NotAllowed("Ask {owner} to discard it.", owner=session.in_charge)


def discard(session: Session, by: PersonId, now: datetime) -> Moved:
    """Let a session go, with all that was posted about it."""
    require_discardable(session, by, now)
    discarded = replace(
        session,
        state=session.state.to(SessionState.DISCARDED),
        paused_since=None,
        closes_at=None,
        closed_at=session.closed_at or now,
        lost=None,
        away_since=None,
        undoable=(),
        reopening=None,
        activities=session.activities.holding(session.activities.quiz.forgotten),
    )
    return Moved(discarded).tell(now, SessionDiscarded(by=by))


def bare(session: Session) -> Session:
    """What is kept of a discarded session: that it was there, and nothing anybody wrote."""
    return Session(
        id=session.id,
        place=session.place,
        format=session.format,
        outcome="",
        measure="",
        slot=session.slot,
        advance=session.advance,
        posting=session.posting,
        roles=session.roles,
        zone=session.zone,
        planned_by=session.planned_by,
        planned_at=session.planned_at,
        items=(),
        state=session.state,
        started_at=session.started_at,
        closed_at=session.closed_at,
        last_record=session.last_record,
        pace=session.pace,
    )
