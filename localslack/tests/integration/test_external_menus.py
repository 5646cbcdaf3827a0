"""Menus whose options the app finds while somebody types."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import BadAnswer, Channel, LocalSlack, NotPossible, Person

Connect = Callable[[AsyncApp], Awaitable[Any]]
TEAS = ["Assam", "Assam Gold", "Oolong"]


def option(name: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": name}, "value": name.lower()}


def menu(kind: str = "external_select") -> dict[str, Any]:
    placeholder = {"type": "plain_text", "text": "Which tea"}
    return {"type": kind, "action_id": "tea", "placeholder": placeholder}


async def post(client: AsyncWebClient, channel: Channel, element: dict[str, Any]) -> None:
    text = {"type": "mrkdwn", "text": "tea"}
    blocks = [{"type": "section", "block_id": "pot", "text": text, "accessory": element}]
    await client.chat_postMessage(channel=channel.id, text="tea", blocks=blocks)


@pytest.fixture
async def chosen(app: AsyncApp, connect: Connect) -> list[dict[str, Any]]:
    """What people chose of the teas that the app offers."""
    actions: list[dict[str, Any]] = []

    @app.options("tea")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        typed = payload["value"].lower()
        await ack(options=[option(tea) for tea in TEAS if tea.lower().startswith(typed)])

    @app.action("tea")
    async def choose(ack: Any, action: dict[str, Any]) -> None:
        actions.append(action)
        await ack()

    await connect(app)
    return actions


async def test_the_app_is_asked_for_what_was_typed(
    client: AsyncWebClient, chosen: list[dict[str, Any]], ana: Person, kitchen: Channel
) -> None:
    await post(client, kitchen, menu())

    assert await ana.searches("Which tea", "Ass") == ["Assam", "Assam Gold"]
    await ana.chooses("Which tea", "Oolong")
    assert chosen[0]["selected_option"] == option("Oolong")
    with pytest.raises(NotPossible, match="no option 'Coffee'"):
        await ana.chooses("Which tea", "Coffee")


async def test_several_may_be_chosen(
    client: AsyncWebClient, chosen: list[dict[str, Any]], ana: Person, kitchen: Channel
) -> None:
    await post(client, kitchen, menu("multi_external_select"))
    await ana.chooses("Which tea", ["Assam Gold", "Oolong"])

    assert chosen[0]["selected_options"] == [option("Assam Gold"), option("Oolong")]


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize(("words", "asked"), [(("As", None), 0), (("Ass", None), 1), (("A", 1), 1)])
async def test_short_words_are_not_sent(
    client: AsyncWebClient,
    slack: LocalSlack,
    ana: Person,
    kitchen: Channel,
    words: tuple[str, int | None],
    asked: int,
) -> None:
    typed, least = words
    await post(client, kitchen, menu() | ({"min_query_length": least} if least else {}))
    await ana.searches("Which tea", typed)

    assert len(slack.traffic.deliveries("block_suggestion")) == asked


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"options": [option(str(number)) for number in range(101)]},
        {"options": [option("a")], "option_groups": []},
        {"options": [option("x" * 76)]},
    ],
)
async def test_an_offer_that_slack_refuses_is_shown_as_an_error(
    app: AsyncApp,
    client: AsyncWebClient,
    connect: Connect,
    ana: Person,
    kitchen: Channel,
    answer: dict[str, Any],
) -> None:
    @app.middleware
    async def offer(body: dict[str, Any]) -> BoltResponse:
        suggests = body.get("type") == "block_suggestion"
        return BoltResponse(status=200, body=answer if suggests else "")

    await connect(app)
    await post(client, kitchen, menu())
    with pytest.raises(BadAnswer):
        await ana.searches("Which tea", "Assam")


async def test_a_form_may_have_one(
    client: AsyncWebClient, slack: LocalSlack, chosen: list[dict[str, Any]], ana: Person
) -> None:
    label = {"type": "plain_text", "text": "Which tea"}
    view = {
        "type": "modal",
        "title": label,
        "submit": label,
        "blocks": [{"type": "input", "label": label, "element": menu()}],
    }
    await client.views_open(trigger_id=slack.app.triggers.issue(ana.user), view=view)
    await ana.fills("Which tea", "Assam")

    assert (await ana.form()).value("Which tea")["selected_option"] == option("Assam")
    assert chosen == []
