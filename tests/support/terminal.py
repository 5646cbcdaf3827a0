"""A terminal with a program in it: what it shows, and Ctrl-C."""

import asyncio
import errno
import os
import pty
import re
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.support.checkout import ENVIRONMENT, ROOT

PATIENCE = 90.0
_STYLES = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(slots=True)
class Terminal:
    process: Process
    _reader: asyncio.StreamReader
    _read: bytearray = field(default_factory=bytearray)

    @property
    def text(self) -> str:
        """All that was shown until now, without colours."""
        return _STYLES.sub("", self._read.decode(errors="replace")).replace("\r\n", "\n")

    async def shows(self, pattern: str) -> str:
        """Wait until something like this is shown, and give it."""
        async with asyncio.timeout(PATIENCE):
            while (found := re.search(pattern, self.text)) is None:
                assert await self._reads_on(), f"it ended without {pattern!r}:\n{self.text}"
        return found[0]

    async def interrupted(self) -> int:
        """Press Ctrl-C, wait until no process is left in the terminal, and give the exit code."""
        self.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE):
            while await self._reads_on():
                pass
            return await self.process.wait()

    async def _reads_on(self) -> bool:
        """Read what comes next; false once every process that had the terminal is gone."""
        try:
            more = await self._reader.read(4096)
        except OSError as error:
            # This is how Linux says that nobody is at the other end any more.
            if error.errno != errno.EIO:
                raise
            return False
        self._read += more
        return bool(more)


@asynccontextmanager
async def in_terminal(module: str, *arguments: str) -> AsyncIterator[Terminal]:
    """Run a module in a terminal of its own; it is ended if it still runs afterwards."""
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    reader = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ours, "rb", buffering=0)
    )
    terminal = Terminal(process, reader)
    try:
        yield terminal
    finally:
        if process.returncode is None:
            await terminal.interrupted()
        transport.close()
