"""The Socket Mode connection to Slack."""

import asyncio
from contextlib import suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

CLOSE_SECONDS = 1.0
# slack_sdk gives a socket up that leaves four pings unanswered. Slack never repeats a command or a
# click, so what is sent to a dead socket is lost.
PING_SECONDS = 2.0


class Socket:
    """Slack's deliveries over a socket that the bot opens; slack_sdk opens it anew when it dies."""

    def __init__(self, app: AsyncApp, app_token: str, proxy: str | None = None) -> None:
        self._handler = AsyncSocketModeHandler(app, app_token, ping_interval=PING_SECONDS)
        # slack_sdk would take one from the environment, whatever NO_PROXY says.
        self._handler.client.proxy = proxy

    async def open(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        connection = self._handler.client
        return bool(await connection.is_connected())

    async def close(self) -> None:
        # slack_sdk may hang here after a lost connection; the process ends all the same.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._handler.close_async(), CLOSE_SECONDS)  # type: ignore[no-untyped-call]
