"""Waiting for something to become true, without asking again and again."""

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes those who wait whenever anything has changed, and those first who came first."""

    def __init__(self) -> None:
        self._waiting: dict[object, asyncio.Future[None]] = {}

    def tell(self) -> None:
        for waiter in self._waiting.values():
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, condition: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109
        """Wait for the condition; False if it did not come true in time."""
        place = object()
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    # The same key again, so that waiting on does not cost the place in the row.
                    self._waiting[place] = asyncio.get_running_loop().create_future()
                    await self._waiting[place]
        except TimeoutError:
            return condition()
        finally:
            self._waiting.pop(place, None)
        return True
