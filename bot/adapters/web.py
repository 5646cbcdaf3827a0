"""The bot's own HTTP side: Slack's endpoint, and pages for who operates it."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

EVENTS_PATH = "/slack/events"
CLOSE_SECONDS = 3.0

Page = Callable[[], Awaitable[web.Response]]


class WebServer:
    """Serves on one port until it is stopped; Slack's endpoint opens once there is an app."""

    def __init__(self, port: int, pages: Mapping[str, Page]) -> None:
        self._port = port
        self._app: AsyncApp | None = None
        routes = web.Application()
        routes.router.add_post(EVENTS_PATH, self._slack)
        for path, page in pages.items():
            routes.router.add_get(path, _shown(page))
        self._runner = web.AppRunner(routes, access_log=None, shutdown_timeout=CLOSE_SECONDS)

    async def start(self) -> None:
        """Listen; raises OSError where the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, port=self._port).start()

    def serve(self, app: AsyncApp) -> None:
        """Hand what Slack delivers to the app from now on."""
        self._app = app

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _slack(self, request: web.Request) -> web.Response:
        if self._app is None:
            # Slack brings it again.
            raise web.HTTPServiceUnavailable
        answer = await self._app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)


async def up() -> web.Response:
    """The process is up."""
    return web.json_response({"status": "up"})


def _shown(page: Page) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_request: web.Request) -> web.Response:
        return await page()

    return handle
