"""Keeping something back until a test lets it go, or for a time."""

import asyncio


class Hold:
    """What passes here waits until `release`, or for so many seconds; without either, for ever."""

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self._released = asyncio.Event()

    def release(self) -> None:
        """Let go what waits here, and whatever comes later."""
        self._released.set()

    async def wait(self) -> None:
        try:
            async with asyncio.timeout(self.seconds):
                await self._released.wait()
        except TimeoutError:
            return
