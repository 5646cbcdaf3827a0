"""A stage: a local Slack with people in it, the real bot, and a clock that can be steered."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.adapters.clock import Course, SteeredClock
from demo.bot_process import BotProcess
from localslack import Channel, LocalSlack, Manifest, NewPerson, Person

MANIFEST = Path(__file__).parents[1] / "manifest.yml"
CLOCK = "clock.json"
RETRY_DELAYS = (0.0, 0.5, 2.0)
# Slack waits three seconds for the answer to a press; this machine may be slower than people bear.
ACK_SECONDS = 30.0
LONGEST_WAIT = timedelta(minutes=30)
SLOW_SECONDS = 25.0
HURRY = 3_600.0
KEEPS_UP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Pace:
    """How many times as fast as in life, and how many seconds people take between two moves."""

    speed: float
    breath: float = 0.0

    @classmethod
    def to_follow(cls, speed: float) -> "Pace":
        """A pace at which every move can be seen: people take half a minute of session time."""
        return cls(speed, 30.0 / speed)

    @property
    def patience(self) -> float:
        """How many seconds people wait for what comes by the clock, on a slow machine too."""
        return LONGEST_WAIT.total_seconds() / self.speed + SLOW_SECONDS


IN_A_HURRY = Pace.to_follow(60.0)
TO_FOLLOW = Pace.to_follow(24.0)


@dataclass(slots=True)
class Stage:
    """Who is on stage, and the time that passes there."""

    slack: LocalSlack
    bot: BotProcess
    clock: SteeredClock
    channel: Channel
    pace: Pace = IN_A_HURRY

    async def breath(self) -> None:
        """Leave those who watch the time to see what happened."""
        await asyncio.sleep(self.pace.breath)

    def person(self, name: str) -> Person:
        return self.slack.person(name)

    def flow(self, speed: float, until: datetime | None = None) -> None:
        """Let time flow from now on, so many times as fast as the real one."""
        self.clock.steer(Course(self.clock.now(), self.clock.real_now(), speed, until))

    async def flow_to(self, moment: datetime, speed: float) -> None:
        """Let time flow to a moment, and give back control when it stands still there."""
        self.flow(speed, moment)
        await asyncio.sleep((moment - self.clock.now()).total_seconds() / speed)

    async def hurry(self, span: timedelta) -> None:
        """Let a longer time pass in a moment; then it flows at the pace of the stage again.

        It stands still between the two until the bot has kept up: what it last saw of the fast
        time would be an absence by the slower clock.
        """
        await self.flow_to(self.clock.now() + span, HURRY)
        await asyncio.sleep(KEEPS_UP_SECONDS)
        self.flow(self.pace.speed)

    def jump(self, moment: datetime) -> None:
        """Let the clock jump, as it does for a bot that was down, and stand still."""
        self.clock.steer(Course(moment, self.clock.real_now(), 1.0, moment))


@asynccontextmanager
async def open_workspace(
    folder: Path,
    people: Sequence[NewPerson],
    at: datetime,
    retry_delays: tuple[float, ...] = RETRY_DELAYS,
) -> AsyncIterator[tuple[LocalSlack, Channel, SteeredClock]]:
    """Everybody in #design, the bot's user among them, and the clock standing still at `at`."""
    clock = SteeredClock(folder / CLOCK)
    clock.steer(Course(at, clock.real_now(), 1.0, at))
    manifest = Manifest.load(MANIFEST)
    async with LocalSlack(
        manifest, people, clock.now, retry_delays=retry_delays, ack_timeout=ACK_SECONDS
    ) as slack:
        channel = slack.channel("design", members=[each.name for each in people], bot=True)
        for each in slack.people:
            each.goes_to(channel)
        yield slack, channel, clock


@asynccontextmanager
async def open_stage(
    folder: Path,
    people: Sequence[NewPerson],
    at: datetime,
    *,
    http: bool = False,
    retry_delays: tuple[float, ...] = RETRY_DELAYS,
) -> AsyncIterator[Stage]:
    """A workspace and the whole bot in one process.

    Args:
        folder: Where the bot keeps its database and its log.
        people: Who is in the workspace.
        at: The moment at which the clock stands, in UTC.
        http: Whether Slack reaches the bot over HTTP instead of Socket Mode.
        retry_delays: After how many seconds Slack brings an event again, each time.
    """
    async with open_workspace(folder, people, at, retry_delays) as (slack, channel, clock):
        bot = BotProcess(slack=slack, folder=folder, clock_file=folder / CLOCK, http=http)
        try:
            await bot.start()
            yield Stage(slack, bot, clock, channel)
        finally:
            await bot.stop()
