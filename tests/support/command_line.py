"""`worksession …` as a shell would run it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from demo.bot_process import free_port

ROOT = Path(__file__).parents[2]
SQLITE = "worksession.sqlite3"


@asynccontextmanager
async def process(
    folder: Path, command: str, settings: dict[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """One run of the command, which has ended when the block is left."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        command,
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "PORT": str(free_port()),
            "OPS_PORT": str(free_port()),
            **settings,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ran(folder: Path, command: str, settings: dict[str, str]) -> tuple[int, str]:
    """The exit code and all that was said."""
    async with process(folder, command, settings) as started:
        said, _ = await started.communicate()
    return started.returncode or 0, said.decode()


async def quarantine(folder: Path, *words: str) -> tuple[int, str]:
    """`worksession quarantine …` beside the bot that runs: its exit code, and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "quarantine", *words),
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": "xoxb-1",
            "DATABASE_URL": f"sqlite:///{folder / SQLITE}",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()
