"""A real Bolt app, connected by Socket Mode, does its usual work in the local Slack."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from localslack import Channel, LocalSlack, NotAcknowledged, NotPossible, Person

Connect = Callable[[AsyncApp], Awaitable[Any]]

FORM = {
    "type": "modal",
    "callback_id": "brew",
    "title": {"type": "plain_text", "text": "Brew"},
    "submit": {"type": "plain_text", "text": "Pour"},
    "blocks": [
        {
            "type": "input",
            "block_id": "kind",
            "label": {"type": "plain_text", "text": "Which tea"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "cup",
            "optional": True,
            "label": {"type": "plain_text", "text": "Cup"},
            "element": {
                "type": "static_select",
                "action_id": "choice",
                "options": [
                    {"text": {"type": "plain_text", "text": "Small"}, "value": "s"},
                    {"text": {"type": "plain_text", "text": "Large"}, "value": "l"},
                ],
            },
        },
        {
            "type": "input",
            "block_id": "guests",
            "optional": True,
            "label": {"type": "plain_text", "text": "Guests"},
            "element": {"type": "multi_users_select", "action_id": "people"},
        },
    ],
}


def buttons(*labels: str) -> list[dict[str, Any]]:
    elements = [
        {"type": "button", "action_id": label, "text": {"type": "plain_text", "text": label}}
        for label in labels
    ]
    return [{"type": "actions", "elements": elements}]


async def test_a_command_opens_a_form_and_field_errors_can_be_corrected(
    app: AsyncApp, ana: Person, ben: Person, kitchen: Channel, connect: Connect
) -> None:
    submitted: list[dict[str, Any]] = []

    @app.command("/tea")
    async def tea(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.view("brew")
    async def pour(ack: Any, view: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        values = view["state"]["values"]
        if values["kind"]["text"]["value"] == "coffee":
            await ack(response_action="errors", errors={"kind": "That is no tea."})
            return
        submitted.append(values)
        await client.chat_postMessage(channel=kitchen.id, text=f"<@{body['user']['id']}> pours")
        await ack()

    await connect(app)
    await ana.runs("/tea green")
    form = await ana.form("Brew")
    await ana.clicks("Pour")
    assert form.errors == {"Which tea": "Please complete this required field."}

    await ana.fills("Which tea", "coffee")
    await ana.clicks("Pour")
    assert form.errors == {"Which tea": "That is no tea."}

    await ana.fills("Which tea", "oolong")
    await ana.fills("Cup", "Large")
    await ana.fills("Guests", ["Ben"])
    await ana.clicks("Pour")

    assert not form.is_open
    assert submitted[0]["kind"]["text"]["value"] == "oolong"
    assert submitted[0]["cup"]["choice"]["selected_option"]["value"] == "l"
    assert submitted[0]["guests"]["people"]["selected_users"] == [ben.id]
    await ben.sees("pours", in_channel=kitchen)


async def test_a_click_can_replace_the_message_through_its_response_url(
    app: AsyncApp, ana: Person, kitchen: Channel, connect: Connect
) -> None:
    @app.action("Drink")
    async def drink(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="all gone", replace_original=True)
        await respond(text="was it good?")

    await connect(app)
    await app.client.chat_postMessage(channel=kitchen.id, text="tea", blocks=buttons("Drink"))
    await ana.clicks("Drink")

    message = await ana.sees("all gone")
    assert message.edited
    assert message.blocks == ()
    await ana.sees("was it good?")
    assert ana.private_answers == ["was it good?"]


async def test_commands_arrive_escaped_only_if_the_manifest_says_so(
    app: AsyncApp, ana: Person, ben: Person, kitchen: Channel, connect: Connect
) -> None:
    texts: list[str] = []

    async def listen(ack: Any, command: dict[str, str]) -> None:
        texts.append(command["text"])
        await ack("noted")

    app.command("/tea")(listen)
    app.command("/raw")(listen)
    await connect(app)
    await ana.runs("/tea for @Ben & co in #kitchen")
    await ana.runs("/raw for @Ben & co")

    assert texts == [
        f"for <@{ben.id}|ben> &amp; co in <#{kitchen.id}|kitchen>",
        "for @Ben & co",
    ]
    assert ana.private_answers == ["noted", "noted"]
    with pytest.raises(NotPossible, match="not a valid command"):
        await ana.runs("/coffee")


@pytest.mark.usefixtures("kitchen")
async def test_messages_and_reactions_arrive_as_events(
    app: AsyncApp, slack: LocalSlack, ana: Person, ben: Person, connect: Connect
) -> None:
    seen: list[tuple[str, str]] = []

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        seen.append(("message", event["text"]))

    @app.event("reaction_added")
    async def added(event: dict[str, Any]) -> None:
        seen.append((event["reaction"], event["item_user"]))

    @app.event("reaction_removed")
    async def removed(event: dict[str, Any]) -> None:
        seen.append(("no " + event["reaction"], event["item"]["ts"]))

    await connect(app)
    said = await ana.says("<tea> for @Ben?")
    await slack.until(lambda: len(seen) == 1)
    await ben.reacts("white_check_mark", to=said)
    await slack.until(lambda: len(seen) == 2)
    await ben.unreacts("white_check_mark", to=said)
    await slack.until(lambda: len(seen) == 3)

    assert seen == [
        ("message", f"&lt;tea&gt; for <@{ben.id}>?"),
        ("white_check_mark", ana.id),
        ("no white_check_mark", said.ts),
    ]


@pytest.mark.usefixtures("kitchen")
async def test_an_event_comes_again_until_its_listener_takes_it(
    app: AsyncApp, slack: LocalSlack, ana: Person, connect: Connect
) -> None:
    tries: list[tuple[str, str]] = []

    @app.event("message")
    async def message(event: dict[str, Any], body: dict[str, Any], request: Any) -> None:
        if "subtype" in event:
            return
        tries.append((body["event_id"], request.headers["x-slack-retry-num"][0]))
        if len(tries) == 1:
            raise RuntimeError("spilled")

    await connect(app)
    slack.socket_mode.ack_timeout = 0.2
    await ana.says("tea?")
    await slack.until(lambda: len(tries) == 2)

    assert [number for _, number in tries] == ["0", "1"]
    assert tries[0][0] == tries[1][0]


@pytest.mark.usefixtures("kitchen")
async def test_a_command_nobody_answers_shows_an_error(
    app: AsyncApp, slack: LocalSlack, ana: Person, connect: Connect
) -> None:
    with pytest.raises(NotAcknowledged, match="no_connection"):
        await ana.runs("/tea")

    await connect(app)
    slack.socket_mode.ack_timeout = 0.2
    with pytest.raises(NotAcknowledged, match="timeout"):
        await ana.runs("/tea")

    assert len(ana.private_answers) == 2


async def test_home_is_published_for_the_one_who_opens_it(
    app: AsyncApp, slack: LocalSlack, ana: Person, ben: Person, connect: Connect
) -> None:
    clicked: list[str] = []

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: Any) -> None:
        view = {"type": "home", "blocks": buttons("Brew now")}
        await client.views_publish(user_id=event["user"], view=view)

    @app.action("Brew now")
    async def brew(ack: Any, body: dict[str, Any]) -> None:
        clicked.append(body["container"]["type"])
        await ack()

    await connect(app)
    await ana.opens_home()
    await slack.until(lambda: ana.home is not None)
    await ana.clicks("Brew now")

    assert clicked == ["view"]
    assert ben.home is None


@pytest.mark.usefixtures("kitchen")
async def test_shortcuts_bring_the_message_they_were_used_on(
    app: AsyncApp, ana: Person, connect: Connect
) -> None:
    kept: list[str] = []

    @app.shortcut("keep")
    async def keep(ack: Any, shortcut: dict[str, Any]) -> None:
        kept.append(shortcut["message"]["text"])
        await ack()

    @app.shortcut("new")
    async def new(ack: Any, shortcut: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)
        await ack()

    await connect(app)
    message = await ana.says("Assam at four")
    await ana.uses_shortcut("Keep", on=message)
    await ana.uses_shortcut("New tea")

    assert kept == ["Assam at four"]
    assert (await ana.form("Brew")).labels == ["Which tea", "Cup", "Guests"]
