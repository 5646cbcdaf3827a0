"""Channels that two workspaces share (Slack Connect), and what the app hears of the other one."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NotPossible, Person
from localslack.json_types import JsonObject

Connect = Callable[[AsyncApp], Awaitable[Any]]

BUTTON = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "sip",
            "text": {"type": "plain_text", "text": "Sip"},
        }
    ],
}
FORM = {
    "type": "modal",
    "callback_id": "brew",
    "title": {"type": "plain_text", "text": "Brew"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Black or green?"}}],
}


@pytest.fixture
def zoe(slack: LocalSlack) -> Person:
    return slack.person_of_other_workspace("Zoe", "Acme")


@pytest.fixture
def hosted(slack: LocalSlack) -> Channel:
    """A channel that Acme shares with the workspace of the app."""
    return slack.channel("with-acme", members=["Ana"], bot=True, host="Acme")


def acme(slack: LocalSlack) -> str:
    return slack.workspace.other("Acme").team_id


async def delivered(slack: LocalSlack, name: str, sign: str) -> JsonObject:
    """The newest delivery of a name in which there is a sign."""

    def find() -> list[JsonObject]:
        found = slack.traffic.deliveries(name)
        return [each.arguments for each in found if sign in str(each.arguments)]

    await slack.until(lambda: bool(find()), why=f"no {name} with {sign}")
    return find()[-1]


def teams(body: JsonObject) -> tuple[str, str]:
    """The team of an envelope, and the one that the app is installed in."""
    return body["team_id"], body["authorizations"][0]["team_id"]


async def test_a_channel_says_who_shares_it_and_whose_it_is(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, hosted: Channel, zoe: Person
) -> None:
    slack.channel("kitchen", members=["Zoe"])

    own = (await client.conversations_info(channel=kitchen.id))["channel"]
    theirs = (await client.conversations_info(channel=hosted.id))["channel"]
    members = (await client.conversations_members(channel=kitchen.id))["members"]

    assert zoe.id in members
    for channel in (own, theirs):
        assert channel["is_shared"]
        assert channel["is_ext_shared"]
        assert channel["shared_team_ids"] == [slack.team_id, acme(slack)]
    assert own["conversation_host_id"] == slack.team_id
    assert theirs["conversation_host_id"] == acme(slack)


async def test_people_of_one_workspace_come_from_one_team(
    client: AsyncWebClient, slack: LocalSlack, zoe: Person
) -> None:
    finn = slack.person_of_other_workspace("Finn", "Acme")
    gus = slack.person_of_other_workspace("Gus", "Globex")

    found = [(await client.users_info(user=each.id))["user"] for each in (zoe, finn, gus)]

    assert all(user["is_stranger"] for user in found)
    assert found[0]["team_id"] == found[1]["team_id"] == acme(slack)
    assert found[2]["team_id"] not in {acme(slack), slack.team_id}


async def test_a_stranger_s_message_is_of_their_team_and_authorized_for_the_app_s(
    app: AsyncApp, slack: LocalSlack, connect: Connect, kitchen: Channel, zoe: Person
) -> None:
    slack.channel("kitchen", members=["Zoe"])
    await connect(app)

    message = await zoe.says("hello", in_channel=kitchen)
    body = await delivered(slack, "message", "hello")
    await zoe.reacts("tea", to=message)
    reaction = await delivered(slack, "reaction_added", zoe.id)

    assert teams(body) == (acme(slack), slack.team_id)
    assert body["context_team_id"] == slack.team_id
    assert body["event"]["user_team"] == body["event"]["source_team"] == acme(slack)
    assert body["is_ext_shared_channel"]
    assert teams(reaction) == (slack.team_id, slack.team_id)


async def test_what_happens_in_another_workspace_s_channel_is_of_its_host(
    app: AsyncApp, slack: LocalSlack, connect: Connect, ana: Person, hosted: Channel
) -> None:
    await connect(app)

    message = await ana.says("hello", in_channel=hosted)
    body = await delivered(slack, "message", "hello")
    await ana.reacts("tea", to=message)
    reaction = await delivered(slack, "reaction_added", ana.id)

    assert teams(body) == (slack.team_id, slack.team_id)
    assert body["context_team_id"] == acme(slack)
    assert teams(reaction) == (acme(slack), slack.team_id)
    assert reaction["context_team_id"] == slack.team_id


async def test_a_stranger_s_form_names_their_team_and_where_the_app_is_installed(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: LocalSlack,
    connect: Connect,
    kitchen: Channel,
    zoe: Person,
) -> None:
    @app.action("sip")
    async def open_form(ack: Any, body: JsonObject) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("brew")
    async def brewed(ack: Any) -> None:
        await ack()

    slack.channel("kitchen", members=["Zoe"])
    await connect(app)
    await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=[BUTTON])

    await zoe.clicks("Sip")
    await zoe.clicks("Go")

    pressed = await delivered(slack, "block_actions", zoe.id)
    sent = await delivered(slack, "view_submission", zoe.id)
    assert (pressed["team"]["id"], pressed["user"]["team_id"]) == (slack.team_id, acme(slack))
    assert sent["team"]["id"] == sent["user"]["team_id"] == acme(slack)
    assert sent["view"]["team_id"] == acme(slack)
    assert sent["view"]["app_installed_team_id"] == slack.team_id


async def test_a_stranger_is_offered_no_command_and_no_shortcut(
    slack: LocalSlack, kitchen: Channel, zoe: Person
) -> None:
    slack.channel("kitchen", members=["Zoe"])
    message = await zoe.says("hello", in_channel=kitchen)

    for attempt in (
        zoe.runs("/tea", in_channel=kitchen),
        zoe.uses_shortcut("Keep", on=message),
        zoe.opens_home(),
    ):
        with pytest.raises(NotPossible, match="another organisation"):
            await attempt


async def test_another_app_s_bot_says_whose_it_is(
    app: AsyncApp, client: AsyncWebClient, slack: LocalSlack, connect: Connect, kitchen: Channel
) -> None:
    polls = slack.bot_of_another_app("Polls")
    slack.channel("kitchen", members=["Polls"])
    await connect(app)

    await polls.says("vote!", in_channel=kitchen)
    event = (await delivered(slack, "message", "vote!"))["event"]

    assert event["bot_id"] == event["bot_profile"]["id"]
    assert event["app_id"] != slack.app.app_id
    assert (await client.users_info(user=polls.id))["user"]["is_bot"]
