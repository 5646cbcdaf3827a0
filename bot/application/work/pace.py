"""A session's own time: that of a rehearsal runs `pace` times as fast as the clock.

The domain knows only the session's own time. Here, where a session is loaded or its next moment
is written down, one is turned into the other.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.moves.clock import advance, wake_at
from bot.domain.state.session import Moved, Session


def session_now(session: Session, now: datetime) -> datetime:
    """What time it is in a session."""
    if session.started_at is None:
        return now
    return session.started_at + (now - session.started_at) * session.pace


def real_moment(session: Session, moment: datetime) -> datetime:
    """When a moment of a session comes; never early, so that it has come by then."""
    if session.started_at is None:
        return moment
    return session.started_at - (session.started_at - moment) // session.pace


def real_closed_at(session: Session) -> datetime | None:
    """When a session closed, by the clock; None if it did not."""
    return real_moment(session, session.closed_at) if session.closed_at else None


def caught_up(session: Session, now: datetime) -> Moved:
    """A session that has passed every moment up to now; an absence is noted in the clock's time."""
    since = session.away_since
    own = replace(session, away_since=session_now(session, since) if since else None)
    return advance(own, session_now(session, now))


def real_wake_at(session: Session) -> datetime | None:
    """When a session next needs attention; None if never."""
    if session.is_live and session.away_since is not None:
        return session.away_since
    moment = wake_at(session)
    return real_moment(session, moment) if moment else None
