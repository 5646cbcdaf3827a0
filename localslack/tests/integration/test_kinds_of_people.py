"""Guests, people of other organisations, and people whose account was switched off."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NewPerson, NotPossible, Person

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]
Connect = Callable[[AsyncApp], Awaitable[Any]]


async def shown(client: AsyncWebClient, person: Person, *flags: str) -> list[bool]:
    user = (await client.users_info(user=person.id))["user"]
    return [user.get(flag, False) for flag in flags]


async def test_guests_say_so_and_join_nothing_alone(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    guest = slack.add_person(NewPerson("Gus", guest=True))
    single = slack.add_person(NewPerson("Sue", single_channel=True))
    flags = ("is_restricted", "is_ultra_restricted")

    assert await shown(client, guest, *flags) == [True, False]
    assert await shown(client, single, *flags) == [True, True]
    with pytest.raises(NotPossible, match="guest"):
        await guest.joins(kitchen)


async def test_people_from_elsewhere_are_strangers_without_the_app(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    stranger = slack.add_person(NewPerson("Zoe", external=True))
    before = await client.conversations_info(channel=kitchen.id)
    slack.channel("kitchen", members=["Zoe"])
    after = await client.conversations_info(channel=kitchen.id)
    user = (await client.users_info(user=stranger.id))["user"]
    await stranger.says("hello", in_channel=kitchen)

    assert user["is_stranger"]
    assert user["team_id"] != slack.team_id
    assert not before["channel"]["is_ext_shared"]
    assert after["channel"]["is_ext_shared"]
    with pytest.raises(NotPossible, match="another organisation"):
        await stranger.runs("/tea", in_channel=kitchen)
    with pytest.raises(NotPossible, match="another organisation"):
        await stranger.opens_home()


async def test_a_shared_channel_is_told_in_its_events(
    app: AsyncApp, slack: LocalSlack, connect: Connect, ana: Person, kitchen: Channel
) -> None:
    slack.add_person(NewPerson("Zoe", external=True))
    slack.channel("kitchen", members=["Zoe"])
    await connect(app)
    await ana.says("hello", in_channel=kitchen)
    await slack.until(lambda: any("client_msg_id" in str(r) for r in slack.traffic.deliveries()))

    body = slack.traffic.deliveries("message")[-1].arguments
    assert body["is_ext_shared_channel"]


async def test_who_was_switched_off_can_do_nothing(
    client: AsyncWebClient, slack: LocalSlack, ana: Person, kitchen: Channel, refusal: Refusal
) -> None:
    message = await ana.says("hello", in_channel=kitchen)
    slack.incidents().deactivate_person("Ana")

    assert await shown(client, ana, "deleted") == [True]
    assert await refusal(client.conversations_open(users=ana.id)) == "user_disabled"
    for attempt in (
        ana.says("still here", in_channel=kitchen),
        ana.reacts("tea", to=message),
        ana.runs("/tea", in_channel=kitchen),
        ana.clicks("Sip"),
    ):
        with pytest.raises(NotPossible, match="switched off"):
            await attempt


async def test_nobody_reacts_to_what_one_person_sees(
    client: AsyncWebClient, ana: Person, kitchen: Channel, refusal: Refusal
) -> None:
    posted = await client.chat_postEphemeral(channel=kitchen.id, user=ana.id, text="psst")
    message = await ana.sees("psst")
    item = {"channel": kitchen.id, "timestamp": posted["message_ts"]}

    with pytest.raises(NotPossible, match="only one person"):
        await ana.reacts("tea", to=message)
    assert await refusal(client.reactions_add(name="tea", **item)) == "message_not_found"


async def test_one_post_is_told_as_a_mention_and_as_a_message(
    app: AsyncApp, slack: LocalSlack, connect: Connect, ana: Person, kitchen: Channel
) -> None:
    await connect(app)
    await ana.says("@tea two cups", in_channel=kitchen)
    await slack.until(lambda: bool(slack.traffic.deliveries("app_mention")))
    await slack.until(lambda: "client_msg_id" in str(slack.traffic.deliveries("message")))

    mention = slack.traffic.deliveries("app_mention")[0].arguments
    message = next(
        each.arguments
        for each in slack.traffic.deliveries("message")
        if "client_msg_id" in each.arguments["event"]
    )
    assert mention["event"]["ts"] == message["event"]["ts"]
    assert mention["event_id"] != message["event_id"]
