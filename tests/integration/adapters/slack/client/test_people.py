"""What the bot asks Slack about people and channels, and what it does without an answer."""

import time
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client.people import SlackDirectMessages, SlackDirectory
from bot.adapters.slack.client.web import open_http, slack_client
from bot.application.ports import OutOfTouch
from bot.domain.state.identity import ChannelId, PersonId, Place, TeamId
from demo.bot_process import free_port
from localslack import Fault, LocalSlack, Manifest, NewPerson, faults
from tests.support.checkout import ROOT

MANIFEST = ROOT / "manifest.yml"
TEAM = TeamId("T1")
ANA = PersonId("U1")


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    people = [NewPerson("Ana"), NewPerson("Ben", tz="Europe/Berlin")]
    async with LocalSlack(Manifest.load(MANIFEST), people) as slack:
        yield slack


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    async with open_http() as http:
        yield slack_client(slack.bot_token, slack.api_url, http)


def told(zone: object) -> Fault:
    return Fault(answer={"ok": True, "user": {"tz": zone}})


async def test_a_person_s_zone_is_asked_for_once_an_hour(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    now = [0.0]
    directory = SlackDirectory(client, lambda: now[0])
    ben = PersonId(slack.person("Ben").id)
    assert await directory.zone(TEAM, ben) == "Europe/Berlin"

    slack.faults.next("users.info", told("Asia/Tokyo"))
    assert await directory.zone(TEAM, ben) == "Europe/Berlin"
    now[0] += 3600
    assert await directory.zone(TEAM, ben) == "Asia/Tokyo"


@pytest.mark.parametrize(
    "zone", [None, "", "Mars/Olympus", "Europe", "../etc/passwd", "/etc/passwd", "a\0b", "x" * 999]
)
async def test_a_zone_that_nobody_knows_here_is_utc(
    slack: LocalSlack, client: AsyncWebClient, zone: object
) -> None:
    slack.faults.next("users.info", told(zone))

    assert await SlackDirectory(client, time.monotonic).zone(TEAM, ANA) == "UTC"


@pytest.mark.parametrize(
    "fault",
    [
        faults.error("user_not_found"),
        faults.rate_limited(7),
        faults.http_500(),
        faults.half_an_answer(),
        faults.never(),
        Fault(answer={"ok": True}),
    ],
    ids=["unknown", "limited", "outage", "half", "silence", "nobody"],
)
async def test_without_an_answer_the_zone_is_utc_and_asked_for_again(
    slack: LocalSlack, client: AsyncWebClient, fault: Fault
) -> None:
    directory = SlackDirectory(client, time.monotonic, patience=0.5)
    ben = PersonId(slack.person("Ben").id)
    slack.faults.next("users.info", fault)

    assert await directory.zone(TEAM, ben) == "UTC"
    assert await directory.zone(TEAM, ben) == "Europe/Berlin"
    slack.faults.clear()


async def test_while_slack_cannot_be_reached_the_zone_is_utc() -> None:
    async with open_http() as http:
        nowhere = slack_client("xoxb-1", f"http://127.0.0.1:{free_port()}/api/", http)
        assert await SlackDirectory(nowhere, time.monotonic).zone(TEAM, ANA) == "UTC"


async def test_direct_messages_are_opened_once(slack: LocalSlack, client: AsyncWebClient) -> None:
    ana, direct_messages = slack.person("Ana"), SlackDirectMessages(client)
    opened = await direct_messages.with_bot(TEAM, PersonId(ana.id))
    assert opened == Place(TEAM, ChannelId(ana.dm.id))
    assert opened.is_direct

    slack.faults.next("conversations.open", faults.http_500())
    assert await direct_messages.with_bot(TEAM, PersonId(ana.id)) == opened
    slack.faults.clear()


@pytest.mark.parametrize(
    "fault",
    [
        faults.error("user_disabled"),
        faults.rate_limited(7),
        faults.http_500(),
        faults.half_an_answer(),
        faults.never(),
        Fault(answer={"ok": True}),
    ],
    ids=["disabled", "limited", "outage", "half", "silence", "nothing"],
)
async def test_direct_messages_that_cannot_be_opened_are_out_of_touch_and_asked_for_again(
    slack: LocalSlack, client: AsyncWebClient, fault: Fault
) -> None:
    ana, direct_messages = slack.person("Ana"), SlackDirectMessages(client, patience=0.5)
    slack.faults.next("conversations.open", fault)

    with pytest.raises(OutOfTouch):
        await direct_messages.with_bot(TEAM, PersonId(ana.id))
    assert (await direct_messages.with_bot(TEAM, PersonId(ana.id))).channel == ana.dm.id
    slack.faults.clear()


async def test_a_bot_is_told_from_a_person_and_asked_for_once(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    directory = SlackDirectory(client, time.monotonic)
    polls = PersonId(slack.bot_of_another_app("Polls").id)
    ana = PersonId(slack.person("Ana").id)

    for _ in range(2):
        assert await directory.is_bot(TEAM, polls)
        assert await directory.is_bot(TEAM, PersonId("USLACKBOT"))
        assert not await directory.is_bot(TEAM, ana)
    assert len(slack.traffic.calls("users.info")) == 2


async def test_whom_slack_does_not_tell_about_is_taken_for_a_person(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.faults.next("users.info", faults.http_500())

    assert not await SlackDirectory(client, time.monotonic).is_bot(TEAM, PersonId("U0BOT"))
