"""What people write, see and use, in the words of the tests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NewPerson, NotPossible, Person
from localslack.people.composing import as_typed
from localslack.text.mrkdwn import Reader

Connect = Callable[[AsyncApp], Awaitable[Any]]


def button(label: str, **more: object) -> dict[str, object]:
    element = {
        "type": "button",
        "action_id": label,
        "text": {"type": "plain_text", "text": label},
        **more,
    }
    return {"type": "actions", "elements": [element]}


async def test_names_addresses_and_angle_brackets_are_written_as_slack_does(
    slack: LocalSlack, ana: Person, ben: Person, kitchen: Channel
) -> None:
    slack.add_person(NewPerson("Benedict"))
    message = await ana.says(
        "@Ben @Benedict <!channel> R&D in #kitchen: https://tea.example/a?b=1."
    )

    assert message.text == (
        f"<@{ben.id}> <@{slack.person('Benedict').id}> &lt;!channel&gt; R&amp;D in "
        f"<#{kitchen.id}|kitchen>: <https://tea.example/a?b=1>."
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("✅ done", ":white_check_mark: done"), ("👍", ":+1:"), ("👍🏽", ":+1::skin-tone-4:")],
)
@pytest.mark.usefixtures("kitchen")
async def test_emoji_are_kept_by_their_names(ana: Person, typed: str, kept: str) -> None:
    message = await ana.says(typed)

    assert message.text == kept
    assert ana.reads(message) == typed


@pytest.mark.usefixtures("kitchen")
@pytest.mark.parametrize(
    "typed", ["@Ben & #kitchen <b>", "*bold* `a < b` 👍🏽 ✅", "see https://tea.example/a?b=1&c=2."]
)
async def test_a_message_can_be_typed_again_as_it_was(
    slack: LocalSlack, ana: Person, typed: str
) -> None:
    message = await ana.says(typed)
    again = as_typed(message.text, Reader(slack.workspace.name_of, ana.user.zone))
    await ana.edits(message, again)

    assert again == typed
    assert not message.edited


async def test_people_see_what_is_theirs_to_see(
    client: AsyncWebClient, slack: LocalSlack, ana: Person, ben: Person, kitchen: Channel
) -> None:
    cellar = slack.channel("cellar", members=["Ana"], private=True)
    await ana.says("the good wine", in_channel=cellar)
    await client.chat_postEphemeral(channel=kitchen.id, user=ben.id, text="for Ben")

    await ana.sees("wine")
    await ben.sees("for Ben")
    await ben.sees_nothing_like("wine")
    with pytest.raises(AssertionError, match="the good wine"):
        await ana.sees("the bad wine", timeout=0)
    with pytest.raises(AssertionError, match="for Ben"):
        await ben.sees_nothing_like("for")


async def test_a_button_is_seen_only_by_those_it_is_for(
    client: AsyncWebClient, ana: Person, ben: Person, kitchen: Channel
) -> None:
    blocks = [button("Mine", visible_to_user_ids=[ana.id])]
    await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=blocks)

    assert ana.screen.find("Mine") is not None
    assert ben.screen.find("Mine") is None


@pytest.mark.usefixtures("kitchen")
async def test_what_slacks_client_does_not_allow_is_not_possible(
    slack: LocalSlack, ana: Person, ben: Person
) -> None:
    cellar = slack.channel("cellar", members=["Ana"], private=True)
    message = await ana.says("hello")

    with pytest.raises(NotPossible, match="not in #cellar"):
        ben.goes_to(cellar)
    with pytest.raises(NotPossible, match="not gone to any channel"):
        await ben.says("hello")
    with pytest.raises(NotPossible, match="did not write"):
        await ben.edits(message, "bye")
    with pytest.raises(NotPossible, match="no global shortcut"):
        await ana.uses_shortcut("Keep")


async def test_every_content_a_message_ever_had_is_kept(
    client: AsyncWebClient, ana: Person, kitchen: Channel
) -> None:
    message = await ana.says("hello")
    await ana.edits(message, "hello again")
    history = await client.conversations_history(channel=kitchen.id)

    assert [version.text for version in message.versions] == ["hello", "hello again"]
    assert history["messages"][0]["edited"]["user"] == ana.id
    await ana.deletes(message)
    assert kitchen.messages == []


async def test_a_deleted_message_with_replies_leaves_a_tombstone(
    client: AsyncWebClient, ana: Person, kitchen: Channel
) -> None:
    message = await ana.says("question?")
    await ana.says("answer", in_thread=message)
    await ana.deletes(message)
    history = await client.conversations_history(channel=kitchen.id)

    assert history["messages"][0]["subtype"] == "tombstone"
    assert [reply.text for reply in kitchen.thread_of(message)] == ["answer"]


async def test_happenings_can_be_watched(slack: LocalSlack, ana: Person, kitchen: Channel) -> None:
    seen: list[str] = []
    slack.subscribe(lambda happening: seen.append(type(happening).__name__))
    message = await ana.says("hello", in_channel=kitchen)
    await ana.reacts("tada", to=message)
    await ana.opens_home()

    assert seen == ["Posted", "Reacted", "HomeOpened"]


async def test_menus_are_chosen_from_by_what_they_say(
    app: AsyncApp, client: AsyncWebClient, ana: Person, kitchen: Channel, connect: Connect
) -> None:
    chosen: list[str] = []

    @app.action("menu")
    async def listen(ack: Any, action: dict[str, Any]) -> None:
        chosen.append(action["selected_option"]["value"])
        await ack()

    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
        for name in ("Skip", "Pause")
    ]
    menu = {"type": "overflow", "action_id": "menu", "options": options}
    text = {"type": "mrkdwn", "text": "tea"}
    section = {"type": "section", "text": text, "accessory": menu}
    await connect(app)
    await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=[section])
    await ana.chooses("More", "Pause")

    assert chosen == ["pause"]
    with pytest.raises(NotPossible, match="there are 'Skip', 'Pause'"):
        await ana.chooses("More", "Stop")


async def test_people_wait_for_a_form_that_is_on_its_way(
    client: AsyncWebClient, slack: LocalSlack, ana: Person
) -> None:
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Brew"},
        "submit": {"type": "plain_text", "text": "Pour"},
        "blocks": [
            {
                "type": "input",
                "label": {"type": "plain_text", "text": "Tea"},
                "element": {"type": "plain_text_input"},
            }
        ],
    }
    filling = asyncio.create_task(ana.fills("Tea", "oolong"))
    trigger_id = slack.app.triggers.issue(ana.user)
    await client.views_open(trigger_id=trigger_id, view=view)
    await filling

    assert (await ana.form()).value("Tea")["value"] == "oolong"
