"""The Socket Mode connection to Slack."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.slack.client.hello import HELLO_FAILED, count_in, counted
from bot.adapters.slack.edge.intake import Intake
from bot.application.work.guard import log_and_continue
from bot.application.work.waiting import wait_for

SOCKET_CLOSE_SECONDS = 1.0
# slack_sdk gives a socket up that leaves four pings unanswered. Slack never repeats a command or a
# click, so what is sent to a dead socket is lost.
PING_SECONDS = 2.0
# Slack tells the number of connections only to one that is just opened, and what it hands to that
# one in this moment may be lost. So it is seldom asked, unless others are known to take a part.
LOOK_SECONDS = 600.0
# A connection that ended may be counted for a moment yet.
SOON_SECONDS = 5.0
LONGEST_SOON_SECONDS = 60.0

log = structlog.get_logger()


class _Handler(AsyncSocketModeHandler):
    """Hands what comes over the socket to the intake instead of to Bolt itself."""

    def __init__(self, app: AsyncApp, app_token: str, intake: Intake) -> None:
        super().__init__(app, app_token, ping_interval=PING_SECONDS)
        self._intake = intake

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        began = time.time()
        answer = await self._intake.take(req.payload, repeated=bool(req.retry_attempt))
        await send_async_response(client, req, answer, began)


class Socket:
    """Slack's deliveries over a socket that the bot opens; slack_sdk opens it anew when it dies.

    Args:
        app: Has the listeners, and the client that asks for connections.
        intake: Takes the deliveries in.
        app_token: The token of Socket Mode.
        proxy: Through which the socket goes.
        alone: Whether nobody else may be connected: another process that does not share the
            database with this one would take a part of what people do, without a word.
        look_seconds: How often it is counted whether somebody is.

    Attributes:
        others: How many others are known to be connected although nobody may be.
    """

    def __init__(
        self,
        app: AsyncApp,
        intake: Intake,
        app_token: str,
        *,
        proxy: str | None = None,
        alone: bool = False,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._client = app.client
        self._app_token = app_token
        self._alone = alone
        self._look_seconds = look_seconds
        self._handler = _Handler(app, app_token, intake)
        # slack_sdk would take one from the environment, whatever NO_PROXY says.
        self._handler.client.proxy = proxy
        self._handler.client.message_listeners.append(self._heard)
        self._looking: asyncio.Task[None] | None = None
        self._is_first = True
        self._doubted = asyncio.Event()
        self.others = 0

    async def open(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]
        if self._alone:
            self._looking = asyncio.create_task(self._look_for_others())

    async def is_connected(self) -> bool:
        connection = self._handler.client
        return bool(await connection.is_connected())

    async def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        # slack_sdk may hang here after a lost connection; the process ends all the same.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._handler.close_async(), SOCKET_CLOSE_SECONDS)  # type: ignore[no-untyped-call]

    async def _heard(
        self, _client: AsyncBaseSocketModeClient, said: Mapping[str, object], _raw: str | None
    ) -> None:
        count = count_in(said)
        if count is None or not self._alone:
            return
        is_first, self._is_first = self._is_first, False
        if is_first:
            self._note(count - 1)
        elif count > 1:
            # It may be the one that this one replaces.
            self._doubted.set()

    def _note(self, others: int) -> None:
        """Take note of how many connections there are besides ours."""
        before, self.others = self.others, max(0, others)
        if self.others and self.others != before:
            log.warning("others_connected", action="others_connected", others=self.others)
        elif before and not self.others:
            log.info("others_left", action="others_left")

    async def _look_for_others(self) -> None:
        """Count now and then: Slack tells nobody who is connected that somebody else comes."""
        soon = SOON_SECONDS
        while True:
            await wait_for(self._doubted, soon if self.others else self._look_seconds)
            if self._doubted.is_set():
                self._doubted.clear()
                await asyncio.sleep(SOON_SECONDS)
            with log_and_continue("others_not_counted"), suppress(*HELLO_FAILED):
                count = await counted(self._client, self._app_token)
                ours = 1 + await self.is_connected()
                if count is not None:
                    self._note(count - ours)
            soon = min(LONGEST_SOON_SECONDS, 2 * soon) if self.others else SOON_SECONDS
