"""Everything that can go wrong between an app and Slack does so when it is told to."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, Fault, LocalSlack, NotAcknowledged, Person, faults
from localslack.faults import Hold
from localslack_support.manifests import a_manifest

Connect = Callable[[AsyncApp], Awaitable[Any]]


@pytest.fixture
def once(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that tries everything once."""
    return AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )


@pytest.mark.parametrize(
    ("fault", "told", "done"),
    [
        (faults.http_500(), (500, "internal_error"), False),
        (faults.http_500(carried_out=True), (500, "internal_error"), True),
        (faults.http_503(), (503, "service_unavailable"), False),
        (faults.error("fatal_error"), (200, "fatal_error"), False),
        (faults.error("internal_error", carried_out=True), (200, "internal_error"), True),
    ],
)
async def test_an_outage_may_come_with_or_without_the_work_done(
    once: AsyncWebClient,
    slack: LocalSlack,
    kitchen: Channel,
    fault: Fault,
    told: tuple[int, str],
    *,
    done: bool,
) -> None:
    slack.faults.next("chat.postMessage", fault)
    with pytest.raises(SlackApiError) as refusal:
        await once.chat_postMessage(channel=kitchen.id, text="tea")

    response = refusal.value.response
    assert (response.status_code, response["error"]) == told
    assert bool(kitchen.messages) is done


async def test_an_answer_may_break_off_in_the_middle(
    slack: LocalSlack, session: aiohttp.ClientSession, kitchen: Channel
) -> None:
    slack.faults.next("chat.postMessage", faults.half_an_answer())
    url = f"{slack.api_url}chat.postMessage"
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with session.post(
        url, headers=headers, data={"channel": kitchen.id, "text": "tea"}
    ) as response:
        assert int(response.headers["Content-Length"]) > 0
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()

    assert [message.text for message in kitchen.messages] == ["tea"]


