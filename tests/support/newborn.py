"""Bots that are born in the nursery, which is quicker than starting Python anew for each."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from demo.bot_process import Spawn

READY_SECONDS = 60.0
LOOK_EVERY = 0.01
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Newborn:
    """A bot as a child process is, with as much as is asked of one."""

    pid: int
    returncode: int | None = None
    _over: asyncio.Task[int] | None = field(default=None)

    def watch(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._over = asyncio.create_task(self._end(reader, writer))

    async def _end(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        try:
            self.returncode = int(await reader.readline())
        finally:
            writer.close()
        return self.returncode

    async def wait(self) -> int:
        assert self._over is not None
        return await asyncio.shield(self._over)

    def send_signal(self, signal: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@contextmanager
def nursery() -> Iterator[Spawn]:
    """How to start bots as long as the block lasts; the first one opens the nursery."""
    # Not in pytest's folder: the path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="worksession-"))
    address = folder / "nursery"
    with ExitStack() as until_the_end:
        until_the_end.callback(shutil.rmtree, folder, ignore_errors=True)

        async def spawn(
            words: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
        ) -> Newborn:
            if not address.exists():
                until_the_end.enter_context(_opened(address))
            reader, writer = await asyncio.open_unix_connection(address)
            order = {"words": list(words), "cwd": str(folder), "env": dict(environment)}
            writer.write(json.dumps({**order, "log": str(log)}).encode() + b"\n")
            newborn = Newborn(int(await reader.readline()))
            newborn.watch(reader, writer)
            return newborn

        yield spawn


@contextmanager
def _opened(address: Path) -> Iterator[None]:
    """A process that takes orders there."""
    command = [sys.executable, "-m", "tests.support.nursery", str(address)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL) as serving:  # noqa: S603
        try:
            until = time.monotonic() + READY_SECONDS
            while not address.exists():
                assert serving.poll() is None, "the nursery ended"
                assert time.monotonic() < until, "the nursery is not ready"
                time.sleep(LOOK_EVERY)
            yield
        finally:
            serving.kill()
