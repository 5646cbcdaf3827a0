"""The real bot in a process of its own, started, stopped and killed as a machine would."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

import aiohttp

from localslack import LocalSlack

# Far more than either takes: a slow machine is no failure.
START_SECONDS = 60.0
STOP_SECONDS = 30.0
LOOK_EVERY = 0.05


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Process(Protocol):
    """As much of asyncio's process as is asked of one."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    async def wait(self) -> int: ...

    def send_signal(self, signal: int) -> None:
        """Raises ProcessLookupError if it is not there any more."""

    def kill(self) -> None:
        """Raises ProcessLookupError if it is not there any more."""


Spawn = Callable[[Sequence[str], Path, Mapping[str, str], Path], Awaitable[Process]]


async def start_python(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
) -> Process:
    """`worksession` with some words, in a folder and an environment; what it says is logged."""
    with log.open("a", encoding="utf-8") as said:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=said,
            # Ctrl-C is for who watches; the bot is stopped when they are done.
            start_new_session=True,
        )


@dataclass(slots=True, kw_only=True)
class BotProcess:
    """`worksession run`, `web` or `worker` against a local Slack; `http` instead of sockets.

    Without a `database`, an address, it keeps a SQLite file in its folder; without a `token`, it
    speaks with the newest that Slack gave it. `settings` are others, which win over these.
    """

    spawn: ClassVar[Spawn] = start_python

    slack: LocalSlack
    folder: Path
    clock_file: Path
    command: str = "run"
    name: str = "bot"
    http: bool = False
    database: str = ""
    token: str = ""
    log_level: str = "debug"
    port: int = field(default_factory=free_port)
    settings: Mapping[str, str] = field(default_factory=dict)
    ops_port: int = field(default_factory=free_port)
    _process: Process | None = field(default=None, init=False)
    _lacks: str = field(default="", init=False)

    @property
    def log_file(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""

    @property
    def failures(self) -> str:
        """What its log tells of failures; that its database was busy for a moment is none.

        A line that only counts how often another one came again says nothing new.
        """
        passed_over = ('"database": "busy"', '"times": ')
        lines = [line for line in self.log.splitlines() if "failed" in line]
        return "\n".join(line for line in lines if not any(part in line for part in passed_over))

    @property
    def pid(self) -> int:
        assert self._process is not None, "it does not run"  # noqa: S101 - whoever asks knows
        return self._process.pid

    @property
    def is_up(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it and wait until Slack can reach it."""
        await self.launch()
        await self.connected()

    async def launch(self) -> None:
        """Start it, and wait for nothing."""
        words = [self.command, *self._steered]
        self._process = await type(self).spawn(
            words, self.folder, self._environment(), self.log_file
        )

    async def connected(self) -> None:
        """Wait until people's deliveries reach it, or, for a worker, until it works."""
        if self.command == "worker":
            await self._ready()
            return
        if self.http:
            self.slack.deliver_to(f"http://127.0.0.1:{self.port}/slack/events")
        try:
            await self.slack.connected(timeout=START_SECONDS)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log}") from error

    async def _ready(self) -> None:
        """Wait until it says that it is."""
        try:
            async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as http:
                while not await self._is_started(http):  # noqa: ASYNC110 - another process
                    await asyncio.sleep(LOOK_EVERY)
        except TimeoutError as error:
            raise AssertionError(f"{self.name} is not ready: {self._lacks}\n{self.log}") from error

    async def _is_started(self, http: aiohttp.ClientSession) -> bool:
        """Whether it has come up; what else it lacks may be what it came up to mend."""
        try:
            async with http.get(f"http://127.0.0.1:{self.ops_port}/readyz") as response:
                self._lacks = await response.text()
                return bool(json.loads(self._lacks)["checks"]["start"]["ok"])
        except aiohttp.ClientError as error:
            self._lacks = str(error)
            return False

    def freeze(self) -> None:
        """Let it stand still, as on a machine that sleeps."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    async def exit_code(self) -> int:
        """Wait until it ends by itself; gives its exit code."""
        process, self._process = self._process, None
        assert process is not None, "it does not run"  # noqa: S101 - whoever asks knows
        async with asyncio.timeout(START_SECONDS):
            return await process.wait()

    @property
    def _steered(self) -> list[str]:
        """Whatever knows a time gets the clock of the stage."""
        return [] if self.command == "migrate" else ["--clock", str(self.clock_file)]

    async def lives_for(self, seconds: float) -> bool:
        """Whether it is still there after so many seconds; otherwise tells at once."""
        if self._process is None:
            return False
        try:
            async with asyncio.timeout(seconds):
                await self._process.wait()
        except TimeoutError:
            return True
        return False

    def strike(self) -> None:
        """Kill it in this very moment; `kill` then sees to the rest."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end; gives its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
            # What stands still hears it only when it goes on.
            process.send_signal(signal.SIGCONT)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                return await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
            raise AssertionError(f"the bot did not end within {STOP_SECONDS:g} s") from None

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}  # noqa: TID251
        secrets = (
            {"SLACK_SIGNING_SECRET": self.slack.signing_secret}
            if self.http
            else {"SLACK_APP_TOKEN": self.slack.app_token}
        )
        return {
            **kept,
            **secrets,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "SLACK_BOT_TOKEN": self.token or self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "PORT": str(self.port),
            "OPS_PORT": str(self.ops_port),
            "DATABASE_URL": self.database or f"sqlite:///{self.folder / 'worksession.sqlite3'}",
            "LOG_LEVEL": self.log_level,
            **self.settings,
        }
