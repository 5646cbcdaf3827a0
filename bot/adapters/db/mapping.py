"""Sessions to rows and back: one document, and what they are found by."""

from dataclasses import replace
from typing import Any

from sqlalchemy import String, type_coerce

from bot.adapters.db import documents
from bot.adapters.db.connections import AnyRow
from bot.adapters.db.tables import SessionRow
from bot.application.work.pace import real_closed_at, real_wake_at
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.identity import PersonId
from bot.domain.state.people import Presence
from bot.domain.state.session import Session, SessionState

# What `session_from` needs of a row.
WHOLE = (
    SessionRow.id,
    SessionRow.body,
    SessionRow.away_since,
    SessionRow.queued_after,
    # As it stands there: it may be none that the bot knows.
    type_coerce(SessionRow.state, String).label("state"),
)


def session_from(row: AnyRow) -> Session:
    """Raises `ValueError` for what was never written so."""
    session: Session = documents.read(row.body, Session)
    if session.state != row.state:
        raise ValueError(row.state)
    if (session.away_since, session.queued_after) == (row.away_since, row.queued_after):
        return session
    return replace(session, away_since=row.away_since, queued_after=row.queued_after)


def session_values(session: Session) -> dict[str, Any]:
    """The columns of a session that follow from what it is."""
    return {
        "team": session.place.team,
        "channel": session.place.channel,
        "state": session.state,
        "planned_by": session.planned_by,
        "planned_at": session.planned_at,
        "queued_after": session.queued_after,
        "turn_came": session.turn_came,
        "pace": session.pace,
        "lost": session.lost,
        "away_since": session.away_since,
        "wake_at": real_wake_at(session),
        "over_at": real_closed_at(session),
        "body": documents.write(session, Session),
    }


def people_in(session: Session) -> frozenset[PersonId]:
    """Who is in a session that is live; nobody in others."""
    if not session.is_live:
        return frozenset()
    people = session.participants.people
    return frozenset(each.person for each in people if each.presence is not Presence.LEFT)


def owned_actions(session: Session) -> dict[int, Capture]:
    """The actions that their owners are shown, by id: none of a rehearsal or a discarded session.

    Of a session for one person alone, that one sees them and nobody else.
    """
    if session.is_rehearsal or session.state is SessionState.DISCARDED:
        return {}
    return {
        each.id: each
        for each in session.captures
        if each.kind is CaptureKind.ACTION
        and each.owner is not None
        and (not session.place.is_direct or each.owner == session.planned_by)
    }
