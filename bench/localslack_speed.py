"""How soon a local Slack is there, and how many calls a second it answers on one core.

    .venv/bin/python -m bench.localslack_speed

The server has one core for itself; the calls come from this process, over real connections: posts
with blocks, changes, reactions and reads, in equal parts.
"""

import asyncio
import itertools
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import aiohttp

from localslack import LocalSlack, Manifest, NewPerson
from localslack.options import Options

CALLERS = 16
MANIFEST = {
    "display_information": {"name": "bench"},
    "oauth_config": {
        "scopes": {
            "bot": ["channels:history", "chat:write", "reactions:write", "users:read"],
        }
    },
    "settings": {"socket_mode_enabled": True},
}
BLOCKS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": f"*Step {number}* of the agenda"}}
    for number in range(10)
]


@dataclass(frozen=True, slots=True)
class Address:
    api_url: str
    token: str
    channel: str
    person: str


@dataclass(frozen=True, slots=True)
class Result:
    """Attributes: `start_seconds` is from starting a new Python to the first answer."""

    start_seconds: float
    calls_per_second: float


def measure(calls: int = 4000) -> Result:
    """Start a server in a process of its own, on one core, and call it as fast as it can."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,), daemon=True)
    began = time.perf_counter()
    server.start()
    try:
        address: Address = ours.recv()
        start_seconds = time.perf_counter() - began
        rate = asyncio.run(_flood(address, calls))
    finally:
        ours.send("stop")
        server.join(timeout=10)
    return Result(start_seconds, rate)


def _serve(pipe: Connection) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    asyncio.run(_serve_until_told(pipe))


async def _serve_until_told(pipe: Connection) -> None:
    options = Options(rate_limits=False)
    async with LocalSlack(Manifest.parse(MANIFEST), [NewPerson("Ana")], options=options) as slack:
        channel = slack.channel("bench", members=["Ana"], bot=True)
        address = Address(slack.api_url, slack.bot_token, channel.id, slack.person("Ana").id)
        async with aiohttp.ClientSession() as session, session.get(slack.api_url + "api.test"):
            pipe.send(address)
        await asyncio.to_thread(pipe.recv)


async def _flood(address: Address, calls: int) -> float:
    """Calls a second, of so many in all by callers that each wait for their answers."""
    headers = {"Authorization": f"Bearer {address.token}"}
    async with aiohttp.ClientSession(address.api_url, headers=headers) as session:
        began = time.perf_counter()
        await asyncio.gather(*(_call(session, address, calls // CALLERS) for _ in range(CALLERS)))
        return calls / (time.perf_counter() - began)


async def _call(session: aiohttp.ClientSession, address: Address, calls: int) -> None:
    ts = ""
    for method, arguments in itertools.islice(_work(address), calls):
        if "ts" in arguments or "timestamp" in arguments:
            arguments |= {key: ts for key in ("ts", "timestamp") if key in arguments}
        async with session.post(method, json=arguments) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise RuntimeError(f"{method}: {answer}")
        ts = answer.get("ts", ts)


def _work(address: Address) -> Iterator[tuple[str, dict[str, Any]]]:
    here = {"channel": address.channel}
    while True:
        yield "chat.postMessage", here | {"text": "a step", "blocks": BLOCKS}
        yield "chat.update", here | {"ts": "", "text": "done", "blocks": BLOCKS}
        yield "reactions.add", here | {"timestamp": "", "name": "tada"}
        yield "conversations.history", here | {"limit": 5}


def main() -> None:
    result = measure()
    print(f"start: {result.start_seconds * 1000:.0f} ms")  # noqa: T201
    print(f"calls: {result.calls_per_second:.0f} a second on one core")  # noqa: T201


if __name__ == "__main__":
    main()
