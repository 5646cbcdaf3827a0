"""The real bot in a process of its own, started, stopped and killed as a machine would."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from pathlib import Path

from localslack import LocalSlack

STOP_SECONDS = 5.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class BotProcess:
    """`worksession run` against a local Slack; over HTTP if it has a `port`, else sockets."""

    slack: LocalSlack
    folder: Path
    clock_file: Path
    port: int | None = None
    _process: Process | None = field(default=None, init=False)

    @property
    def log_file(self) -> Path:
        return self.folder / "bot.log"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""

    async def start(self) -> None:
        """Start it and wait until Slack can reach it."""
        with self.log_file.open("a", encoding="utf-8") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                "--clock",
                str(self.clock_file),
                cwd=self.folder,
                env=self._environment(),
                stderr=log,
                # Ctrl-C is for who watches; the bot is stopped when they are done.
                start_new_session=True,
            )
        await self.connected()

    async def connected(self) -> None:
        if self.port is not None:
            self.slack.deliver_to(f"http://127.0.0.1:{self.port}/slack/events")
        try:
            await self.slack.connected(timeout=20)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log}") from error

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
            {"SLACK_APP_TOKEN": self.slack.app_token}
            if self.port is None
            else {"SLACK_SIGNING_SECRET": self.slack.signing_secret, "PORT": str(self.port)}
        )
        return {
            **kept,
            **secrets,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'worksession.sqlite3'}",
            "LOG_LEVEL": "debug",
        }
