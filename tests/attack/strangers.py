"""Strangers: many connections, slow ones, and megabytes that nobody signed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from tests.attack.sending import EVENTS_PATH, FORM_TYPE, post

MEGABYTE = b"a=&" * 349_525
HEAD = f"POST {EVENTS_PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM_TYPE}\r\n"
BODY = HEAD + "Content-Length: 100000\r\n\r\n"
BETWEEN_BYTES = 0.2


async def floods(http: aiohttp.ClientSession, url: str, megabytes: int) -> list[int]:
    """Send so many unsigned megabytes at once; gives the answers, 0 for a cut connection."""
    sending = (post(http, url, MEGABYTE, {"Content-Type": FORM_TYPE}) for _ in range(megabytes))
    return list(await asyncio.gather(*sending))


async def drips(port: int, text: str, seconds: float) -> None:
    """Send one byte after the other, until the other side has had enough or the time is over."""
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                for byte in text.encode() + b"a" * 100_000:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(BETWEEN_BYTES)
            finally:
                writer.close()


@asynccontextmanager
async def held(port: int, count: int) -> AsyncIterator[int]:
    """Hold so many connections that say nothing; gives how many could be opened."""
    writers: list[asyncio.StreamWriter] = []
    for _ in range(count):
        try:
            async with asyncio.timeout(1.0):
                writers.append((await asyncio.open_connection("127.0.0.1", port))[1])
        except (OSError, TimeoutError):
            break
    try:
        yield len(writers)
    finally:
        for writer in writers:
            writer.close()
