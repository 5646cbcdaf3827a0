"""Waiting with a time limit, and waiting longer after each failure."""

import asyncio
from dataclasses import dataclass

# Twice as long that often is longer than anybody waits, and more would be no number.
MOST_DOUBLINGS = 30


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential back-off, in seconds: `first`, then twice as long each time, up to `longest`."""

    first: float
    longest: float

    def after(self, failures: int) -> float:
        """How long to wait after so many failures in a row; 1 is the first of them."""
        return min(self.longest, self.first * 2.0 ** min(failures - 1, MOST_DOUBLINGS))


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event for at most so many seconds; whether it happened."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
