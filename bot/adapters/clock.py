"""Clocks, and the alarm that wakes the bot when something falls due."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.application.work.guard import log_and_continue
from bot.application.work.waiting import wait_for

ALARM_CLOSE_SECONDS = 1.0


def _real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the Clock port's own adapter


class SystemClock:
    """The real time."""

    look_every = 15.0

    def now(self) -> datetime:
        return _real_now()

    def real_now(self) -> datetime:
        return _real_now()

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds()


@dataclass(frozen=True, slots=True)
class Course:
    """How a steered clock runs.

    It shows `at` (session time) at `since` (real time), runs `speed` times as fast as the real
    time from there, and stands still at `until`.
    """

    at: datetime
    since: datetime
    speed: float
    until: datetime | None = None

    def now(self, real_now: datetime) -> datetime:
        flowed = self.at + max(timedelta(0), real_now - self.since) * self.speed
        return flowed if self.until is None else min(flowed, self.until)


class SteeredClock:
    """A clock that a demo or a test steers through a small file, from another process.

    The file holds a `Course` as JSON, its moments in ISO 8601. It is read at every question, so
    the clock may run fast, stand still or jump while the bot runs.
    """

    look_every = 0.1

    def __init__(self, file: Path) -> None:
        self._file = file

    def steer(self, course: Course) -> None:
        """Follow another course from now on, in every process that reads the file."""
        told = {
            "at": course.at.isoformat(),
            "since": course.since.isoformat(),
            "speed": course.speed,
            "until": course.until.isoformat() if course.until else None,
        }
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps(told), encoding="utf-8")
        written.replace(self._file)

    def now(self) -> datetime:
        return self._course().now(_real_now())

    def real_now(self) -> datetime:
        return _real_now()

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds() / self._course().speed

    def _course(self) -> Course:
        told = json.loads(self._file.read_text(encoding="utf-8"))
        until = told.get("until")
        return Course(
            at=datetime.fromisoformat(told["at"]),
            since=datetime.fromisoformat(told["since"]),
            speed=float(told["speed"]),
            until=datetime.fromisoformat(until) if until else None,
        )


class Alarm:
    """Calls `tick` at the moment it asked for, and every few seconds anyway.

    The database is the schedule; APScheduler only wakes this task. `tick` gives the next moment
    (session time, UTC) or None.
    """

    def __init__(
        self,
        clock: SystemClock | SteeredClock,
        tick: Callable[[], Awaitable[datetime | None]],
    ) -> None:
        self._clock = clock
        self._tick = tick
        self._look = asyncio.Event()
        self._stopping = False
        self._looking: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        every = IntervalTrigger(seconds=self._clock.look_every, timezone=UTC)
        self._scheduler.add_job(self._ring, every, misfire_grace_time=None, coalesce=True)
        self._scheduler.start()
        self._looking = asyncio.create_task(self._watch())

    def wake(self) -> None:
        """Look now: something may be due earlier than it was."""
        self._look.set()

    async def stop(self) -> None:
        """Let the tick that is under way finish, if that takes no second; none follows."""
        # A ring that shutting down broke off would be logged as an error: no new one begins, and
        # one that has begun ends in the next round of the loop.
        self._scheduler.pause()
        await asyncio.sleep(0)
        self._stopping = True
        self._look.set()
        if self._looking is not None:
            await asyncio.wait({self._looking}, timeout=ALARM_CLOSE_SECONDS)
            self._looking.cancel()
        self._scheduler.shutdown(wait=False)

    async def _ring(self) -> None:
        self._look.set()

    async def _watch(self) -> None:
        while True:
            # The scheduler waits for the time on the wall, which may be set back.
            await wait_for(self._look, 2 * self._clock.look_every)
            self._look.clear()
            if self._stopping:
                return
            with log_and_continue("tick_failed"):
                upcoming = await self._tick()
                if upcoming is not None:
                    self._set(upcoming)

    def _set(self, upcoming: datetime) -> None:
        seconds = self._clock.real_seconds(upcoming - self._clock.now())
        if 0 < seconds < self._clock.look_every:
            self._scheduler.add_job(
                self._ring,
                DateTrigger(self._clock.real_now() + timedelta(seconds=seconds), timezone=UTC),
                id="wake",
                replace_existing=True,
                misfire_grace_time=None,
            )
