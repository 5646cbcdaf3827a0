"""The alarm rings again and again, whatever happens to the time on the wall."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.adapters.clock import Alarm, SystemClock


class QuickClock(SystemClock):
    look_every = 0.05


async def test_the_alarm_rings_although_its_scheduler_waits_for_a_time_that_was_set_back() -> None:
    rung = asyncio.Semaphore(0)

    async def tick() -> datetime | None:
        rung.release()
        return None

    alarm = Alarm(QuickClock(), tick)
    alarm.start()
    # As it does when the wall clock jumps back: its next moment lies far ahead.
    alarm._scheduler.pause()
    async with asyncio.timeout(30):
        for _ in range(5):
            await rung.acquire()
    await alarm.stop()


async def test_the_alarm_rings_at_the_moment_it_was_asked_for() -> None:
    clock = SystemClock()
    rung: list[datetime] = []
    done = asyncio.Event()
    upcoming = clock.now() + timedelta(seconds=0.3)

    async def tick() -> datetime | None:
        rung.append(clock.now())
        if rung[-1] >= upcoming:
            done.set()
        return upcoming if rung[-1] < upcoming else None

    alarm = Alarm(clock, tick)
    alarm.start()
    alarm._look.set()
    async with asyncio.timeout(30):
        await done.wait()
    await alarm.stop()

    assert rung[-1] - upcoming < timedelta(seconds=1)


class RestlessClock(SystemClock):
    look_every = 0.0005


async def test_a_stop_breaks_off_no_ring(caplog: pytest.LogCaptureFixture) -> None:
    """APScheduler takes a job that was broken off for an error, and logs it as one."""

    async def tick() -> datetime | None:
        return None

    for _ in range(200):
        alarm = Alarm(RestlessClock(), tick)
        alarm.start()
        rung = asyncio.create_task(alarm._look.wait())
        await rung
        await alarm.stop()

    assert "CancelledError" not in caplog.text
