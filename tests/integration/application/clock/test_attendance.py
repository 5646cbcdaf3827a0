from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.application.clock.attendance import Attendance
from bot.application.ports import Beat
from bot.domain.moves.clock import advance
from bot.domain.state.facts import ItemStarted, Record, WasAway
from tests.support.newsroom import Newsroom
from tests.support.sessions import START, a_session
from tests.support.still_clock import StillClock
from tests.support.waking import a_wake


class FastClock(StillClock):
    """Runs sixty times as fast as the real time."""

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds() / 60


async def away_since_start(room: Newsroom, clock: StillClock, seconds: float) -> bool:
    """Whether the bot believes that it was away when it has not looked for so many seconds."""
    wake = a_wake(room, clock)
    await room.add(a_session().running())
    await wake.tick()
    clock.pass_seconds(seconds)
    await wake.tick()
    facts = [type(record.fact).__name__ for record in await room.records()]
    return "WasAway" in facts


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
