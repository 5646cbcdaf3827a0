"""What the bot does by itself when time passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.application.clock.attendance import Attendance
from bot.application.clock.wake import Wake
from bot.application.ports import Beat
from bot.domain.moves.clock import advance
from bot.domain.state.facts import ItemStarted, Record, WasAway
from bot.domain.state.identity import SessionId
from tests.integration.db.samples import a_running
from tests.support.newsroom import Newsroom
from tests.support.sessions import PLACE, START, a_session
from tests.support.still_clock import StillClock

DAY = 24 * 3600


@dataclass
class Heard:
    """The Signal port, counted."""

    times: int = 0

    def changed(self) -> None:
        self.times += 1


class FastClock(StillClock):
    """Runs sixty times as fast as the real time."""

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds() / 60


def a_wake(room: Newsroom, clock: StillClock, heard: Heard | None = None) -> Wake:
    return Wake(room.database, clock, heard or Heard(), Attendance(room.database, clock))


async def away_since_start(room: Newsroom, clock: StillClock, seconds: float) -> bool:
    """Whether the bot believes that it was away when it has not looked for so many seconds."""
    wake = a_wake(room, clock)
    await room.add(a_session().running())
    await wake.tick()
    clock.pass_seconds(seconds)
    await wake.tick()
    facts = [type(record.fact).__name__ for record in await room.records()]
    return "WasAway" in facts


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
    async with room.database.engine.begin() as connection:
        await connection.execute(
            text("UPDATE agenda_items SET state = 'nonsense' WHERE session_id = 'S0'")
        )
    room.clock.pass_seconds(4 * 60)
    async with room.database.transaction() as tx:
        due = [session_id for _, session_id in await tx.sessions.due(room.clock.now())]
    with capture_logs() as logs:
        await a_wake(room, room.clock).tick()

    assert due == ["S0", "S1"]
    assert [(each["action"], each["session"]) for each in logs] == [("advance_failed", "S0")]
    assert (await room.session()).last_record > a_session().running().session.last_record


class DrowsyClock(StillClock):
    """Of a machine that falls asleep right after somebody looked at it for the first time."""

    def now(self) -> datetime:
        before = super().now()
        self.pass_seconds(40 * 60)
        return before


async def test_a_machine_that_falls_asleep_in_the_midst_of_a_tick_was_away(room: Newsroom) -> None:
    await room.add(a_session().running())
    await a_wake(room, room.clock).tick()
    await a_wake(room, DrowsyClock(room.clock.now())).tick()
    await a_wake(room, StillClock(room.clock.now() + timedelta(minutes=40))).tick()

    began = [each.fact for each in await room.records() if isinstance(each.fact, ItemStarted)]
    assert [each.merged for each in began] == [False, True, True, False]


@pytest.mark.parametrize(("seconds", "away"), [(60, False), (61, True), (-3600, False)])
async def test_a_minute_without_a_look_is_an_absence(
    room: Newsroom, seconds: float, *, away: bool
) -> None:
    assert await away_since_start(room, room.clock, seconds) is away


async def test_an_absence_that_a_press_noticed_is_told_once(room: Newsroom) -> None:
    clock = room.clock
    worker, listener = (Attendance(room.database, clock) for _ in range(2))
    await room.add(a_session().running())
    await worker.beat()
    clock.pass_seconds(10 * 60)
    await listener.check()
    assert (await room.session()).away_since == START

    await room.move(lambda session: advance(session, clock.now()))
    await worker.beat()
    assert (await room.session()).away_since is None


async def test_presses_do_not_hide_that_nobody_keeps_the_clock(room: Newsroom) -> None:
    clock = room.clock
    worker, one, another = (Attendance(room.database, clock) for _ in range(3))
    await room.add(a_session().running())
    await worker.beat()
    for _ in range(10):
        clock.pass_seconds(62)
        await one.check()
        await another.check()
        await room.move(lambda session: advance(session, clock.now()))
    assert absences(await room.records()) == 1
    async with room.database.transaction() as tx:
        known = await tx.beats.known()
    assert known == Beat(START, noticed_at=START + timedelta(seconds=62))

    await worker.beat()
    await room.move(lambda session: advance(session, clock.now()))
    assert absences(await room.records()) == 2


def absences(records: Sequence[Record]) -> int:
    return sum(isinstance(record.fact, WasAway) for record in records)


async def test_a_minute_of_a_fast_clock_is_no_absence(room: Newsroom) -> None:
    assert await away_since_start(room, FastClock(), 61) is False


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
    async with room.database.engine.connect() as connection:
        found = text("SELECT count(*) FROM inbox WHERE team = :team AND key = :key")
        return (await connection.execute(found, {"team": PLACE.team, "key": key})).scalar() == 0
