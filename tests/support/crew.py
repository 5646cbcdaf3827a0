"""The bot in several processes on one Postgres: one that listens, and workers beside each other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.bot_process import BotProcess
from demo.stage import CLOCK, Stage, open_workspace
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story


@dataclass(frozen=True, slots=True)
class Crew:
    """A story, the processes that listen in it, and those that keep the clock and publish."""

    story: Story
    webs: tuple[BotProcess, ...]
    workers: tuple[BotProcess, ...]

    @property
    def web(self) -> BotProcess:
        """The one that listens, where there is no other."""
        return self.webs[0]


@asynccontextmanager
async def at_work(
    folder: Path, database: str, workers: int = 2, webs: int = 1
) -> AsyncIterator[Crew]:
    """A crew on an up-to-date Postgres; which of its processes live at the end does not matter."""
    async with open_workspace(folder, PEOPLE, TEN_O_CLOCK) as (slack, channel, clock):

        def process(command: str, name: str) -> BotProcess:
            return BotProcess(
                slack=slack,
                folder=folder,
                clock_file=folder / CLOCK,
                command=command,
                name=name,
                http=True,
                database=database,
            )

        listening = tuple(process("web", f"web-{number}") for number in range(1, webs + 1))
        working = tuple(process("worker", f"worker-{number}") for number in range(1, workers + 1))
        try:
            await asyncio.gather(*(each.start() for each in (*listening, *working)))
            yield Crew(Story(Stage(slack, listening[0], clock, channel)), listening, working)
        finally:
            await asyncio.gather(*(each.stop() for each in (*listening, *working)))
