"""What an operator sees of a bot at work: ready, measured, and a private doctor for channels."""

import asyncio
import json
from collections.abc import Callable

import aiohttp
import pytest

from localslack import faults
from localslack.traffic import Traffic
from localslack.workspace.conversations import RESTRICTIONS
from tests.support.metrics import read, sample
from tests.support.story import Story, started

PATIENCE = 60.0


async def page(story: Story, path: str) -> tuple[int, str]:
    """What one of the bot's own pages says, and with which status."""
    address = f"http://127.0.0.1:{story.stage.bot.ops_port}{path}"
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        return answer.status, await answer.text()


async def shown(story: Story, path: str, wanted: Callable[[str], bool]) -> str:
    """Look at a page again and again until it says what is wanted."""
    async with asyncio.timeout(PATIENCE):
        while not wanted(said := (await page(story, path))[1]):
            pass
    return said


async def test_a_session_shows_in_the_metrics(story: Story) -> None:
    story.stage.slack.faults.next("chat.postMessage", faults.rate_limited(1))
    card = await started(story)
    ana = story.person("Ana")
    await ana.says("!decision Ship on Friday", in_thread=card)
    await story.card_says("1 decision")
    await ana.runs("/worksession settings nonsense")
    await ana.sees("There is no setting")
    _, said = await page(story, "/metrics")
    numbers = read(said)

    def deliveries(*values: str) -> float:
        return sample(said, "worksession_deliveries_total", *values)

    assert deliveries("command", "done") == 1
    assert deliveries("command", "refused") == 1
    assert deliveries("form", "done") == 1
    assert deliveries("event", "done") >= 1
    assert not [key for key in numbers if "failed" in key[1]]
    assert sample(said, "worksession_acknowledgement_seconds_count", "command") == 2
    calls = "worksession_slack_calls_total"
    assert sample(said, calls, "chat.postMessage", "done") == len(story.posts)
    assert sample(said, calls, "chat.postMessage", "rate_limited") == 1
    assert sample(said, "worksession_live_sessions") == 1
    assert sample(said, "worksession_database_reachable") == 1
    assert sample(said, "worksession_last_tick_timestamp_seconds") > 0


async def test_what_comes_again_counts_as_repeated(story: Story) -> None:
    card = await started(story)
    story.stage.slack.faults.events.next("message", faults.lost_ack())
    await story.person("Ana").says("!idea Once", in_thread=card)
    await story.card_says("1 idea")
    repeated = "worksession_deliveries_repeated_total"

    await shown(story, "/metrics", lambda said: sample(said, repeated, "event") > 0)


async def test_a_bot_at_work_is_ready_and_healthy(story: Story) -> None:
    assert (await page(story, "/healthz"))[0] == 200
    status, said = await page(story, "/readyz")

    assert status == 200, said


async def test_a_socket_that_slack_does_not_open_again_shows(socket_story: Story) -> None:
    story = socket_story
    slack = story.stage.slack
    slack.faults.next("apps.connections.open", faults.http_503(), times=99)
    await slack.disconnect_sockets("link_disabled")
    said = await shown(story, "/readyz", lambda said: not json.loads(said)["ready"])
    slack.faults.clear()
    checks = json.loads(said)["checks"]

    assert [name for name, check in checks.items() if not check["ok"]] == ["connection"]
    assert checks["connection"]["fix"]


async def test_the_doctor_says_privately_that_all_is_well(story: Story) -> None:
    ana = story.person("Ana")
    await ana.runs("/worksession doctor")
    said = await ana.sees("All is well")
    shown = ana.reads(said)

    assert said.ephemeral_for is not None
    for check in ("slack", "bot token", "scopes: all", "clock: as Slack's", "database", "queue"):
        assert f"OK · {check}" in shown
    assert "OK · tick" in shown
    assert "the bot is in this channel" in shown


def heard(traffic: Traffic) -> list[str]:
    """What the bot heard people say; it passes over what it said itself, as joining is."""
    return [each.arguments["event"]["text"] for each in traffic.deliveries("message")]


async def test_the_doctor_tells_which_events_have_come(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession doctor")
    await ana.sees("reactions never, messages never")
    await ana.says("Good morning")
    traffic = story.stage.slack.traffic
    await story.stage.slack.until(lambda: "Good morning" in heard(traffic), why="the bot hears it")
    await ana.runs("/worksession doctor")

    assert "reactions never, messages 0 seconds ago" in ana.reads(await ana.sees("messages 0"))
    assert story.keys == []


async def test_the_doctor_asks_for_an_invitation(socket_story: Story) -> None:
    ana = socket_story.person("Ana")
    lonely = await ana.makes_channel("lonely")
    await ana.runs("/worksession doctor", in_channel=lonely)
    ana.goes_to(lonely)
    shown = ana.reads(await ana.sees("1 to fix"))

    assert "To fix · invitation: The bot is not in this channel. Type /invite" in shown


@pytest.mark.parametrize("how", sorted(RESTRICTIONS))
async def test_the_doctor_names_a_channel_where_only_some_may_post(
    how: str, socket_story: Story
) -> None:
    slack, ana = socket_story.stage.slack, socket_story.person("Ana")
    slack.incidents().restrict_posting("design", how)
    await ana.runs("/worksession doctor")
    shown = ana.reads(await ana.sees("1 to fix"))

    assert "To fix · posting: Slack lets only some people post in this channel" in shown
    assert "Ask a workspace admin or a manager of the channel" in shown
    assert "All is well" not in shown
    slack.incidents().restrict_posting("design", "")
    await ana.runs("/worksession doctor")
    assert "the bot may post in this channel" in ana.reads(await ana.sees("All is well"))
    assert slack.workspace.details.scheduled == {}
    assert socket_story.channel.messages == []


@pytest.mark.parametrize("fault", [faults.never, faults.http_500])
async def test_the_doctor_answers_in_time_when_slack_does_not(
    socket_story: Story, fault: Callable[[], faults.Fault]
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    # Bolt asks as well, before it hands on what comes first.
    await ana.runs("/worksession help")
    story.stage.slack.faults.next("auth.test", fault(), times=9)
    await ana.runs("/worksession doctor")
    shown = ana.reads(await ana.sees("1 to fix"))
    story.stage.slack.faults.clear()

    assert "To fix · slack" in shown
    assert "OK · database" in shown
