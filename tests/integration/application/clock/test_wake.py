"""What the bot does by itself when time passes."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.domain.state.identity import SessionId
from tests.integration.adapters.db.samples import a_running
from tests.support.newsroom import Newsroom
from tests.support.sessions import PLACE, a_session, at
from tests.support.waking import Heard, Watched, a_wake

DAY = 24 * 3600


async def test_what_is_due_advances_and_is_told(room: Newsroom) -> None:
    heard = Heard()
    await room.add(a_session().running())
    room.clock.pass_seconds(4 * 60)
    upcoming = await a_wake(room, room.clock, heard).tick()

    assert heard.times == 1
    assert upcoming is not None
    assert upcoming > room.clock.now()
    assert (await room.session()).last_record > a_session().running().session.last_record


async def test_nothing_due_is_nothing_told(room: Newsroom) -> None:
    heard = Heard()
    await a_wake(room, room.clock, heard).tick()

    assert heard.times == 0


async def test_a_session_that_cannot_advance_does_not_stop_the_others(room: Newsroom) -> None:
    await room.add(a_session().running())
    broken = a_running(SessionId("S0"), "C0ELSE")
    await room.add(broken)
    async with room.database.connections.begin() as connection:
        await connection.execute(text("UPDATE sessions SET body = 'nonsense' WHERE id = 'S0'"))
    room.clock.pass_seconds(4 * 60)
    async with room.database.transaction() as tx:
        due = [session_id for _, session_id in await tx.sessions.due(room.clock.now())]
    with capture_logs() as logs:
        await a_wake(room, room.clock).tick()

    assert due == ["S0", "S1"]
    assert [(each["action"], each["session"]) for each in logs] == [("advance_failed", "S0")]
    assert (await room.session()).last_record > a_session().running().session.last_record


async def test_deliveries_are_remembered_for_three_days(room: Newsroom) -> None:
    wake = a_wake(room, room.clock)
    for key, age in (("old", 3 * DAY + 1), ("young", 3 * DAY - 1)):
        async with room.database.transaction() as tx:
            await tx.inbox.is_new(PLACE.team, key, room.clock.now() - timedelta(seconds=age))
    await wake.tick()

    assert await is_new(room, "old")
    assert not await is_new(room, "young")


async def test_deliveries_are_tidied_up_every_hour(room: Newsroom) -> None:
    wake = a_wake(room, room.clock)
    await wake.tick()
    async with room.database.transaction() as tx:
        await tx.inbox.is_new(PLACE.team, "old", room.clock.now() - timedelta(days=4))
    room.clock.pass_seconds(3600)
    await wake.tick()
    assert not await is_new(room, "old")
    room.clock.pass_seconds(1)
    await wake.tick()
    assert await is_new(room, "old")


async def is_new(room: Newsroom, key: str) -> bool:
    """Whether a delivery is not remembered; asking leaves no trace."""
    async with room.database.connections.begin() as connection:
        found = text("SELECT count(*) FROM inbox WHERE team = :team AND key = :key")
        return (await connection.execute(found, {"team": PLACE.team, "key": key})).scalar() == 0


CUE = 4 * 60


@pytest.fixture
def watched(room: Newsroom) -> Watched:
    return Watched(room)


async def test_lateness_is_measured_from_the_moment_it_fell_due(watched: Watched) -> None:
    await watched.room.add(a_session().running())
    await watched.wake.tick()
    assert watched.told("worksession_step_lateness_seconds_count") == 0
    watched.room.clock.moment = at(0) + timedelta(seconds=CUE - 30)
    await watched.wake.tick()
    watched.room.clock.pass_seconds(32)
    await watched.wake.tick()

    assert watched.told("worksession_step_lateness_seconds_count") == 1
    assert watched.told("worksession_step_lateness_seconds_sum") == 2


async def test_an_absence_is_not_lateness(watched: Watched) -> None:
    await watched.room.add(a_session().running())
    await watched.wake.tick()
    watched.room.clock.pass_seconds(20 * 60)
    await watched.wake.tick()

    assert "WasAway" in [type(each.fact).__name__ for each in await watched.room.records()]
    assert watched.told("worksession_step_lateness_seconds_count") == 0


async def test_every_tick_is_noted(watched: Watched) -> None:
    await watched.wake.tick()
    watched.room.clock.pass_seconds(2)
    assert watched.metrics.since_tick() == 2
    await watched.wake.tick()

    assert watched.metrics.since_tick() == 0
