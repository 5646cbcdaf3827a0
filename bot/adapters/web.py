"""The bot's own HTTP side: Slack's endpoint and whether the process is up."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"


class WebServer:
    """Serves on one port until it is stopped."""

    def __init__(self, port: int, app: AsyncApp | None) -> None:
        self._port = port
        routes = web.Application()
        routes.router.add_get(HEALTH_PATH, _health)
        if app is not None:
            routes.router.add_post(EVENTS_PATH, _slack(app))
        self._runner = web.AppRunner(routes, access_log=None)

    async def start(self) -> None:
        """Listen; raises OSError where the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, port=self._port).start()

    async def stop(self) -> None:
        await self._runner.cleanup()


async def _health(_request: web.Request) -> web.Response:
    return web.json_response({"status": "up"})


def _slack(app: AsyncApp) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return handle
