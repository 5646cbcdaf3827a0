"""Two bots with one app token and different databases: each says that the other is there."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.client.installation import Installation
from bot.adapters.slack.client.web import open_http, slack_client
from bot.adapters.slack.edge.intake import Intake
from bot.adapters.slack.edge.socket import Socket
from bot.application.operating.telemetry import NO_TELEMETRY
from bot.domain.state.identity import TeamId
from demo.bot_process import BotProcess
from demo.stage import CLOCK, Stage, open_workspace
from localslack import LocalSlack, Manifest, NewPerson
from tests.acceptance.test_operator import page
from tests.support.command_line import ran
from tests.support.logbook import Logbook, logged
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story
from tests.support.watching import becomes

MANIFEST = Path(__file__).parents[3] / "manifest.yml"


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


async def test_a_bot_beside_another_one_is_not_ready_and_both_doctors_say_so(
    tmp_path: Path,
) -> None:
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, channel, clock):
        bots = [
            BotProcess(
                slack=slack,
                folder=tmp_path,
                clock_file=tmp_path / CLOCK,
                name=name,
                database=f"sqlite:///{tmp_path / name}.sqlite3",
            )
            for name in ("one", "two")
        ]
        for bot in bots:
            before = slack.socket_mode.connections
            await bot.launch()
            await slack.until(
                lambda: slack.socket_mode.connections > before,  # noqa: B023
                why="it is connected",
            )
        two = bots[1]
        await becomes(lambda: "others_connected" in two.log, "the log warns")
        status, page_said = await page(Story(Stage(slack, two, clock, channel)), "/readyz")
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": two.database,
        }
        code, said = await ran(tmp_path, "doctor", given)
        await bots[0].stop()
        _, alone = await ran(tmp_path, "doctor", given)
        await two.stop()

    assert status == 503
    connection = json.loads(page_said)["checks"]["connection"]
    assert "another connection is open" in connection["problem"]
    assert code == 1
    assert "FIX connections With this app token another connection is open" in words(said)
    assert "OK connections 1 of 10 in use, by the bot that runs here" in words(alone)


def words(said: str) -> str:
    """What stands there, however wide its columns are."""
    return " ".join(said.split())
