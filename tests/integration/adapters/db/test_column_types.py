"""No row can be stored that cannot be loaded."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError, StatementError

from bot.adapters.db.documents import NotLoadable
from bot.adapters.db.store import Database
from bot.adapters.db.tables import SessionRow
from bot.domain.state.agenda import DoneMark
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.facts import Record, SessionCancelled
from bot.domain.state.identity import CaptureId, PersonId
from bot.domain.state.session import Session
from bot.domain.state.speaking import Hand, Speaking
from bot.domain.state.thoughts import Thought, ThoughtId, Thoughts
from tests.support.sessions import ANA, PLACE, START, a_session

HALF_AN_EMOJI = "half \ud83d"
WORST: tuple[Any, ...] = ([[]], {"a": 1}, 5.5, b"bytes", HALF_AN_EMOJI, object())


def broken_sessions() -> dict[str, Session]:
    """Sessions with a wrong value in each of their fields, and deeper."""
    session = a_session().running().build()
    item = session.items[0]
    mark: Any = DoneMark(ANA, "white_check_mark", [[]])  # type: ignore[arg-type]
    capture = Capture(
        id=CaptureId(1), kind=CaptureKind.DECISION, text=HALF_AN_EMOJI, by=ANA, at=START, owner=None
    )
    found = {
        f"{field.name} = {type(worst).__name__}": replace(session, **{field.name: worst})
        for field in fields(Session)
        if field.name not in {"id", "place", "items", "participants", "captures"}
        for worst in WORST
    }
    return {
        **found,
        "a mark made at no time": replace(session, items=(replace(item, done_marks=(mark,)),)),
        "a title with half an emoji": replace(session, items=(replace(item, title=HALF_AN_EMOJI),)),
        "a capture with half an emoji": replace(session, captures=(capture,)),
        "a thought with half an emoji": session.with_activity(
            Thoughts(kept=(Thought(id=ThoughtId(1), person=ANA, text=HALF_AN_EMOJI, at=START),))
        ),
        "a hand raised with half an emoji": session.with_activity(
            Speaking(hands=(Hand(PersonId("U1"), HALF_AN_EMOJI),))
        ),
        "a hand raised at no time": session.with_activity(
            Speaking(hands=(Hand(PersonId("U1"), [[]]),))  # type: ignore[arg-type]
        ),
    }


BROKEN = broken_sessions()


async def added(database: Database, session: Session, *records: Record) -> None:
    async with database.transaction() as tx:
        await tx.sessions.add(session, records)


async def changed(database: Database, session: Session) -> None:
    async with database.transaction() as tx:
        await tx.sessions.get(PLACE.team, session.id)
        await tx.sessions.save(session, ())


@pytest.mark.parametrize("broken", BROKEN.values(), ids=list(BROKEN))
async def test_a_session_that_would_not_load_is_not_stored(
    database: Database, broken: Session
) -> None:
    whole = a_session().running().build()
    await added(database, whole)

    with pytest.raises((SQLAlchemyError, ValueError, TypeError, AttributeError)):
        await changed(database, broken)

    async with database.transaction() as tx:
        assert await tx.sessions.get(PLACE.team, whole.id) == whole


async def test_a_record_that_would_not_load_is_not_stored(database: Database) -> None:
    fact = SessionCancelled(by=[[]])  # type: ignore[arg-type]

    with pytest.raises(NotLoadable):
        await added(database, a_session().build(), Record(1, START, fact))

    async with database.connections.begin() as connection:
        assert (await connection.execute(select(SessionRow.id))).all() == []


async def test_a_moment_without_a_zone_is_not_stored(database: Database) -> None:
    naive = replace(a_session().build(), planned_at=datetime(2026, 11, 23, 10, 0))  # noqa: DTZ001

    with pytest.raises(SQLAlchemyError):
        await added(database, naive)


async def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 23, 10, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(StatementError, match="no time zone"):
        async with database.transaction() as tx:
            await tx.beats.beat(naive)
