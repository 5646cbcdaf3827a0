"""Sockets: tickets, several connections, reconnects, and events that wait for a connection."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NotAcknowledged, Person
from localslack.delivery.socket_mode import MOST_CONNECTIONS, PING_SECONDS
from localslack.faults import Hold

Connect = Callable[[AsyncApp], Awaitable[Any]]


@pytest.fixture
def new_url(slack: LocalSlack, session: aiohttp.ClientSession) -> Callable[[], Awaitable[str]]:
    client = AsyncWebClient(base_url=slack.api_url, session=session)

    async def url() -> str:
        answer = await client.apps_connections_open(app_token=slack.app_token)
        return str(answer["url"])

    return url


NewUrl = Callable[[], Awaitable[str]]


async def test_a_ticket_opens_one_connection_which_begins_with_hello(
    session: aiohttp.ClientSession, new_url: NewUrl
) -> None:
    url = await new_url()
    async with session.ws_connect(url) as socket:
        hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)

    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1


async def test_the_eleventh_connection_is_turned_away(
    session: aiohttp.ClientSession, new_url: NewUrl
) -> None:
    sockets = [await session.ws_connect(await new_url()) for _ in range(MOST_CONNECTIONS + 1)]
    first_frames = [await socket.receive_json() for socket in sockets]
    for socket in sockets:
        await socket.close()

    assert first_frames[-2]["num_connections"] == MOST_CONNECTIONS
    assert first_frames[-1]["reason"] == "too_many_websockets"


async def test_an_event_waits_for_a_connection(
    session: aiohttp.ClientSession,
    new_url: NewUrl,
    ana: Person,
    kitchen: Channel,
) -> None:
    await ana.says("anybody?", in_channel=kitchen)
    async with session.ws_connect(await new_url()) as socket:
        frames = [await socket.receive_json() for _ in range(4)]

    assert [frame.get("type") for frame in frames] == ["hello", *["events_api"] * 3]
    events = [frame["payload"]["event"] for frame in frames[1:]]
    assert [event.get("subtype", event["type"]) for event in events] == [
        "member_joined_channel",
        "channel_join",
        "message",
    ]
    assert not frames[3]["accepts_response_payload"]


async def test_an_unacknowledged_event_goes_to_the_next_connection(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    new_url: NewUrl,
    ana: Person,
    kitchen: Channel,
) -> None:
    async with session.ws_connect(await new_url()) as socket:
        await socket.receive_json()
        for _ in ("member_joined_channel", "channel_join"):
            joined = await socket.receive_json()
            await socket.send_json({"envelope_id": joined["envelope_id"]})
        await ana.says("anybody?", in_channel=kitchen)
        first = await socket.receive_json()
    async with session.ws_connect(await new_url()) as socket:
        await socket.receive_json()
        second = await socket.receive_json()
        await socket.send_json({"envelope_id": second["envelope_id"]})
        await slack.until(lambda: slack.traffic.deliveries("message")[-1].ok)

    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["envelope_id"] != second["envelope_id"]
    assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
    assert (first["retry_reason"], second["retry_reason"]) == ("", "timeout")


async def test_each_envelope_goes_to_one_of_the_connections(
    slack: LocalSlack, app: AsyncApp, connect: Connect, ana: Person, kitchen: Channel
) -> None:
    seen: list[str] = []

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    await connect(app)
    await connect(app)
    assert slack.socket_mode.connections == 2
    await asyncio.gather(*(ana.says(str(number), in_channel=kitchen) for number in range(20)))
    await slack.until(lambda: len(seen) == 20)

    assert sorted(seen, key=int) == [str(number) for number in range(20)]


@pytest.mark.parametrize("cut", ["frame", "drop"])
async def test_the_app_comes_back_after_its_connection_ended(
    slack: LocalSlack, app: AsyncApp, connect: Connect, ana: Person, cut: str
) -> None:
    kitchen = slack.channel("kitchen", members=["Ana"], bot=True)
    seen: list[str] = []

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    handler = await connect(app)
    handler.client.ping_interval = 0.1
    if cut == "frame":
        await slack.disconnect_sockets()
    else:
        slack.drop_sockets()
    await ana.says("still there?", in_channel=kitchen)
    await slack.until(lambda: seen == ["still there?"], timeout=20)

    assert len(slack.traffic.calls("apps.connections.open")) >= 2


async def test_a_command_fails_when_its_connection_ends(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    new_url: NewUrl,
    ana: Person,
    kitchen: Channel,
) -> None:
    async with session.ws_connect(await new_url()) as socket:
        await slack.connected()
        running = asyncio.create_task(ana.runs("/tea", in_channel=kitchen))
        frames = [await socket.receive_json() for _ in range(4)]
    with pytest.raises(NotAcknowledged, match="connection_failed"):
        await running

    assert frames[-1]["accepts_response_payload"]


@pytest.mark.parametrize(("more", "seconds"), [("", 3600.0), ("&debug_reconnects=true", 360.0)])
async def test_a_connection_is_warned_ten_seconds_before_its_end(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    new_url: NewUrl,
    more: str,
    seconds: float,
) -> None:
    waits: list[tuple[float, Hold]] = []

    async def wait(seconds: float) -> None:
        hold = Hold()
        waits.append((seconds, hold))
        slack.changes.tell()
        await hold.wait()

    slack.socket_mode.wait = wait
    async with session.ws_connect(await new_url() + more) as socket:
        hello = await socket.receive_json()
        waits[0][1].release()
        warning = await socket.receive_json()
        assert slack.socket_mode.connections == 1
        await slack.until(lambda: len(waits) == 2)
        waits[1][1].release()
        refresh = await socket.receive_json()
        end = await socket.receive()

    assert hello["debug_info"]["approximate_connection_time"] == seconds
    assert [length for length, _ in waits] == [seconds - 10, 10]
    assert (warning["reason"], refresh["reason"]) == ("warning", "refresh_requested")
    assert end.type is aiohttp.WSMsgType.CLOSE


async def test_the_app_is_pinged(
    slack: LocalSlack, session: aiohttp.ClientSession, new_url: NewUrl
) -> None:
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) > 1:
            await Hold().wait()

    slack.socket_mode.rest = rest
    async with session.ws_connect(await new_url(), autoping=False) as socket:
        frames = [await socket.receive() for _ in range(2)]

    types = {frame.type for frame in frames}
    assert types == {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PING}
    assert rests == [PING_SECONDS, PING_SECONDS]


async def test_connections_end_when_socket_mode_is_switched_off(
    slack: LocalSlack, session: aiohttp.ClientSession, new_url: NewUrl
) -> None:
    sockets = [await session.ws_connect(await new_url()) for _ in range(2)]
    for socket in sockets:
        await socket.receive_json()
    slack.deliver_to("http://127.0.0.1:9/slack/events")
    frames = [await socket.receive_json() for socket in sockets]
    ends = [await socket.receive() for socket in sockets]

    assert [(frame["type"], frame["reason"]) for frame in frames] == [
        ("disconnect", "link_disabled")
    ] * 2
    assert [end.type for end in ends] == [aiohttp.WSMsgType.CLOSE] * 2
    assert slack.socket_mode.connections == 0


async def test_a_ping_is_answered(session: aiohttp.ClientSession, new_url: NewUrl) -> None:
    async with session.ws_connect(await new_url(), autoping=False) as socket:
        await socket.receive_json()
        await socket.ping(b"still there?")
        pong = await socket.receive()

    assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"still there?")


async def test_envelopes_are_spread_over_the_connections_at_random(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    new_url: NewUrl,
    ana: Person,
) -> None:
    async def serve(socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            envelope = frame.json()
            if "envelope_id" in envelope:
                taken.append(socket)
                await socket.send_json({"envelope_id": envelope["envelope_id"]})
                slack.changes.tell()

    taken: list[aiohttp.ClientWebSocketResponse] = []
    slack.socket_mode.seed(3)
    sockets = [await session.ws_connect(await new_url()) for _ in range(3)]
    await slack.until(lambda: slack.socket_mode.connections == 3)
    serving = [asyncio.create_task(serve(socket)) for socket in sockets]
    kitchen = slack.channel("kitchen", members=["Ana"], bot=True)
    for number in range(30):
        await ana.says(str(number), in_channel=kitchen)
    await slack.until(lambda: len(taken) >= 30)
    for socket, task in zip(sockets, serving, strict=True):
        await socket.close()
        await task

    assert all(3 <= taken.count(socket) <= 20 for socket in sockets)
