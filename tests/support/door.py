"""Slack's endpoint on a real socket, with a taker that keeps what was let in."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from slack_bolt.response import BoltResponse

from bot.adapters.metrics import Metrics
from bot.adapters.web.door import Door
from bot.adapters.web.refusals import Refusals
from bot.adapters.web.server import HttpServer, Limits
from demo.bot_process import free_port
from tests.support.metrics import sample

SECRET = "the secret of the app"
FORM = "application/x-www-form-urlencoded"
COMMAND = b"command=%2Fworksession&text=help&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1.2"


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers that Slack sends with a body."""
    timestamp = int(time.time() if at is None else at)
    base = f"v0:{timestamp}:".encode() + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": f"v0={digest}",
    }


def request(
    body: bytes, headers: Mapping[str, str], *, path: str = "/slack/events", method: str = "POST"
) -> bytes:
    """A whole request as it goes over the wire."""
    told = {"Host": "bot", "Content-Length": str(len(body)), **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


@dataclass(slots=True)
class Wire:
    """A client's side of a connection, byte by byte."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def sends(self, raw: bytes) -> None:
        self.writer.write(raw)
        with suppress(ConnectionError):
            await self.writer.drain()

    async def reads_all(self) -> bytes:
        """Everything until the other side closes."""
        with suppress(ConnectionError):
            return await self.reader.read()
        return b""

    async def reads_answer(self) -> bytes:
        """One answer without a body."""
        return await self.reader.readuntil(b"\r\n\r\n")

    def closes(self) -> None:
        self.writer.close()


@dataclass(slots=True)
class Opened:
    """A door that is open, what it let in, and what it made known."""

    port: int
    metrics: Metrics
    refusals: Refusals
    server: HttpServer
    taken: list[bytes] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)

    async def take(self, raw: bytes, headers: Mapping[str, str]) -> BoltResponse:
        assert "X-Slack-Signature" in headers
        self.taken.append(raw)
        return BoltResponse(status=200, body="")

    async def wire(self) -> Wire:
        wire = Wire(*await asyncio.open_connection("127.0.0.1", self.port))
        self.wires.append(wire)
        return wire

    async def answers(self, raw: bytes) -> bytes:
        """All that a client reads who sends this, until the door closes the connection."""
        wire = await self.wire()
        await wire.sends(raw)
        return await wire.reads_all()

    async def status(self, body: bytes, headers: Mapping[str, str]) -> int:
        said = await self.answers(request(body, {**headers, "Connection": "close"}))
        return int(said.split()[1])

    def refused(self, reason: str) -> float:
        return sample(self.metrics.page().decode(), "worksession_requests_refused_total", reason)


@asynccontextmanager
async def open_door(limits: Limits | None = None) -> AsyncIterator[Opened]:
    limits = limits or Limits()
    metrics = Metrics(works=False, has_socket=False)
    refusals = Refusals(metrics)
    port = free_port()
    opened = Opened(port, metrics, refusals, HttpServer("127.0.0.1", port, limits, refusals.refuse))
    await opened.server.bind()
    await opened.server.open(
        Door(secret=SECRET, take=opened.take, refusals=refusals, limits=limits)
    )
    try:
        yield opened
    finally:
        for wire in opened.wires:
            wire.closes()
        await opened.server.stop()


def is_401_and_nothing_else(said: bytes) -> bool:
    head, _, body = said.partition(b"\r\n\r\n")
    status, *fields = head.decode().splitlines()
    names = {field.partition(":")[0] for field in fields}
    told = {"Server", "Date", "Connection", "Content-Length"}
    return status.endswith(" 401 Unauthorized") and body == b"" and names <= told
