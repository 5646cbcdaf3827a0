"""The Procfile as an operator uses it: started by honcho, and started again when it has ended."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROCFILE = Path(__file__).parents[2] / "Procfile"
START_SECONDS = 90.0
STARTED = re.compile(r"started \(pid=(\d+)\)")


@dataclass(slots=True, kw_only=True)
class Honcho:
    """One line of the Procfile under a honcho of its own.

    Honcho ends everything it has started as soon as one process ends, so whoever runs several
    lines on their own gives each its honcho. `port` is what honcho hands to the first process.
    """

    line: str
    folder: Path
    settings: Mapping[str, str]
    port: int = 5000
    output: list[str] = field(default_factory=list, init=False)
    _honcho: Process | None = field(default=None, init=False)
    _reading: asyncio.Task[None] | None = field(default=None, init=False)
    _pid: int = field(default=0, init=False)

    async def start(self) -> None:
        self._honcho = await asyncio.create_subprocess_exec(
            *(Path(sys.executable).with_name("honcho"), "start", "--no-colour"),
            *("-f", PROCFILE, "-p", str(self.port), self.line),
            cwd=self.folder,
            env={"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}", **self.settings},
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
        )
        self._reading = asyncio.create_task(self._read(self._honcho))

    async def ended(self) -> int:
        """Wait until honcho has ended; gives its exit code."""
        assert self._honcho is not None
        assert self._reading is not None
        await self._reading
        return await self._honcho.wait()

    async def says(self, words: str) -> None:
        """Wait until the process that runs now says something."""
        async with asyncio.timeout(START_SECONDS):
            while not any(words in line for line in self.output):  # noqa: ASYNC110 - a process
                await asyncio.sleep(0.05)

    async def kill(self) -> int:
        """Kill the process, not honcho; gives the exit code with which honcho ends then."""
        os.killpg(self._pid, signal.SIGKILL)
        return await self.ended()

    async def stop(self) -> int:
        assert self._honcho is not None
        with contextlib.suppress(ProcessLookupError):
            self._honcho.terminate()
        return await self.ended()

    async def _read(self, honcho: Process) -> None:
        assert honcho.stdout is not None
        self.output.clear()
        async for line in honcho.stdout:
            said = line.decode()
            self.output.append(said)
            if found := STARTED.search(said):
                self._pid = int(found[1])
