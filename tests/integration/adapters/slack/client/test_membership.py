"""Who is in a channel, as Slack tells it: asked once, remembered for minutes, told by events."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client.membership import (
    AGAIN_SECONDS,
    REMEMBER_MEMBER_SECONDS,
    SlackMembership,
)
from bot.adapters.slack.client.web import open_http, slack_client
from bot.application.ports import MembersUnknown
from bot.domain.state.identity import ChannelId, PersonId, Place, TeamId
from localslack import Channel, Fault, LocalSlack, Manifest, NewPerson, Person, faults
from tests.support.checkout import ROOT

MANIFEST = ROOT / "manifest.yml"
TEAM = TeamId("T1")
METHOD = "conversations.members"
PEOPLE = [NewPerson("Ana"), NewPerson("Ben"), NewPerson("Chen")]


class Seconds:
    """A time that passes when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Office:
    """Ana and Ben in #design, Chen elsewhere, and what the bot knows of it."""

    def __init__(self, slack: LocalSlack, client: AsyncWebClient) -> None:
        self.slack = slack
        self.seconds = Seconds()
        self.membership = SlackMembership(client, self.seconds, patience=0.5)
        self.channel: Channel = slack.channel("design", members=["Ana", "Ben"], bot=True)
        self.place = Place(TEAM, ChannelId(self.channel.id))

    def person(self, name: str) -> PersonId:
        return PersonId(self.slack.person(name).id)

    async def has(self, name: str) -> bool:
        return await self.membership.is_in(self.place, self.person(name))

    def note(self, name: str, *, is_in: bool) -> None:
        self.membership.note(self.place, self.person(name), is_in=is_in)

    @property
    def asked(self) -> int:
        return len(self.slack.traffic.calls(METHOD))


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(MANIFEST), PEOPLE) as slack:
        yield slack


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    async with open_http() as http:
        yield slack_client(slack.bot_token, slack.api_url, http)


@pytest.fixture
def office(slack: LocalSlack, client: AsyncWebClient) -> Office:
    return Office(slack, client)


async def test_slack_is_asked_once_for_everybody_at_the_same_time(office: Office) -> None:
    found = await asyncio.gather(*(office.has(name) for name in ("Ana", "Ben", "Chen") * 5))

    assert found == [True, True, False] * 5
    assert office.asked == 1


async def test_what_slack_told_is_believed_for_some_minutes(office: Office) -> None:
    assert await office.has("Ben")
    office.channel.members.remove(office.slack.person("Ben").user)

    office.seconds.now = REMEMBER_MEMBER_SECONDS - 1
    assert await office.has("Ben")
    office.seconds.now = REMEMBER_MEMBER_SECONDS
    assert not await office.has("Ben")


async def test_who_is_missing_in_what_slack_told_is_asked_for_again_but_not_at_once(
    office: Office,
) -> None:
    assert not await office.has("Chen")
    office.channel.members.append(office.slack.person("Chen").user)

    assert not await office.has("Chen")
    assert office.asked == 1
    office.seconds.now = AGAIN_SECONDS
    assert await office.has("Chen")
    assert office.asked == 2


async def test_who_came_or_left_is_known_as_soon_as_slack_tells(office: Office) -> None:
    assert await office.has("Ben")
    office.channel.members.remove(office.slack.person("Ben").user)

    office.note("Chen", is_in=True)
    office.note("Ben", is_in=False)

    assert await office.has("Chen")
    assert not await office.has("Ben")
    assert office.asked == 1


async def test_what_somebody_did_before_they_left_does_not_bring_them_back(office: Office) -> None:
    assert await office.has("Ben")
    office.channel.members.remove(office.slack.person("Ben").user)
    office.note("Ben", is_in=False)

    office.membership.sight(office.place, office.person("Ben"))
    assert not await office.has("Ben")

    office.membership.sight(office.place, office.person("Chen"))
    assert await office.has("Chen")
    assert office.asked == 1


@pytest.mark.parametrize(
    "fault",
    [
        faults.error("not_in_channel"),
        faults.error("missing_scope"),
        faults.rate_limited(7),
        faults.http_500(),
        faults.half_an_answer(),
        faults.never(),
        Fault(answer={"ok": True}),
        Fault(answer={"ok": True, "members": []}),
        Fault(answer={"ok": True, "members": None}),
        Fault(answer={"ok": True, "members": ["U9"], "response_metadata": {"next_cursor": "on"}}),
    ],
    ids=["out", "scope", "limited", "outage", "half", "silence", "none", "nobody", "null", "more"],
)
async def test_without_an_answer_nobody_is_said_to_be_in_or_out(
    office: Office, fault: Fault
) -> None:
    office.slack.faults.next(METHOD, fault, times=5)

    with pytest.raises(MembersUnknown):
        await office.has("Ben")
    asked = office.asked
    with pytest.raises(MembersUnknown):
        await office.has("Ana")
    assert office.asked == asked
    office.slack.faults.clear()
    office.seconds.now = 2 * AGAIN_SECONDS
    assert await office.has("Ben")


async def test_slack_is_left_alone_for_as_long_as_it_asks_for(office: Office) -> None:
    office.slack.faults.next(METHOD, faults.rate_limited(30))
    for office.seconds.now in (0.0, AGAIN_SECONDS, 29.9):
        with pytest.raises(MembersUnknown):
            await office.has("Ben")
    assert office.asked == 1

    office.seconds.now = 30.0
    assert await office.has("Ben")


async def test_who_is_known_to_have_left_is_out_without_an_answer_too(office: Office) -> None:
    office.note("Ben", is_in=False)
    office.slack.faults.next(METHOD, faults.error("fatal_error"))

    assert not await office.has("Ben")


async def test_a_channel_of_many_is_read_page_by_page(office: Office) -> None:
    first = Fault(answer={"ok": True, "members": ["U9"], "response_metadata": {"next_cursor": ""}})
    more = Fault(
        answer={"ok": True, "members": ["U8"], "response_metadata": {"next_cursor": "more"}}
    )
    office.slack.faults.next(METHOD, more)
    office.slack.faults.next(METHOD, first)

    assert await office.membership.is_in(office.place, PersonId("U9"))
    assert await office.membership.is_in(office.place, PersonId("U8"))
    assert not await office.has("Ben")
    assert office.asked == 2


async def test_people_of_other_organisations_are_in_the_channel_too(office: Office) -> None:
    zoe: Person = office.slack.person_of_other_workspace("Zoe", "Acme")
    office.slack.channel("design", members=["Zoe"])

    assert await office.membership.is_in(office.place, PersonId(zoe.id))


@pytest.mark.parametrize("code", ["channel_not_found", "missing_scope", "not_in_channel"])
async def test_a_channel_that_cannot_be_seen_is_one_the_bot_is_not_in(
    slack: LocalSlack, client: AsyncWebClient, code: str
) -> None:
    channel = slack.channel("design", members=["Ana"], bot=True)
    place = Place(TEAM, ChannelId(channel.id))
    membership = SlackMembership(client, time.monotonic)
    assert await membership.bot_is_in(place)

    slack.faults.next("conversations.info", faults.error(code))
    assert not await membership.bot_is_in(place)
