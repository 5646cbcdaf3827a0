"""Why a delivery by HTTP fails, in the words of the retry header."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from localslack import LocalSlack
from localslack.delivery.envelopes import ACK_TIMEOUT, Envelope, Kind, NotDelivered
from localslack.delivery.http import Addresses, Http
from localslack.faults import Hold

MOMENT = 0.05
EVENT = Envelope(kind=Kind.EVENT, name="message", payload={"type": "event_callback"})


async def send_on(request: web.Request) -> web.Response:
    """`/redirects/2` leads over one more address to one that answers."""
    left = int(request.match_info["left"])
    if left == 0:
        return web.Response()
    raise web.HTTPTemporaryRedirect(f"/redirects/{left - 1}")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """An app that hangs at one address and sends on at others."""
    hold = Hold()

    async def hang(request: web.Request) -> web.Response:
        await hold.wait()
        return web.Response(text=request.path)

    application = web.Application()
    application.router.add_post("/hang", hang)
    application.router.add_post("/redirects/{left}", send_on)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"127.0.0.1:{runner.addresses[0][1]}"
    hold.release()
    await runner.cleanup()


Deliver = Callable[[str], Awaitable[str]]


@pytest.fixture
def deliver(slack: LocalSlack, session: aiohttp.ClientSession) -> Deliver:
    """Brings an event to an address; gives the reason if that fails."""

    async def deliver(address: str) -> str:
        addresses = Addresses.of(slack.registration.manifest, address)
        http = Http(addresses, slack.signing_secret, session, ack_timeout=MOMENT)
        try:
            await http.deliver(EVENT)
        except NotDelivered as failure:
            return failure.reason if failure.retry else "never again"
        return ""

    return deliver


def test_the_app_has_three_seconds(slack: LocalSlack) -> None:
    assert ACK_TIMEOUT == 3.0
    assert slack.socket_mode.ack_timeout == 3.0


async def test_an_app_that_says_nothing_in_time_is_late(deliver: Deliver, url: str) -> None:
    assert await deliver(f"http://{url}/hang") == "http_timeout"


async def test_two_redirects_are_followed_and_no_more(deliver: Deliver, url: str) -> None:
    assert await deliver(f"http://{url}/redirects/2") == ""
    assert await deliver(f"http://{url}/redirects/3") == "too_many_redirects"


async def test_an_app_that_is_not_there_cannot_be_connected_to(
    deliver: Deliver, unused_tcp_port: int
) -> None:
    assert await deliver(f"http://127.0.0.1:{unused_tcp_port}/") == "connection_failed"


async def test_an_app_must_speak_tls_where_its_address_says_so(deliver: Deliver, url: str) -> None:
    assert await deliver(f"https://{url}/redirects/0") == "ssl_error"
