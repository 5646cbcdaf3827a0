"""Socket Mode: the app opens WebSockets, and each envelope goes over one of them.

Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
import json
import math
import random
import uuid
from collections.abc import Awaitable, Callable

from aiohttp import WSMsgType, web

from localslack.app.installation import Registration
from localslack.concurrency.changes import Changes
from localslack.delivery.connections import Connection
from localslack.delivery.envelopes import ACK_TIMEOUT, Envelope, Kind, NotDelivered
from localslack.json_types import JsonObject

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 3600.0
DEBUG_CONNECTION_SECONDS = 360.0
"""How long a connection lasts whose URL was given `debug_reconnects=true`."""
PING_SECONDS = 10.0
"""How often each connection is asked whether it is still there."""
WARNING_SECONDS = 10.0
"""How long before its end a connection is warned."""
# How long an app may take to say goodbye; a killed or stopped one never does.
_CLOSING_SECONDS = 1.0


class SocketMode:
    """All connections of the app.

    Attributes:
        ack_timeout: How many seconds an app may take to acknowledge.
        refusing: Whether new connections are turned away.
        switched_off: Whether everything goes another way; nobody waits for a connection then.
        wait: How the end of a connection is waited for; tests do it without waiting.
        rest: How the next ping is waited for.
    """

    late = "timeout"

    def __init__(
        self,
        registration: Registration,
        changes: Changes,
        *,
        ack_timeout: float = ACK_TIMEOUT,
    ) -> None:
        self._registration = registration
        self._changes = changes
        self.ack_timeout = ack_timeout
        self.refusing = False
        self.switched_off = False
        self.wait: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.rest: Callable[[float], Awaitable[None]] = asyncio.sleep
        self._random = random.Random()  # noqa: S311 - which socket is not a secret
        self._connections: list[Connection] = []

    @property
    def connections(self) -> int:
        """How many sockets can be delivered to, ghosts among them."""
        return len(self._open())

    def seed(self, seed: int) -> None:
        """Make the choice between several sockets the same in every run."""
        self._random.seed(seed)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection of the app, from hello to the end."""
        if self.refusing:
            raise web.HTTPServiceUnavailable
        if not self._registration.tickets.use(request.query.get("ticket", "")):
            raise web.HTTPForbidden(text="the ticket is unknown, too old or was used before")
        socket = web.WebSocketResponse(timeout=_CLOSING_SECONDS)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect_frame("too_many_websockets"))
            await socket.close()
            return socket
        debug = request.query.get("debug_reconnects") == "true"
        await self._hold(
            Connection(socket, request), DEBUG_CONNECTION_SECONDS if debug else CONNECTION_SECONDS
        )
        return socket

    async def ready(self) -> None:
        await self._changes.until(lambda: self.switched_off or bool(self._open()), math.inf)

    async def deliver(self, envelope: Envelope) -> JsonObject:
        choices = self._open()
        if not choices:
            raise NotDelivered("no_connection")
        connection = self._random.choice(choices)
        envelope_id = str(uuid.uuid4())
        acknowledged: asyncio.Future[JsonObject] = asyncio.get_running_loop().create_future()
        connection.unacknowledged[envelope_id] = acknowledged
        try:
            async with asyncio.timeout(self._seconds(envelope.kind)):
                await connection.send(_frame(envelope_id, envelope))
                return await acknowledged
        except TimeoutError as error:
            raise NotDelivered(self.late) from error
        except ConnectionError as error:
            raise NotDelivered("connection_failed") from error
        finally:
            connection.unacknowledged.pop(envelope_id, None)

    def _seconds(self, kind: Kind) -> float:
        # What is not acknowledged on purpose shows only here: over HTTP it is answered. An event
        # comes again, and nobody has to be given more time for it than Slack gives.
        return min(self.ack_timeout, ACK_TIMEOUT) if kind is Kind.EVENT else self.ack_timeout

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect; `warning` leaves it open, as Slack does for 10 s."""
        for connection in list(self._connections):
            await _disconnect(connection, reason)
        self._changes.tell()

    def drop(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for connection in list(self._connections):
            connection.cut()

    def half_open(self) -> None:
        """Go deaf and dumb on every connection, without ending it."""
        for connection in self._connections:
            connection.half_open()

    async def close(self) -> None:
        for connection in list(self._connections):
            await connection.close()

    def _open(self) -> list[Connection]:
        return [each for each in self._connections if each.is_open]

    async def _hold(self, connection: Connection, seconds: float) -> None:
        self._connections.append(connection)
        beside = [
            asyncio.create_task(self._rotate(connection, seconds)),
            asyncio.create_task(self._keep_pinging(connection)),
        ]
        try:
            await connection.send(self._hello(seconds))
            self._changes.tell()
            async for frame in connection.socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            for task in beside:
                task.cancel()
            self._connections.remove(connection)
            connection.give_up()
            self._changes.tell()

    async def _rotate(self, connection: Connection, seconds: float) -> None:
        await self.wait(seconds - WARNING_SECONDS)
        await _disconnect(connection, "warning")
        await self.wait(WARNING_SECONDS)
        await _disconnect(connection, "refresh_requested")

    async def _keep_pinging(self, connection: Connection) -> None:
        while True:
            await self.rest(PING_SECONDS)
            await connection.ping()

    def _acknowledge(self, data: str) -> None:
        # The app may acknowledge over another socket than the one the envelope came on.
        ack: JsonObject = json.loads(data)
        for connection in self._connections:
            waiting = connection.unacknowledged.get(ack.get("envelope_id", ""))
            if waiting is not None and not waiting.done():
                waiting.set_result(ack.get("payload") or {})

    def _hello(self, seconds: float) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._registration.app_id},
            "debug_info": {
                "host": "localslack",
                "build_number": 1,
                "approximate_connection_time": int(seconds),
            },
        }


async def _disconnect(connection: Connection, reason: str) -> None:
    await connection.send(_disconnect_frame(reason))
    if reason != "warning":
        await connection.close()


def _frame(envelope_id: str, envelope: Envelope) -> JsonObject:
    frame: JsonObject = {
        "envelope_id": envelope_id,
        "type": envelope.kind.value,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind is not Kind.EVENT,
    }
    if envelope.kind is Kind.EVENT:
        frame["retry_attempt"] = envelope.retry_attempt
        # Over sockets Slack knows no other reason, whatever it was.
        frame["retry_reason"] = SocketMode.late if envelope.retry_attempt else ""
    return frame


def _disconnect_frame(reason: str) -> JsonObject:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "localslack"}}
