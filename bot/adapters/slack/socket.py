"""The Socket Mode connection to Slack."""

import asyncio
from contextlib import suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

CLOSE_SECONDS = 3.0


class Socket:
    """Slack's deliveries over a socket that the bot opens; slack_sdk opens it anew when it dies."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._handler = AsyncSocketModeHandler(app, app_token)

    async def open(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        return bool(await self._handler.client.is_connected())

    async def close(self) -> None:
        # slack_sdk may hang here after a lost connection; the process ends all the same.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._handler.close_async(), CLOSE_SECONDS)  # type: ignore[no-untyped-call]
