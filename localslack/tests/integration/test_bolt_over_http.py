"""A real Bolt app behind its own address gets signed requests and retries."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from localslack import Channel, LocalSlack, NotAcknowledged, Person


@pytest.fixture
async def address(app: AsyncApp) -> AsyncIterator[str]:
    async def endpoint(request: web.Request) -> web.Response:
        bolt_request = await to_bolt_request(request)
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    application = web.Application()
    application.router.add_post("/slack/events", endpoint)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def test_commands_clicks_and_events_arrive_signed(
    app: AsyncApp, slack: LocalSlack, ana: Person, kitchen: Channel, address: str
) -> None:
    seen: list[str] = []

    @app.command("/tea")
    async def tea(ack: Any, say: Any) -> None:
        button = {
            "type": "button",
            "action_id": "sip",
            "text": {"type": "plain_text", "text": "Sip"},
        }
        await say(text="Here", blocks=[{"type": "actions", "elements": [button]}])
        await ack("coming")

    @app.action("sip")
    async def sip(ack: Any, respond: Any) -> None:
        await ack()
        await respond("hot!")

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    slack.deliver_to(address)
    await slack.connected()
    await ana.runs("/tea now")
    await ana.clicks("Sip")
    await ana.says("lovely", in_channel=kitchen)
    await slack.until(lambda: seen == ["lovely"])
    await ana.sees("hot!")

    assert ana.private_answers == ["coming", "hot!"]


async def test_an_event_that_failed_comes_again_with_its_number(
    app: AsyncApp, slack: LocalSlack, ana: Person, kitchen: Channel, address: str
) -> None:
    numbers: list[tuple[list[str], list[str]]] = []

    @app.event("message")
    async def message(event: dict[str, Any], request: Any) -> None:
        if "subtype" in event:
            return
        headers = request.headers
        numbers.append(
            (headers.get("x-slack-retry-num", []), headers.get("x-slack-retry-reason", []))
        )
        raise RuntimeError("spilled")

    slack.deliver_to(address)
    await ana.says("tea?", in_channel=kitchen)
    await slack.until(lambda: len(numbers) == 4)
    await slack.until(lambda: any("client_msg_id" in body["event"] for body in slack.given_up))

    assert numbers == [([], []), *[([str(number)], ["http_error"]) for number in (1, 2, 3)]]


async def test_a_wrong_secret_is_noticed(
    app: AsyncApp, slack: LocalSlack, ana: Person, kitchen: Channel, address: str
) -> None:
    @app.command("/tea")
    async def tea(ack: Any) -> None:
        await ack()

    slack.registration.signing_secret = "another"
    slack.deliver_to(address)
    with pytest.raises(NotAcknowledged, match="http_error"):
        await ana.runs("/tea", in_channel=kitchen)


async def test_socket_mode_is_off_once_http_is_used(
    slack: LocalSlack, session: aiohttp.ClientSession, address: str
) -> None:
    slack.deliver_to(address)
    url = f"{slack.api_url}apps.connections.open"
    async with session.post(
        url, headers={"Authorization": f"Bearer {slack.app_token}"}
    ) as response:
        answer = await response.json()

    assert answer == {"ok": False, "error": "access_denied"}


async def test_an_app_can_ask_for_no_more_tries(
    slack: LocalSlack, ana: Person, kitchen: Channel
) -> None:
    async def endpoint(request: web.Request) -> web.Response:
        body = await request.json()
        if "challenge" in body:
            return web.json_response({"challenge": body["challenge"]})
        return web.Response(status=500, headers={"x-slack-no-retry": "1"})

    application = web.Application()
    application.router.add_post("/", endpoint)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    await ana.says("tea?", in_channel=kitchen)
    await slack.until(lambda: len(slack.given_up) == 3)
    await runner.cleanup()

    ids = [record.arguments["event_id"] for record in slack.traffic.deliveries()]
    assert len(ids) == len(set(ids)) == 3


async def test_nothing_is_sent_to_an_address_that_is_not_the_apps(
    slack: LocalSlack, ana: Person, kitchen: Channel
) -> None:
    async def stranger(request: web.Request) -> web.Response:
        seen.append((await request.json())["type"])
        slack.changes.tell()
        return web.Response(text="who are you?")

    seen: list[str] = []
    application = web.Application()
    application.router.add_post("/", stranger)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    await ana.says("tea?", in_channel=kitchen)
    await slack.until(lambda: len(seen) >= 2)
    await runner.cleanup()

    assert set(seen) == {"url_verification"}
