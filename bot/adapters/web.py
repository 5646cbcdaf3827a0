"""The bot's own HTTP side: Slack's endpoint, and pages for who operates it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.response import BoltResponse

from bot.application.checkup import Finding

EVENTS_PATH = "/slack/events"
CLOSE_SECONDS = 1.0
# prometheus.io/docs/instrumenting/exposition_formats: the plain form, which every version reads.
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Page = Callable[[], Awaitable[web.Response]]


class Taker(Protocol):
    async def take(self, raw: bytes, headers: Mapping[str, str]) -> BoltResponse: ...


class WebServer:
    """Serves on one port until it is stopped; Slack's endpoint opens once there is an app."""

    def __init__(self, port: int, pages: Mapping[str, Page]) -> None:
        self._port = port
        self._taker: Taker | None = None
        routes = web.Application()
        routes.router.add_post(EVENTS_PATH, self._slack)
        for path, page in pages.items():
            routes.router.add_get(path, _shown(page))
        self._runner = web.AppRunner(routes, access_log=None, shutdown_timeout=CLOSE_SECONDS)

    async def start(self) -> None:
        """Listen; raises OSError where the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, port=self._port).start()

    def serve(self, taker: Taker) -> None:
        """Hand what Slack delivers to the taker from now on."""
        self._taker = taker

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _slack(self, request: web.Request) -> web.Response:
        if self._taker is None:
            # Slack brings it again.
            raise web.HTTPServiceUnavailable
        answer = await self._taker.take(await request.read(), request.headers)
        return await to_aiohttp_response(answer)


async def up() -> web.Response:
    """The process is up."""
    return web.json_response({"status": "up"})


def readiness(findings: Callable[[], Awaitable[Sequence[Finding]]]) -> Page:
    """200 when all is well, else 503; each check with what is wrong and the fix."""

    async def page() -> web.Response:
        found = await findings()
        is_ready = all(each.is_ok for each in found)
        checks = {each.name: _told(each) for each in found}
        told = {"ready": is_ready, "checks": checks}
        return web.json_response(told, status=200 if is_ready else 503)

    return page


def _told(finding: Finding) -> dict[str, object]:
    if finding.is_ok:
        return {"ok": True}
    return {"ok": False, "problem": finding.problem, "fix": finding.fix}


def metrics(measured: Callable[[], Awaitable[bytes]]) -> Page:
    """What Prometheus reads."""

    async def page() -> web.Response:
        return web.Response(body=await measured(), headers={"Content-Type": METRICS_TYPE})

    return page


def _shown(page: Page) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_request: web.Request) -> web.Response:
        return await page()

    return handle
