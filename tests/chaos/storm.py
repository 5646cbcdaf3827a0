"""A storm: many sessions at once, while processes are killed and Slack fails; then the calm."""

import asyncio
import contextlib
import random
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.adapters.clock import Course, SteeredClock
from demo.bot_process import BotProcess
from demo.stage import CLOCK, MANIFEST
from localslack import BadAnswer, LocalSlack, Manifest
from tests.chaos.ledger import Ledger
from tests.chaos.reaper import Reaper
from tests.chaos.records import Records
from tests.chaos.room import Room
from tests.chaos.weather import Weather
from tests.support.story import TEN_O_CLOCK

# Session time runs so many times as fast as the real one, and so do Slack's rates.
SPEED = 15.0
SPEED_IN_THE_END = 3600.0
# Slack's own, sixty times as fast.
RETRY_DELAYS = (0.0, 1.0, 5.0)
# More than a minute of real time: the machine slept.
SLEEP = timedelta(minutes=17)
LOOK_EVERY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How bad it gets: what is to be reached before it ends, and in how many `seconds` at most.

    `fault_share` is how much of all that is sent goes wrong, from 0 to 1; `longest_life` is for how
    many seconds a process works at most before it is killed, one that only listens three times as
    long; `most_moves` is how many things people do in one session at most; `calm_seconds` is how
    long the bot has afterwards, once it runs, to put everything into Slack.
    """

    sessions: int
    kills: int
    faults: int
    at_once: int
    fault_share: float
    longest_life: float
    most_moves: int
    seconds: float
    calm_seconds: float


@dataclass(frozen=True, slots=True)
class Site:
    """Where it happens: the commands that run, how Slack reaches them, and their database.

    `cut` cuts the connections to it, if it has any.
    """

    commands: tuple[str, ...]
    http: bool
    database: str
    cut: Callable[[], Awaitable[None]] | None = None


@dataclass(slots=True)
class Storm:
    """After `pass_over`, everything is as it will stay."""

    seed: str
    scale: Scale
    slack: LocalSlack
    clock: SteeredClock
    ledger: Ledger
    weather: Weather
    reapers: tuple[Reaper, ...]
    records: Records
    held: int = field(default=0, init=False)
    troubles: list[str] = field(default_factory=list, init=False)
    """What went so wrong that the storm could not go on as it should."""

    @property
    def kills(self) -> int:
        return sum(each.kills for each in self.reapers)

    def is_enough(self) -> bool:
        scale = self.scale
        return (
            self.held >= scale.sessions
            and self.kills >= scale.kills
            and self.weather.struck >= scale.faults
        )

    async def pass_over(self) -> None:
        self._flow(SPEED)
        async with _beside(
            self.weather.rage(), self._sleep(), *(each.reap() for each in self.reapers)
        ):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.scale.seconds), asyncio.TaskGroup() as crowd:
                    numbers = count(1)
                    for _ in range(self.scale.at_once):
                        crowd.create_task(self._hold_sessions(numbers))
        self.weather.clear()
        await self._calm_down()

    async def _hold_sessions(self, numbers: Iterator[int]) -> None:
        """One session after the other, each in a room of its own."""
        while not self.is_enough():
            number = next(numbers)
            dice = random.Random(f"{self.seed}/room/{number}")
            room = Room(
                self.slack, self.ledger, number, dice, self.scale.most_moves, self.is_enough
            )
            try:
                if await room.hold_session():
                    self.held += 1
            except BadAnswer as error:
                self.troubles.append(str(error))

    async def _sleep(self) -> None:
        """Once in a while the machine sleeps, and the clock is elsewhere when it wakes up."""
        dice = random.Random(f"{self.seed}/sleep")
        while True:
            await asyncio.sleep(dice.uniform(10.0, 90.0))
            self._flow(SPEED, SLEEP)

    async def _calm_down(self) -> None:
        """Start whatever is dead, let all sessions end, and wait until all is in Slack."""
        processes = [each.process for each in self.reapers]
        await self._all(each.connected() if each.is_up else each.start() for each in processes)
        if not self.troubles:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.scale.calm_seconds):
                    await self._settles()
        await self._all(each.stop() for each in processes)

    async def _all(self, works: Iterable[Awaitable[object]]) -> None:
        """Do it with every process, and note where it does not work."""
        ends = await asyncio.gather(*works, return_exceptions=True)
        self.troubles += [str(end) for end in ends if isinstance(end, Exception)]

    async def _settles(self) -> None:
        """Wait until all is as it will stay; if it never is, the evidence tells."""
        await self._untaken_comes()
        self._flow(SPEED_IN_THE_END)
        for is_so in (self.records.all_closed, self.records.all_published):
            while not await is_so():  # noqa: ASYNC110 - it is so in a database
                await asyncio.sleep(LOOK_EVERY)

    async def _untaken_comes(self) -> None:
        """Wait for what the bot has not taken yet and Slack has not given up."""
        room = self.slack.channel("room-1")
        # What was overtaken comes after the next event.
        await self.slack.people[0].says("It is calm.", in_channel=room)
        wait = self.scale.calm_seconds / 4
        await self.slack.changes.until(lambda: not self._still_comes(), wait)

    def _still_comes(self) -> bool:
        given_up = {
            (event.get("item") or event).get("ts")
            for event in (body["event"] for body in self.slack.given_up)
        }
        return any(ts not in given_up for ts in self.ledger.untaken())

    def _flow(self, speed: float, jump: timedelta = timedelta(0)) -> None:
        self.clock.steer(Course(self.clock.now() + jump, self.clock.real_now(), speed))


@asynccontextmanager
async def _beside(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let works go on that never end, until the block does."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, asyncio.CancelledError):
            raise end


@asynccontextmanager
async def brewing(site: Site, seed: str, scale: Scale, folder: Path) -> AsyncIterator[Storm]:
    """A storm over a site, with a Slack of its own; nothing has happened yet."""
    clock = SteeredClock(folder / CLOCK)
    clock.steer(Course(TEN_O_CLOCK, clock.real_now(), 1.0, TEN_O_CLOCK))
    manifest = Manifest.load(MANIFEST)
    async with LocalSlack(manifest, (), clock.now, retry_delays=RETRY_DELAYS) as slack:
        slack.limits.seconds = lambda: clock.now().timestamp()
        slack.socket_mode.seed(zlib.crc32(seed.encode()))
        processes = tuple(_processes(site, slack, folder))
        if site.http:
            slack.deliver_to(f"http://127.0.0.1:{processes[0].port}/slack/events")
        storm = Storm(
            seed=seed,
            scale=scale,
            slack=slack,
            clock=clock,
            ledger=Ledger(clock.now),
            weather=Weather(
                slack,
                random.Random(f"{seed}/weather"),
                share=scale.fault_share,
                sockets=not site.http,
                cut=site.cut,
            ),
            reapers=tuple(
                Reaper(
                    each,
                    random.Random(f"{seed}/{each.name}"),
                    scale.longest_life * (3 if each.command == "web" else 1),
                )
                for each in processes
            ),
            records=Records(site.database),
        )
        for watch in (
            storm.ledger.watch,
            storm.weather.watch,
            *(each.watch for each in storm.reapers),
        ):
            slack.traffic.watchers.append(watch)
        try:
            yield storm
        finally:
            await asyncio.gather(*(each.kill() for each in processes))
            await storm.records.close()


def _processes(site: Site, slack: LocalSlack, folder: Path) -> list[BotProcess]:
    return [
        BotProcess(
            slack=slack,
            folder=folder,
            clock_file=folder / CLOCK,
            command=command,
            name=f"{command}-{number}",
            http=site.http,
            database=site.database,
        )
        for number, command in enumerate(site.commands, 1)
    ]
