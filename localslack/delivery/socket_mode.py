"""Socket Mode: the app opens WebSockets, and each envelope goes over one of them."""

import asyncio
import json
import math
import random
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from localslack.changes import Changes
from localslack.delivery.envelopes import ACK_TIMEOUT, Envelope, Kind, NotDelivered
from localslack.json_types import JsonObject
from localslack.tickets import Tickets

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 3600
# How long an app may take to say goodbye; a killed or stopped one never does.
_CLOSING_SECONDS = 1.0


@dataclass(eq=False, slots=True)
class _Connection:
    socket: web.WebSocketResponse
    request: web.Request
    unacknowledged: dict[str, asyncio.Future[JsonObject]] = field(default_factory=dict)
    retiring: bool = False


class SocketMode:
    def __init__(
        self,
        app_id: str,
        tickets: Tickets,
        changes: Changes,
        *,
        ack_timeout: float = ACK_TIMEOUT,
    ) -> None:
        self._app_id = app_id
        self._tickets = tickets
        self._changes = changes
        self.ack_timeout = ack_timeout
        self._random = random.Random()  # noqa: S311 - which socket is not a secret
        self._connections: list[_Connection] = []

    @property
    def connections(self) -> int:
        """How many sockets can be delivered to."""
        return len(self._open())

    def seed(self, seed: int) -> None:
        """Make the choice between several sockets the same in every run."""
        self._random.seed(seed)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection of the app, from hello to the end."""
        if not self._tickets.use(request.query.get("ticket", "")):
            raise web.HTTPForbidden(text="the ticket is unknown or was used before")
        socket = web.WebSocketResponse(timeout=_CLOSING_SECONDS)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect_frame("too_many_websockets"))
            await socket.close()
            return socket
        await self._hold(_Connection(socket, request))
        return socket

    async def ready(self) -> None:
        await self._changes.until(lambda: bool(self._open()), math.inf)

    async def deliver(self, envelope: Envelope) -> JsonObject:
        choices = self._open()
        if not choices:
            raise NotDelivered("no_connection")
        connection = self._random.choice(choices)
        envelope_id = str(uuid.uuid4())
        acknowledged: asyncio.Future[JsonObject] = asyncio.get_running_loop().create_future()
        connection.unacknowledged[envelope_id] = acknowledged
        try:
            async with asyncio.timeout(self.ack_timeout):
                await connection.socket.send_json(_frame(envelope_id, envelope))
                return await acknowledged
        except TimeoutError as error:
            raise NotDelivered("timeout") from error
        except ConnectionError as error:
            raise NotDelivered("connection_failed") from error
        finally:
            connection.unacknowledged.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect; `warning` leaves it open, as Slack does for 10 s."""
        for connection in list(self._connections):
            await connection.socket.send_json(_disconnect_frame(reason))
            if reason != "warning":
                connection.retiring = True
                await connection.socket.close()
        self._changes.tell()

    def drop(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for connection in list(self._connections):
            connection.retiring = True
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def close(self) -> None:
        for connection in list(self._connections):
            await connection.socket.close()

    def _open(self) -> list[_Connection]:
        return [each for each in self._connections if not each.retiring and not each.socket.closed]

    async def _hold(self, connection: _Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.socket.send_json(self._hello())
            self._changes.tell()
            async for frame in connection.socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._connections.remove(connection)
            for waiting in connection.unacknowledged.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionResetError("the socket was closed"))
            self._changes.tell()

    def _acknowledge(self, data: str) -> None:
        # The app may acknowledge over another socket than the one the envelope came on.
        ack: JsonObject = json.loads(data)
        for connection in self._connections:
            waiting = connection.unacknowledged.get(ack.get("envelope_id", ""))
            if waiting is not None and not waiting.done():
                waiting.set_result(ack.get("payload") or {})

    def _hello(self) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {
                "host": "localslack",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
        }


def _frame(envelope_id: str, envelope: Envelope) -> JsonObject:
    frame: JsonObject = {
        "envelope_id": envelope_id,
        "type": envelope.kind.value,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind is not Kind.EVENT,
    }
    if envelope.kind is Kind.EVENT:
        frame["retry_attempt"] = envelope.retry_attempt
        frame["retry_reason"] = envelope.retry_reason
    return frame


def _disconnect_frame(reason: str) -> JsonObject:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "localslack"}}
