"""A start comes up while strangers hold whatever connections they can get."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from demo.bot_process import BotProcess
from demo.stage import CLOCK, open_workspace
from tests.support.story import PEOPLE, TEN_O_CLOCK

STRANGERS = 300
KNOCK_EVERY = 0.01


@asynccontextmanager
async def strangers(*ports: int) -> AsyncIterator[list[asyncio.StreamWriter]]:
    """Many who knock until they are let in, say nothing, and stay."""
    held: list[asyncio.StreamWriter] = []

    async def stranger(port: int) -> None:
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(KNOCK_EVERY)
                continue
            held.append(writer)
            with suppress(ConnectionError):
                await reader.read()
            writer.close()

    knocking = [asyncio.create_task(stranger(port)) for port in ports for _ in range(STRANGERS)]
    try:
        yield held
    finally:
        for task in knocking:
            task.cancel()
        await asyncio.gather(*knocking, return_exceptions=True)
        for writer in held:
            writer.close()


async def test_the_bot_starts_and_works_while_strangers_hold_connections(tmp_path: Path) -> None:
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, _channel, _clock):
        bot = BotProcess(slack=slack, folder=tmp_path, clock_file=tmp_path / CLOCK, http=True)
        ana = slack.person("Ana")
        try:
            async with strangers(bot.port, bot.ops_port) as held:
                await bot.start()
                await ana.runs("/worksession help")
                await ana.sees("/worksession start")
                await bot.stop()
                await bot.start()
                await ana.runs("/worksession time")
                await ana.sees("No session runs in this channel.")
                assert len(held) > STRANGERS
        finally:
            await bot.stop()
    assert "Too many open files" not in bot.log
    assert "Traceback" not in bot.log
