"""Pages for who operates the bot."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from bot.adapters.web.server import Handler
from bot.application.operating.checkup import Finding

# prometheus.io/docs/instrumenting/exposition_formats: the plain form, which every version reads.
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Page = Callable[[], Awaitable[web.Response]]


def shown(pages: Mapping[str, Page]) -> Handler:
    """Show each page at its path."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        page = pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if request.method not in {"GET", "HEAD"}:
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        return await page()

    return handle


async def up() -> web.Response:
    """The process is up."""
    return web.json_response({"status": "up"})


def readiness(findings: Callable[[], Awaitable[Sequence[Finding]]]) -> Page:
    """200 when all is well, else 503; each check with what is wrong and the fix."""

    async def page() -> web.Response:
        found = await findings()
        is_ready = all(each.is_ok or not each.blocks for each in found)
        checks = {each.name: _told(each) for each in found}
        told = {"ready": is_ready, "checks": checks}
        return web.json_response(told, status=200 if is_ready else 503)

    return page


def _told(finding: Finding) -> dict[str, object]:
    if finding.is_ok:
        return {"ok": True, "note": finding.note} if finding.note else {"ok": True}
    return {"ok": False, "problem": finding.problem, "fix": finding.fix}


def metrics(measured: Callable[[], Awaitable[bytes]]) -> Page:
    """What Prometheus reads."""

    async def page() -> web.Response:
        return web.Response(body=await measured(), headers={"Content-Type": METRICS_TYPE})

    return page