async def test_a_slow_answer_comes_when_it_is_let_go(
    once: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    hold = Hold()
    slack.faults.next("chat.postMessage", faults.slow(hold))
    asking = asyncio.create_task(once.chat_postMessage(channel=kitchen.id, text="tea"))
    await slack.until(lambda: len(kitchen.messages) == 1)
    assert not asking.done()

    hold.release()
    assert (await asking)["ok"]


async def test_an_answer_may_never_come(
    once: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    slack.faults.next("chat.postMessage", faults.never())
    asking = asyncio.create_task(once.chat_postMessage(channel=kitchen.id, text="tea"))
    await slack.until(lambda: len(kitchen.messages) == 1)
    asking.cancel()

    assert (await once.auth_test())["ok"]


@pytest.fixture
async def heard(app: AsyncApp, connect: Connect) -> list[tuple[str, str, str]]:
    """What the app hears of messages: text, event id and number of the try."""
    seen: list[tuple[str, str, str]] = []

    @app.event("message")
    async def message(event: dict[str, Any], body: dict[str, Any], request: Any) -> None:
        if "client_msg_id" in event:
            seen.append((event["text"], body["event_id"], request.headers["x-slack-retry-num"][0]))

    await connect(app)
    return seen


async def test_an_event_comes_twice(
    slack: LocalSlack, heard: list[tuple[str, str, str]], ana: Person, kitchen: Channel
) -> None:
    slack.faults.events.next("message", faults.twice())
    await ana.says("tea?", in_channel=kitchen)
    await slack.until(lambda: len(heard) == 2)

    assert heard[0] == heard[1]


async def test_an_acknowledgement_gets_lost(
    slack: LocalSlack, heard: list[tuple[str, str, str]], ana: Person, kitchen: Channel
) -> None:
    slack.faults.events.next("message", faults.lost_ack())
    await ana.says("tea?", in_channel=kitchen)
    await slack.until(lambda: len(heard) == 2)

    assert heard[0][1] == heard[1][1]
    assert [number for _, _, number in heard] == ["0", "1"]


async def test_an_event_is_overtaken_by_the_next(
    slack: LocalSlack, heard: list[tuple[str, str, str]], ana: Person, kitchen: Channel
) -> None:
    slack.faults.events.next("message", faults.overtaken())
    for text in ("first", "second", "third"):
        await ana.says(text, in_channel=kitchen)
    await slack.until(lambda: len(heard) == 3)

    order = [text for text, _, _ in heard]
    assert order.index("second") < order.index("first")


async def test_an_event_comes_late(
    slack: LocalSlack, heard: list[tuple[str, str, str]], ana: Person, kitchen: Channel
) -> None:
    hold = Hold()
    slack.faults.events.next("message", faults.late(hold))
    await ana.says("first", in_channel=kitchen)
    await ana.says("second", in_channel=kitchen)
    await slack.until(lambda: len(heard) == 1)
    hold.release()
    await slack.until(lambda: len(heard) == 2)

    assert [text for text, _, _ in heard] == ["second", "first"]


async def test_what_is_done_on_a_half_open_socket_is_lost(
    slack: LocalSlack, app: AsyncApp, connect: Connect, ana: Person, kitchen: Channel
) -> None:
    handler = await connect(app)
    slack.socket_mode.ack_timeout = 0.05
    slack.incidents().half_open_sockets()

    with pytest.raises(NotAcknowledged, match="timeout"):
        await ana.runs("/tea", in_channel=kitchen)
    assert slack.socket_mode.connections == 1
    assert not handler.client.current_session.closed
    slack.drop_sockets()


async def test_ghosts_are_counted(
    slack: LocalSlack, session: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    async def url() -> str:
        return str((await client.apps_connections_open(app_token=slack.app_token))["url"])

    first = await session.ws_connect(await url())
    assert (await first.receive_json())["num_connections"] == 1
    slack.incidents().half_open_sockets()
    second = await session.ws_connect(await url())
    assert (await second.receive_json())["num_connections"] == 2
    await second.close()


async def test_new_sockets_may_be_refused(
    slack: LocalSlack, session: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    answer = await client.apps_connections_open(app_token=slack.app_token)
    slack.incidents().refuse_sockets()
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        await session.ws_connect(answer["url"])

    slack.incidents().refuse_sockets(refuse=False)
    async with session.ws_connect(answer["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"


async def test_the_port_may_be_shut_and_opened_again(slack: LocalSlack) -> None:
    async def asks() -> int:
        async with aiohttp.ClientSession() as fresh, fresh.get(slack.api_url + "x") as response:
            return response.status

    address = slack.url
    await slack.listener.shut()
    with pytest.raises(aiohttp.ClientConnectorError):
        await asks()

    await slack.listener.open()
    assert (slack.url, await asks()) == (address, 200)


async def test_a_channel_is_archived_and_the_bot_removed_in_the_middle(
    slack: LocalSlack, once: AsyncWebClient, kitchen: Channel
) -> None:
    posted = await once.chat_postMessage(channel=kitchen.id, text="tea")
    update = {"channel": kitchen.id, "ts": posted["ts"], "text": "more"}
    await once.chat_update(**update)
    slack.incidents().archive_channel("kitchen")
    with pytest.raises(SlackApiError, match="is_archived"):
        await once.chat_update(**update)

    slack.incidents().remove_bot("kitchen")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await once.chat_update(**update)


async def test_an_admin_deletes_a_message(
    slack: LocalSlack, once: AsyncWebClient, kitchen: Channel
) -> None:
    posted = await once.chat_postMessage(channel=kitchen.id, text="tea")
    slack.incidents().delete_message("kitchen", posted["ts"])

    with pytest.raises(SlackApiError, match="message_not_found"):
        await once.chat_update(channel=kitchen.id, ts=posted["ts"], text="more")
    with pytest.raises(LookupError):
        slack.incidents().delete_message("kitchen", posted["ts"])


async def test_the_server_ends_although_an_answer_is_held_back() -> None:
    async with (
        LocalSlack(a_manifest()) as slack,
        aiohttp.ClientSession() as session,
    ):
        slack.faults.next("auth.test", faults.never())
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)
        asking = asyncio.create_task(client.auth_test())
        await slack.until(lambda: bool(slack.traffic.calls("auth.test")))
        began = time.monotonic()
    asking.cancel()

    assert time.monotonic() - began < 5


async def test_answers_to_what_people_do_can_go_wrong_too(
    slack: LocalSlack, session: aiohttp.ClientSession, ana: Person, kitchen: Channel
) -> None:
    secret = slack.app.response_urls.issue(ana.user, kitchen)
    url = f"{slack.url}/commands/{slack.team_id}/{secret}"
    slack.faults.next("response_url", faults.rate_limited(7))
    slack.faults.next("response_url", faults.reset_after())
    async with session.post(url, json={"text": "one"}) as refused:
        assert (refused.status, refused.headers["Retry-After"]) == (429, "7")
    with pytest.raises(aiohttp.ClientConnectionError):
        await session.post(url, json={"text": "two"})

    assert ana.private_answers == ["two"]
    assert [record.ok for record in slack.traffic.calls("response_url")] == [False, True]


async def test_uploads_can_go_wrong_too(
    once: AsyncWebClient, slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    announced = await once.files_getUploadURLExternal(filename="tea.txt", length=3)
    slack.faults.next("upload", faults.http_503())
    async with session.post(announced["upload_url"], data=b"tea") as refused:
        assert refused.status == 503
    assert slack.workspace.files[announced["file_id"]].data is None
    slack.faults.next("upload", faults.reset_after())
    with pytest.raises(aiohttp.ClientConnectionError):
        await session.post(announced["upload_url"], data=b"tea")

    assert slack.workspace.files[announced["file_id"]].data == b"tea"


async def test_what_goes_wrong_with_any_method_is_no_answer_and_no_upload(
    slack: LocalSlack, session: aiohttp.ClientSession, ana: Person, kitchen: Channel
) -> None:
    secret = slack.app.response_urls.issue(ana.user, kitchen)
    url = f"{slack.url}/commands/{slack.team_id}/{secret}"
    slack.faults.next("*", faults.http_503())
    async with session.post(url, json={"text": "one"}) as response:
        assert response.status == 200
    async with session.post(f"{slack.api_url}api.test") as outage:
        assert outage.status == 503
