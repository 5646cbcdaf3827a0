"""Bots that are born in the nursery, which is quicker than starting Python anew for each."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from demo.bot_process import Spawn
from tests.support.nursery_line import LONGEST_LINE

READY_SECONDS = 60.0
LOOK_EVERY = 0.01
ROOT = Path(__file__).parents[2]


class Newborn:
    """A bot as a child process is, with as much as is asked of one.

    `told` is where the nursery says how it ended; whoever does not ask need not wait for that.
    """

    def __init__(self, pid: int, told: int) -> None:
        self.pid = pid
        self._told = told
        self._code: int | None = None
        weakref.finalize(self, os.close, told)

    @property
    def returncode(self) -> int | None:
        if self._code is None:
            with suppress(BlockingIOError):
                # A nursery that is gone took its bots with it.
                self._code = int(os.read(self._told, LONGEST_LINE) or -signal.SIGKILL)
        return self._code

    async def wait(self) -> int:
        loop = asyncio.get_running_loop()
        while (code := self.returncode) is None:
            news = asyncio.Event()
            loop.add_reader(self._told, news.set)
            try:
                await news.wait()
            finally:
                loop.remove_reader(self._told)
        return code

    def send_signal(self, signal: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


async def born(address: Path, order: Mapping[str, object]) -> Newborn:
    """Ask the nursery for a bot."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_UNIX) as asking:
        asking.setblocking(False)
        await loop.sock_connect(asking, str(address))
        await loop.sock_sendall(asking, json.dumps(order).encode() + b"\n")
        # Lines of one width, so that nothing is read of the one after.
        pid = int(await loop.sock_recv(asking, LONGEST_LINE))
        return Newborn(pid, asking.detach())


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
            order = {"words": list(words), "cwd": str(folder), "env": dict(environment)}
            return await born(address, {**order, "log": str(log)})

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
