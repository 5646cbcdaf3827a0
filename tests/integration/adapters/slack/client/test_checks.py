"""What the checks of Slack find, against the local Slack."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.manifest import bot_scopes
from bot.adapters.slack.client.checks import SlackChecks
from bot.adapters.slack.client.web import open_http, slack_client
from bot.application.operating.checkup import Finding
from bot.domain.state.identity import ChannelId, Place, TeamId
from demo.bot_process import free_port
from localslack import Fault, LocalSlack, Manifest, NewPerson, faults
from tests.support.checkout import ROOT

MANIFEST = Manifest.load(ROOT / "manifest.yml")
OLD = replace(MANIFEST, bot_scopes=MANIFEST.bot_scopes - {"reactions:write", "users:read"})
Now = Callable[[], datetime]
RIGHT: Now = SystemClock().real_now


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(MANIFEST, [NewPerson("Ana")]) as slack:
        yield slack


@asynccontextmanager
async def checks(
    slack: LocalSlack, now: Now = RIGHT, token: str = ""
) -> AsyncIterator[SlackChecks]:
    async with open_http() as http:
        client = slack_client(token or slack.bot_token, slack.api_url, http)
        yield SlackChecks(client, bot_scopes(), now)


async def identity(slack: LocalSlack, now: Now = RIGHT, token: str = "") -> dict[str, Finding]:
    async with checks(slack, now, token) as asked:
        return {finding.name: finding for finding in await asked.identity()}


def off(seconds: float) -> Now:
    """A clock that goes wrong by so many seconds."""
    return lambda: SystemClock().real_now() + timedelta(seconds=seconds)


async def test_all_is_well_with_the_manifest_of_this_version(slack: LocalSlack) -> None:
    found = await identity(slack)

    assert list(found) == ["slack", "bot token", "scopes", "clock"]
    assert all(finding.is_ok for finding in found.values())
    assert found["scopes"].note == f"all {len(MANIFEST.bot_scopes)}"


async def test_an_old_manifest_is_named_with_what_it_lacks() -> None:
    async with LocalSlack(OLD, [NewPerson("Ana")]) as slack:
        scopes = (await identity(slack))["scopes"]

    assert scopes.problem == (
        "The app was made from an older manifest: it lacks reactions:write, users:read."
    )
    assert "Paste manifest.yml" in scopes.fix


async def test_a_token_that_slack_does_not_know_is_named(slack: LocalSlack) -> None:
    found = await identity(slack, token="xoxb-wrong")

    assert found["slack"].is_ok
    assert found["bot token"].problem == "Slack refuses SLACK_BOT_TOKEN (invalid_auth)."
    assert "Install the app" in found["bot token"].fix


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (faults.http_500(), "internal_error"),
        (faults.rate_limited(), "ratelimited"),
        (faults.reset_before(), "ServerDisconnectedError"),
        (faults.error("fatal_error"), "fatal_error"),
        (Fault(answer={}, status=502), "status 502"),
    ],
)
async def test_a_slack_that_does_not_answer_is_not_taken_for_a_wrong_token(
    fault: Fault, said: str, slack: LocalSlack
) -> None:
    slack.faults.next("auth.test", fault)
    found = await identity(slack)

    assert list(found) == ["slack"]
    assert found["slack"].problem == f"Slack cannot be reached ({said})."
    assert "SLACK_API_URL" in found["slack"].fix


@pytest.mark.parametrize("seconds", [-1.4, 0, 1.4])
async def test_a_clock_within_two_seconds_is_right(seconds: float, slack: LocalSlack) -> None:
    assert (await identity(slack, off(seconds)))["clock"].is_ok


@pytest.mark.parametrize(("seconds", "side"), [(-60, "behind"), (4, "ahead of")])
async def test_a_clock_that_is_off_is_named(seconds: float, side: str, slack: LocalSlack) -> None:
    clock = (await identity(slack, off(seconds)))["clock"]

    assert clock.problem.startswith("This machine's clock is ")
    assert f"seconds {side} Slack's" in clock.problem
    assert "NTP" in clock.fix


async def test_half_of_a_slow_answer_s_time_is_allowed_for(slack: LocalSlack) -> None:
    moments = iter((datetime.now(UTC) - timedelta(seconds=8), datetime.now(UTC)))  # noqa: TID251

    assert (await identity(slack, lambda: next(moments)))["clock"].is_ok


async def invitation(slack: LocalSlack, channel: str) -> Finding:
    async with checks(slack) as asked:
        place = Place(TeamId(slack.team_id), ChannelId(channel))
        return (await asked.invitation(place))[-1]


async def test_a_channel_of_the_bot_is_told_from_one_without_it(slack: LocalSlack) -> None:
    here = slack.channel("here", members=["Ana"], bot=True)
    there = slack.channel("there", members=["Ana"])

    assert (await invitation(slack, here.id)).is_ok
    assert "not in this channel" in (await invitation(slack, there.id)).problem
    assert "not in this channel" in (await invitation(slack, "C0NOWHERE")).problem


async def connections(
    slack: LocalSlack, app_token: str = "", *, own: int | None = 0
) -> dict[str, Finding]:
    async with checks(slack) as asked:
        found = await asked.connections(app_token or slack.app_token, own)
        return {finding.name: finding for finding in found}


@asynccontextmanager
async def others(slack: LocalSlack, count: int) -> AsyncIterator[None]:
    """So many other processes of the bot that are connected."""
    async with open_http() as http:
        client = slack_client(slack.bot_token, slack.api_url, http)
        opened = []
        for _ in range(count):
            answer = await client.apps_connections_open(app_token=slack.app_token)
            opened.append(await http.ws_connect(str(answer["url"])))
            await opened[-1].receive_str()
        yield
        for socket in opened:
            await socket.close()


async def test_nobody_else_is_connected(slack: LocalSlack) -> None:
    found = await connections(slack)

    assert found["app token"].is_ok
    assert found["connections"].note == "0 of 10 in use"


@pytest.mark.parametrize(
    ("count", "own", "said"),
    [
        (1, 1, "1 of 10 in use, by the bot that runs here"),
        (1, None, "1 of 10 in use"),
        (2, None, "2 of 10 in use"),
        (0, 1, "0 of 10 in use"),
    ],
)
async def test_who_may_be_connected_is_fine(
    count: int, own: int | None, said: str, slack: LocalSlack
) -> None:
    async with others(slack, count):
        assert (await connections(slack, own=own))["connections"].note == said


@pytest.mark.parametrize(
    ("count", "own", "said"),
    [(1, 0, "another connection is"), (2, 0, "2 other"), (2, 1, "another connection is")],
)
async def test_a_bot_with_another_database_is_named(
    count: int, own: int, said: str, slack: LocalSlack
) -> None:
    async with others(slack, count):
        found = (await connections(slack, own=own))["connections"]

    assert said in found.problem
    assert "share one Postgres" in found.fix


@pytest.mark.parametrize(("count", "said"), [(9, "9 other connections"), (10, "too_many")])
async def test_too_many_connections_are_told(count: int, said: str, slack: LocalSlack) -> None:
    async with others(slack, count):
        found = (await connections(slack))["connections"]

    assert said in found.problem
    assert "End " in found.fix


async def test_the_connection_for_the_count_is_closed_again(slack: LocalSlack) -> None:
    for _ in range(3):
        assert (await connections(slack))["connections"].note == "0 of 10 in use"


async def test_an_app_token_that_slack_does_not_know_is_named(slack: LocalSlack) -> None:
    found = await connections(slack, "xapp-wrong")

    assert "SLACK_APP_TOKEN (invalid_auth)" in found["app token"].problem
    assert "connections:write" in found["app token"].fix


async def test_an_address_that_takes_no_websocket_is_told(slack: LocalSlack) -> None:
    url = f"ws://127.0.0.1:{free_port()}/link?ticket=secret"
    slack.faults.next("apps.connections.open", Fault(answer={"ok": True, "url": url}))
    found = (await connections(slack))["connections"]

    assert "cannot be opened (ClientConnectorError)" in found.problem
    assert "secret" not in found.problem
