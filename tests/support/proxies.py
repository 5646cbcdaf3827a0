"""A little HTTP proxy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import WSMsgType, web
from yarl import URL

from demo.bot_process import free_port

PASSED_ON = ("Authorization", "Content-Type")
GIVEN_BACK = ("Content-Type", "Date", "X-OAuth-Scopes")


@dataclass(slots=True)
class Proxy:
    """An HTTP proxy on this machine; notes the path of everything that passes it."""

    address: str
    passed: list[str] = field(default_factory=list)

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        assert request.url.host == "127.0.0.1", "it was not asked as a proxy is"
        self.passed.append(request.url.path)
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        target = URL(request.raw_path, encoded=True)
        async with aiohttp.ClientSession() as onward:
            if request.headers.get("Upgrade") == "websocket":
                return await bridged(request, onward, target)
            body = await request.read()
            async with onward.request(request.method, target, data=body, headers=headers) as got:
                kept = {name: got.headers[name] for name in GIVEN_BACK if name in got.headers}
                return web.Response(
                    body=await got.read(),
                    status=got.status,
                    headers=kept,
                )


async def bridged(
    request: web.Request, onward: aiohttp.ClientSession, target: URL
) -> web.WebSocketResponse:
    near = web.WebSocketResponse(autoping=False)
    await near.prepare(request)
    async with onward.ws_connect(target, autoping=False) as far:
        await asyncio.wait(
            [asyncio.create_task(copied(near, far)), asyncio.create_task(copied(far, near))],
            return_when=asyncio.FIRST_COMPLETED,
        )
    await near.close()
    return near


AnySocket = web.WebSocketResponse | aiohttp.ClientWebSocketResponse


async def copied(source: AnySocket, sink: AnySocket) -> None:
    while True:
        frame = await source.receive()
        match frame.type:
            case WSMsgType.TEXT:
                await sink.send_str(frame.data)
            case WSMsgType.PING:
                await sink.ping(frame.data)
            case WSMsgType.PONG:
                await sink.pong(frame.data)
            case _:
                return


@asynccontextmanager
async def proxy() -> AsyncIterator[Proxy]:
    port = free_port()
    proxy = Proxy(f"http://127.0.0.1:{port}")
    routes = web.Application()
    routes.router.add_route("*", "/{path:.*}", proxy.pass_on)
    runner = web.AppRunner(routes, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield proxy
    finally:
        await runner.cleanup()
