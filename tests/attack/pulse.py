"""The pulse: asks `/healthz` all the time from a process of its own, and notes the slowest answer.

A machine that has other things to do lets everybody wait, so what the pulse itself had to wait for
longer than it meant to is not counted.
"""

import asyncio
import http.client
import select
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

EVERY = 0.05
PATIENCE = 30.0


@dataclass(slots=True)
class Pulse:
    """`slowest` is in seconds, and known once it has stopped."""

    slowest: float = 0.0


@asynccontextmanager
async def pulse(port: int) -> AsyncIterator[Pulse]:
    """Ask a process how it is, meanwhile."""
    found = Pulse()
    asking = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.attack.pulse",
        str(port),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield found
    finally:
        said, _ = await asking.communicate(b"")
        found.slowest = float(said)


def _took(port: int) -> float:
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        if connection.getresponse().status != http.client.OK:
            return PATIENCE
    except OSError:
        return PATIENCE
    finally:
        connection.close()
    return time.monotonic() - began


def main() -> None:
    """Ask until the other end of stdin is closed."""
    port, slowest = int(sys.argv[1]), 0.0
    while True:
        took, slept = _took(port), time.monotonic()
        is_over = bool(select.select([sys.stdin], [], [], EVERY)[0])
        overslept = 0.0 if is_over else time.monotonic() - slept - EVERY
        slowest = max(slowest, took - overslept)
        if is_over:
            break
    print(slowest)


if __name__ == "__main__":
    main()
