"""Two bots with one app token and different databases: each says that the other is there."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.client.installation import Installation
from bot.adapters.slack.client.web import open_http, slack_client
from bot.adapters.slack.edge.intake import Intake
from bot.adapters.slack.edge.socket import Socket
from bot.application.operating.telemetry import NO_TELEMETRY
from bot.domain.state.identity import TeamId
from localslack import LocalSlack, Manifest, NewPerson
from tests.support.checkout import ROOT
from tests.support.logbook import Logbook, logged
from tests.support.watching import becomes

MANIFEST = ROOT / "manifest.yml"


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(MANIFEST), [NewPerson("Ana")]) as slack:
        yield slack


@asynccontextmanager
async def connected(
    slack: LocalSlack, *, alone: bool = True, look_seconds: float = 600.0
) -> AsyncIterator[Socket]:
    async with open_http() as http:
        client = slack_client(slack.bot_token, slack.api_url, http)
        app = AsyncApp(client=client, signing_secret="s", request_verification_enabled=False)
        intake = Intake(app, Installation(TeamId(slack.team_id), ""), NO_TELEMETRY)
        socket = Socket(app, intake, slack.app_token, alone=alone, look_seconds=look_seconds)
        before = slack.socket_mode.connections
        await socket.open()
        await slack.until(lambda: slack.socket_mode.connections > before, why="it is connected")
        yield socket
        await socket.close()


async def test_the_second_one_warns_at_once(slack: LocalSlack, book: Logbook) -> None:
    async with connected(slack) as first, connected(slack) as second:
        await becomes(lambda: second.others == 1, "the second one knows")
        assert first.others == 0

    warned = [line for line in book.lines if line["action"] == "others_connected"]
    assert [line["others"] for line in warned] == [1]


async def test_the_first_one_finds_out_and_hears_when_it_is_alone_again(
    slack: LocalSlack, book: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.slack.edge.socket.SOON_SECONDS", 0.1)
    async with connected(slack, look_seconds=0.1) as first:
        async with connected(slack):
            await becomes(lambda: first.others == 1, "the first one knows")
        await becomes(lambda: first.others == 0, "the first one is alone")

    actions = [line["action"] for line in book.lines if line["action"].startswith("others_")]
    # Both warn, and one line of a kind is logged a minute.
    assert actions == ["others_connected", "others_left"]


async def test_its_own_old_connection_is_no_other(
    slack: LocalSlack, book: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.slack.edge.socket.SOON_SECONDS", 0.1)
    async with connected(slack, look_seconds=0.1) as socket:
        for _ in range(3):
            before = len(slack.traffic.calls("apps.connections.open"))
            await slack.disconnect_sockets("refresh_requested")
            await slack.until(
                lambda: len(slack.traffic.calls("apps.connections.open")) > before + 2,  # noqa: B023
                why="it has come back, and counted",
            )
        assert socket.others == 0
    assert "others_connected" not in book.text


async def test_several_that_share_a_database_are_fine(slack: LocalSlack, book: Logbook) -> None:
    shared = [connected(slack, alone=False, look_seconds=0.0) for _ in range(2)]
    async with shared[0] as first, shared[1] as second:
        await slack.until(lambda: slack.socket_mode.connections == 2, why="both are connected")
        assert (first.others, second.others) == (0, 0)
    assert "others_connected" not in book.text
