"""Private answers go to Slack and to nobody else, and what becomes of them is told."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.adapters.slack.client.web import open_http, slack_client
from bot.adapters.slack.edge.calls import Call, Say
from bot.adapters.slack.edge.saying import Saying
from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.application.operating.telemetry import Kind
from bot.application.work.asking import Asker
from bot.domain.state.identity import ChannelId, PersonId, TeamId
from localslack import Channel, LocalSlack, Manifest, NewPerson, faults
from tests.support.checkout import ROOT
from tests.support.logbook import Logbook, logged

MANIFEST = ROOT / "manifest.yml"
HELLO = Say(rendered("Hello"))


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(MANIFEST), [NewPerson("Ana")]) as slack:
        yield slack


@pytest.fixture
def channel(slack: LocalSlack) -> Channel:
    return slack.channel("design", members=["Ana"], bot=True)


@pytest.fixture
async def saying(slack: LocalSlack) -> AsyncIterator[Saying]:
    async with open_http() as http:
        saying = Saying(slack_client(slack.bot_token, slack.api_url, http))
        yield saying
        await saying.drain(1.0)


def pressed(slack: LocalSlack, channel: Channel, respond_to: str | None = None) -> Call:
    """Something that Ana pressed."""
    asker = Asker(TeamId(slack.team_id), PersonId(slack.person("Ana").user.id), "1")
    return Call(asker, Kind.EVENT, ChannelId(channel.id), respond_to=respond_to)


@asynccontextmanager
async def elsewhere(to: str = "") -> AsyncIterator[tuple[str, list[str]]]:
    """A server that is not Slack: its address, and what it was asked for; leads on if told so."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        if to:
            raise web.HTTPTemporaryRedirect(to)
        return web.Response()

    routes = web.Application()
    routes.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(routes)
    await server.start_server()
    try:
        yield str(server.make_url("/commands/T1/2/3")), asked
    finally:
        await server.close()


async def test_a_press_with_a_stranger_s_address_is_answered_by_slack(
    slack: LocalSlack, channel: Channel, saying: Saying, book: Logbook
) -> None:
    async with elsewhere() as (address, asked):
        saying.later(HELLO, pressed(slack, channel, address))
        await slack.person("Ana").sees("Hello")
        await saying.drain(5.0)

    assert asked == []
    assert [line["action"] for line in book.lines] == ["response_url_refused"]


async def test_an_answer_is_not_led_on_to_somebody_else(
    slack: LocalSlack, channel: Channel, book: Logbook
) -> None:
    async with elsewhere() as (far, asked), elsewhere(to=far) as (near, asked_near):
        # The nearer one is at the address of the local Slack.
        api_url = near.replace("/commands/T1/2/3", "/api/")
        async with open_http() as http:
            saying = Saying(slack_client(slack.bot_token, api_url, http))
            saying.later(HELLO, pressed(slack, channel, near))
            await saying.drain(5.0)

    assert asked_near == ["/commands/T1/2/3"]
    assert asked == []
    assert [line["action"] for line in book.lines] == ["answer_lost"]


async def test_a_surprise_in_an_answer_is_logged(
    slack: LocalSlack, channel: Channel, saying: Saying, book: Logbook
) -> None:
    unsound = Rendered("Hello", [{"type": object()}])
    saying.later(Say(unsound), pressed(slack, channel))
    await saying.drain(5.0)

    (line,) = book.lines
    assert (line["action"], line["level"]) == ("answer_failed", "error")
    assert "TypeError" in line["exception"]


async def test_answers_that_a_stop_leaves_behind_are_counted(
    slack: LocalSlack, channel: Channel, saying: Saying, book: Logbook
) -> None:
    slack.faults.next("chat.postEphemeral", faults.never())
    saying.later(HELLO, pressed(slack, channel))
    await saying.drain(0.0)
    slack.faults.clear()

    (line,) = book.lines
    assert (line["action"], line["count"]) == ("answers_lost", 1)
