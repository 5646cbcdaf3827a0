"""One WebSocket of the app, from hello to goodbye."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from localslack.json_types import JsonObject


@dataclass(eq=False, slots=True)
class Connection:
    """What Slack holds of it.

    Attributes:
        retiring: It was asked to reconnect or was cut, and gets nothing more.
        ghost: Slack neither reads nor writes any more, although it counts as connected.
        silent: It has not answered a ping; at the next one Slack gives it up.
    """

    socket: web.WebSocketResponse
    request: web.Request
    unacknowledged: dict[str, asyncio.Future[JsonObject]] = field(default_factory=dict)
    retiring: bool = False
    ghost: bool = False
    silent: bool = False

    @property
    def is_open(self) -> bool:
        """Whether Slack would choose it for a delivery."""
        return not self.retiring and not self.socket.closed

    async def send(self, frame: JsonObject) -> None:
        if not self.ghost:
            await self.socket.send_json(frame)

    async def ping(self) -> None:
        if self.silent:
            self.cut()
        elif self.ghost:
            self.silent = True
        elif self.is_open:
            with suppress(ConnectionError):
                await self.socket.ping()

    def half_open(self) -> None:
        self.ghost = True
        if self.request.transport is not None:
            # Of the transport, since aiohttp's own pause would be over with the next frame.
            self.request.transport.pause_reading()

    def cut(self) -> None:
        """End it without a word, as a broken network does."""
        self.retiring = True
        if self.request.transport is not None:
            self.request.transport.abort()

    async def close(self) -> None:
        self.retiring = True
        if self.ghost:
            self.cut()
        else:
            await self.socket.close()

    def give_up(self) -> None:
        """Tell those who wait for an acknowledgement that none will come."""
        for waiting in self.unacknowledged.values():
            if not waiting.done():
                waiting.set_exception(ConnectionResetError("the socket was closed"))
