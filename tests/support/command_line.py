"""`worksession …` as a shell would run it."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from demo.bot_process import BotProcess, free_port

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
    ports = {"PORT": str(free_port()), "OPS_PORT": str(free_port())}
    return await said_by([command], folder, {**ports, **settings})


async def quarantine(folder: Path, *words: str) -> tuple[int, str]:
    """`worksession quarantine …` beside the bot that runs: its exit code, and what it said."""
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "DATABASE_URL": f"sqlite:///{folder / SQLITE}",
    }
    return await said_by(["quarantine", *words], folder, settings)


async def said_by(words: list[str], folder: Path, settings: dict[str, str]) -> tuple[int, str]:
    """The exit code of the bot, and all that it said."""
    environment = {"PYTHONPATH": str(ROOT), **settings}
    with tempfile.TemporaryDirectory() as beside:
        said = Path(beside) / "said"
        code = await (await BotProcess.spawn(words, folder, environment, said)).wait()
        return code, said.read_text(encoding="utf-8")
