"""A load balancer before several web processes, which does not look whether they live."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import count, cycle

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from demo.bot_process import BotProcess

PASSED_ON = ("Content-Type", "X-Slack-")


@asynccontextmanager
async def balanced(processes: Sequence[BotProcess]) -> AsyncIterator[str]:
    """The address at which deliveries go to each process in turn; what comes again, to the next."""
    first = count()

    def turns() -> Iterator[BotProcess]:
        begin = next(first) % len(processes)
        return cycle((*processes[begin:], *processes[:begin]))

    chosen: defaultdict[bytes, Iterator[BotProcess]] = defaultdict(turns)

    async def pass_on(request: web.Request) -> web.Response:
        body = await request.read()
        headers = {
            name: value for name, value in request.headers.items() if name.startswith(PASSED_ON)
        }
        url = f"http://127.0.0.1:{next(chosen[body]).port}{request.path}"
        try:
            async with http.post(url, data=body, headers=headers) as answer:
                return web.Response(
                    body=await answer.read(),
                    status=answer.status,
                    content_type=answer.content_type,
                )
        except aiohttp.ClientError:
            return web.Response(status=HTTPStatus.BAD_GATEWAY)

    app = web.Application()
    app.router.add_post("/{path:.*}", pass_on)
    async with aiohttp.ClientSession() as http, TestServer(app) as server:
        yield str(server.make_url("/slack/events"))
