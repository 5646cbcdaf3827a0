"""Waiting with a time limit."""

import asyncio


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event for at most so many seconds; whether it happened."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
