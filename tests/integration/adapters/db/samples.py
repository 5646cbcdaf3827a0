"""Sessions to store, and short ways to store them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, text

from bot.adapters.db.column_types import UtcMoment
from bot.adapters.db.store import Database
from bot.application.publishing.ports import Claim
from bot.domain.moves import captures
from bot.domain.state.agenda import DoneMark
from bot.domain.state.facts import Record
from bot.domain.state.identity import (
    ChannelId,
    ItemId,
    MessageRef,
    PersonId,
    Place,
    SessionId,
    TeamId,
)
from bot.domain.state.session import USUAL_DONE_REACTIONS, Session
from tests.support.sessions import BEN, PLACE, SessionBuilder, a_session, at

TEAM = PLACE.team
S1, S2, S3 = (SessionId(name) for name in ("S1", "S2", "S3"))
OTHER_TEAM = TeamId("T0OTHER")
REAL_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
(DONE,) = USUAL_DONE_REACTIONS
LEASE = 30 * SECOND
MESSAGE = MessageRef(PLACE.channel, "1795428000.000100")


def a_plan(
    session_id: SessionId = S1, channel: str = PLACE.channel, team: TeamId = TEAM
) -> SessionBuilder:
    """A session that was planned in some channel."""
    place = Place(team, ChannelId(channel))
    return SessionBuilder(replace(a_session().build(), id=session_id, place=place))


def a_running(
    session_id: SessionId = S1, channel: str = PLACE.channel, team: TeamId = TEAM
) -> SessionBuilder:
    return a_plan(session_id, channel, team).running()


async def add(database: Database, *builders: SessionBuilder) -> None:
    for builder in builders:
        async with database.transaction() as tx:
            await tx.sessions.add(builder.build(), builder.records)


async def stored(database: Database, session_id: SessionId = S1, team: TeamId = TEAM) -> Session:
    async with database.transaction() as tx:
        session = await tx.sessions.get(team, session_id)
    assert session is not None
    return session


async def records_of(database: Database, session_id: SessionId = S1) -> tuple[Record, ...]:
    return (await database.outbox.load(session_id)).records


async def claim_one(
    database: Database,
    worker: str,
    real_now: datetime,
    lease: timedelta,
    besides: Collection[SessionId] = (),
) -> Claim | None:
    taken = await database.outbox.take(worker, real_now, lease, besides)
    return taken[0].claim if taken else None


async def claim_all(database: Database) -> dict[SessionId, Claim]:
    """What one worker gets when it takes all that is due."""
    claims = {}
    while (claim := await claim_one(database, "worker", REAL_NOW, LEASE)) is not None:
        claims[claim.session] = claim
    return claims


async def tick(database: Database, key: str, person: PersonId = BEN) -> None:
    """What a listener does when somebody marks the first item done."""
    async with database.transaction() as tx:
        if await tx.inbox.is_new(TEAM, key, at(1)):
            session = await tx.sessions.get(TEAM, S1)
            assert session is not None
            moved = captures.tick(session, ItemId(1), DoneMark(person, DONE), at(1))
            await tx.sessions.save(moved.session, moved.records)


async def let_wait(database: Database, seconds: float, session: str = S1) -> None:
    """Put the moment at which a session began to wait into the past."""
    async with database.connections.begin() as connection:
        now = await connection.scalar(select(func.now(type_=UtcMoment())))
        assert now is not None
        began = text("UPDATE sessions SET unpublished_since = :since WHERE id = :id")
        since = UtcMoment().bind_processor(connection.dialect)
        moment = now - timedelta(seconds=seconds)
        await connection.execute(
            began, {"since": since(moment) if since else moment, "id": session}
        )
