"""The close: the outcome is checked, the recap decided on, the clock stands still."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.moves.activities import ended
from bot.domain.moves.check import told_shift
from bot.domain.moves.thoughts import hand_back
from bot.domain.moves.winners import settle
from bot.domain.rules.rights import require_closer
from bot.domain.state.agenda import NO_TIME, ItemState
from bot.domain.state.facts import SessionClosed
from bot.domain.state.identity import CaptureId, PersonId
from bot.domain.state.refusals import WrongInput
from bot.domain.state.session import LIVE, Moved, Result, Session, SessionState, require_state

LONGEST_NOTE = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the facilitator says at the close; `left_out` does not appear in the recap."""

    result: Result | None
    link: str = ""
    note: str = ""
    left_out: frozenset[CaptureId] = frozenset()


def close(session: Session, by: PersonId, verdict: Verdict, now: datetime) -> Moved:
    """Close the session with the facilitator's verdict; it can be reopened for a while."""
    require_state(session, *LIVE)
    require_closer(session, by)
    if len(verdict.note) > LONGEST_NOTE:
        raise WrongInput(f"Keep the note under {LONGEST_NOTE:,} characters.")
    captures = tuple(
        replace(each, in_recap=each.id not in verdict.left_out) for each in session.captures
    )
    decided = replace(
        session,
        captures=captures,
        result=verdict.result,
        result_link=verdict.link,
        note=verdict.note,
    )
    return _closed(decided, by, now)


def close_unattended(session: Session, now: datetime) -> Moved:
    """Close a session that nobody closed, with what it has."""
    return _closed(session, None, now)


def _closed(session: Session, by: PersonId | None, now: datetime) -> Moved:
    closing = replace(session, closed_at=now)
    stopped = _stopped(closing, now).then(lambda each: settle(each, now))
    quiz = told_shift(stopped.session)
    closed = replace(
        stopped.session,
        state=session.state.to(SessionState.CLOSED),
        closed_by=by,
        paused_since=None,
        closes_at=None,
        lost=None,
        reopening=None if session.is_rehearsal else session.timing,
        activities=stopped.session.activities.holding(
            quiz.forgotten if session.is_rehearsal else quiz
        ),
    )
    told = Moved(closed, stopped.records).tell(now, SessionClosed(by=by))
    return told.then(lambda session: hand_back(session, now))


def _stopped(session: Session, now: datetime) -> Moved:
    """End the item that runs; a pause that is still going on does not count as work."""
    current = session.current
    if current is None:
        return Moved(session)
    pause = now - session.paused_since if session.paused_since else NO_TIME
    over = replace(
        current,
        state=current.state.to(ItemState.ENDED),
        ended_at=now,
        paused_for=current.paused_for + pause,
    )
    return ended(Moved(session.with_item(over)), over, now)
