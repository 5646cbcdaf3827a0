"""An HTTP server that strangers can neither fill nor hold up.

A client has to bring a whole head (request line and headers) in time; only so many connections are
kept, and when more come, those give way that have shown nothing yet, the oldest first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from aiohttp import web

from bot.application.operating.telemetry import RequestRefusal

SERVER_CLOSE_SECONDS = 1.0

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
Refuse = Callable[[RequestRefusal], web.Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server takes of its clients, in connections, bytes and seconds.

    `idle_seconds` is for clients that are known to be in order, such as a proxy: it keeps a
    connection for about a minute, and what it sends on one that is just being closed is lost.
    `linger_seconds` is how long what a refused client still sends is thrown away, because it would
    not see its answer otherwise.
    """

    connections: int = 256
    head_seconds: float = 5.0
    idle_seconds: float = 90.0
    linger_seconds: float = 2.0
    body_bytes: int = 256 * 1024
    body_seconds: float = 5.0
    read_seconds: float = 2.0

    def within(self, descriptors: int) -> Self:
        """The same, with most of the process's file descriptors left for everything else."""
        return replace(self, connections=max(1, min(self.connections, descriptors // 4)))


def closing(status: int) -> web.Response:
    """An answer that says nothing else, and is the last on its connection."""
    answer = web.Response(status=status, headers={"Server": "worksession"})
    answer.force_close()
    return answer


class Connection(web.RequestHandler):
    """A client's connection; until something vouches for it, it is a stranger's."""

    def __init__(self, crowd: "BoundedServer", **options: Any) -> None:
        super().__init__(crowd, **options)
        self._crowd = crowd
        self._deadline: asyncio.TimerHandle | None = None
        self.is_known = False
        self.is_busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._await_head()
        self._crowd.entered(self)

    def data_received(self, data: bytes) -> None:
        """The head of every further request has as much time, from its first byte on."""
        if not self.is_busy:
            self._await_head()
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._head_came()
        self._crowd.left(self)
        super().connection_lost(exc)

    def give_way(self, reason: RequestRefusal) -> None:
        """Close at once, whatever the client still sends or reads."""
        self._crowd.refuse(reason)
        self._crowd.left(self)
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    def begin(self) -> None:
        """A request's head has come in whole."""
        self._head_came()
        self.is_busy = True

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """What is not HTTP is refused like all else, and is nothing to log with a traceback."""
        if status < 500:
            return self._crowd.refuse(RequestRefusal.MALFORMED)
        return super().handle_error(request, status, exc, message)

    def _await_head(self) -> None:
        if self._deadline is None:
            self._deadline = self._loop.call_later(
                self._crowd.limits.head_seconds, self.give_way, RequestRefusal.UNFINISHED
            )

    def _head_came(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class BoundedServer(web.Server):
    """Makes a `Connection` for each client, and keeps no more than its limit of them.

    Args:
        handler: Answers a request.
        limits: What is taken of clients.
        refuse: Takes note of what is refused; gives what a client reads, if it can still be told.
    """

    def __init__(self, handler: Handler, limits: Limits, refuse: Refuse) -> None:
        super().__init__(self._handled)
        self.limits = limits
        self.refuse = refuse
        self._handler = handler
        # In the order in which they came.
        self._kept: dict[Connection, None] = {}

    def __call__(self) -> Connection:
        return Connection(
            self,
            loop=self._loop,
            access_log=None,
            keepalive_timeout=self.limits.idle_seconds,
            lingering_time=self.limits.linger_seconds,
            # Signatures are over what was sent; and a little can be unpacked to a lot.
            auto_decompress=False,
        )

    def entered(self, newcomer: Connection) -> None:
        self._kept[newcomer] = None
        if len(self._kept) > self.limits.connections:
            self._least_missed(newcomer).give_way(RequestRefusal.CROWDED)

    def left(self, connection: Connection) -> None:
        self._kept.pop(connection, None)

    def _least_missed(self, newcomer: Connection) -> Connection:
        """Whoever waits longest without having been recognized, then who is idle longest."""
        kept = [each for each in self._kept if each is not newcomer]
        strangers = (each for each in kept if not each.is_known)
        idle = (each for each in kept if not each.is_busy)
        return next(strangers, None) or next(idle, None) or newcomer

    async def _handled(self, request: web.BaseRequest) -> web.StreamResponse:
        connection = request.protocol
        assert isinstance(connection, Connection)  # noqa: S101 - made above
        connection.begin()
        try:
            return await self._handler(request)
        finally:
            connection.is_busy = False


def vouch_for(request: web.BaseRequest) -> None:
    """Whoever sent this is no stranger: the connection is kept when others have to give way."""
    if isinstance(request.protocol, Connection):
        request.protocol.is_known = True


class HttpServer:
    """Listens on one port; an empty `host` stands for all addresses of the machine."""

    def __init__(self, host: str, port: int, limits: Limits, refuse: Refuse) -> None:
        self._host = host
        self._port = port
        self._limits = limits
        self._refuse = refuse
        self._sockets: asyncio.Server | None = None
        self._server: BoundedServer | None = None

    async def bind(self) -> None:
        """Take the port, and let nobody in yet.

        Raises:
            OSError: The port is taken, or the machine has no such address.
        """
        self._sockets = await asyncio.get_running_loop().create_server(
            self._connection, self._host or None, self._port, start_serving=False
        )

    async def open(self, handler: Handler) -> None:
        """Answer from now on; `bind` must have been called.

        Raises:
            OSError: Another process listens by now.
        """
        assert self._sockets is not None  # noqa: S101 - said above
        self._server = BoundedServer(handler, self._limits, self._refuse)
        await self._sockets.start_serving()

    async def stop(self) -> None:
        """Let nobody in, and wait a moment for what is under way."""
        if self._sockets is not None:
            self._sockets.close()
        if self._server is not None:
            self._server.pre_shutdown()
            await self._server.shutdown(SERVER_CLOSE_SECONDS)

    def _connection(self) -> Connection:
        assert self._server is not None  # noqa: S101 - nobody comes in before
        return self._server()
