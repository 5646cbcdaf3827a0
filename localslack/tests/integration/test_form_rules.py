"""The rules of modals: triggers, the stack, hashes and the answers to a submission."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import BadAnswer, Channel, LocalSlack, Person

Connect = Callable[[AsyncApp], Awaitable[Any]]
Refusal = Callable[[Awaitable[Any]], Awaitable[str]]


def text_input(label: str) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": f"{label} block",
        "optional": True,
        "label": {"type": "plain_text", "text": label},
        "element": {"type": "plain_text_input", "action_id": f"{label} input"},
    }


def modal(title: str, *labels: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "brew",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Pour"},
        "blocks": [text_input(label) for label in labels or ("Tea",)],
        **more,
    }


@pytest.fixture
def trigger(slack: LocalSlack, ana: Person) -> Callable[[], str]:
    return lambda: slack.app.triggers.issue(ana.user)


async def test_a_trigger_works_once(
    client: AsyncWebClient, trigger: Callable[[], str], refusal: Refusal
) -> None:
    used = trigger()
    await client.views_open(trigger_id=used, view=modal("Brew"))

    assert (
        await refusal(client.views_open(trigger_id=used, view=modal("Brew")))
        == "exchanged_trigger_id"
    )
    assert (
        await refusal(client.views_open(trigger_id="1.2.3", view=modal("Brew")))
        == "invalid_trigger_id"
    )


async def test_at_most_three_modals_lie_on_top_of_each_other(
    client: AsyncWebClient, trigger: Callable[[], str], refusal: Refusal, ana: Person
) -> None:
    async def push() -> Any:
        return await client.views_push(trigger_id=trigger(), view=modal("More"))

    assert await refusal(push()) == "not_found"
    opened = await client.views_open(trigger_id=trigger(), view=modal("Brew"))
    await push()
    third = await push()

    assert await refusal(push()) == "push_limit_reached"
    assert third["view"]["root_view_id"] == opened["view"]["id"]
    await ana.closes_form()
    await ana.closes_form()
    assert (await ana.form()).title == "Brew"


async def test_an_update_keeps_what_was_typed_and_checks_the_hash(
    client: AsyncWebClient, trigger: Callable[[], str], refusal: Refusal, ana: Person
) -> None:
    opened = await client.views_open(trigger_id=trigger(), view=modal("Brew", "Tea"))
    view_id, first_hash = opened["view"]["id"], opened["view"]["hash"]
    await ana.fills("Tea", "oolong")
    form = await ana.form()
    await client.views_update(view_id=view_id, hash=first_hash, view=modal("Again", "Tea", "Cup"))

    assert form.title == "Again"
    assert form.value("Tea")["value"] == "oolong"
    assert form.value("Cup")["value"] is None
    assert (
        await refusal(client.views_update(view_id=view_id, hash=first_hash, view=modal("Late")))
        == "hash_conflict"
    )
    await ana.closes_form()
    assert await refusal(client.views_update(view_id=view_id, view=modal("Gone"))) == "not_found"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ({}, ["Root"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal("New")}, ["Root", "New"]),
        ({"response_action": "push", "view": modal("New")}, ["Root", "Top", "New"]),
    ],
)
async def test_the_answer_to_a_submission_decides_what_is_shown(
    app: AsyncApp,
    trigger: Callable[[], str],
    ana: Person,
    connect: Connect,
    answer: dict[str, Any],
    shown: list[str],
) -> None:
    @app.view("brew")
    async def pour(ack: Any) -> None:
        await ack(**answer)

    await connect(app)
    await app.client.views_open(trigger_id=trigger(), view=modal("Root"))
    await app.client.views_push(trigger_id=trigger(), view=modal("Top"))
    await ana.clicks("Pour")

    assert [view.title for view in ana.forms] == shown


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"response_action": "errors", "errors": {"Cup block": "no"}}, "no input block: Cup"),
        ({"response_action": "errors", "errors": {}}, "at least one block"),
        ({"response_action": "push"}, "no view"),
    ],
)
async def test_a_wrong_answer_to_a_submission_is_loud(
    app: AsyncApp,
    trigger: Callable[[], str],
    ana: Person,
    connect: Connect,
    answer: dict[str, Any],
    reason: str,
) -> None:
    @app.middleware
    async def answer_without_bolts_checks() -> BoltResponse:
        return BoltResponse(status=200, body=answer)

    await connect(app)
    await app.client.views_open(trigger_id=trigger(), view=modal("Root"))
    with pytest.raises(BadAnswer, match=reason):
        await ana.clicks("Pour")


async def test_inputs_speak_up_only_if_they_were_asked_to(
    app: AsyncApp, trigger: Callable[[], str], ana: Person, connect: Connect
) -> None:
    actions: list[dict[str, Any]] = []

    @app.action("Loud input")
    async def changed(ack: Any, action: dict[str, Any]) -> None:
        actions.append(action)
        await ack()

    quiet, loud = text_input("Quiet"), text_input("Loud") | {"dispatch_action": True}
    await connect(app)
    await app.client.views_open(
        trigger_id=trigger(), view=modal("Brew") | {"blocks": [quiet, loud]}
    )
    await ana.fills("Quiet", "shh")
    await ana.fills("Loud", "hey")

    assert [action["value"] for action in actions] == ["hey"]


async def test_the_app_hears_of_a_closed_form_only_if_it_wants_to(
    app: AsyncApp, slack: LocalSlack, trigger: Callable[[], str], ana: Person, connect: Connect
) -> None:
    @app.view_closed("brew")
    async def closed(ack: Any) -> None:
        await ack()

    await connect(app)
    for notify in (False, True):
        view = modal("Brew", notify_on_close=notify)
        await app.client.views_open(trigger_id=trigger(), view=view)
        await ana.closes_form()

    assert len(slack.traffic.deliveries("view_closed")) == 1


@pytest.fixture
async def stack(app: AsyncApp, trigger: Callable[[], str], connect: Connect) -> None:
    """Three forms on top of each other, of which the app wants to know that they are closed."""

    @app.view_closed("brew")
    async def closed(ack: Any) -> None:
        await ack()

    @app.view("brew")
    async def pour(ack: Any) -> None:
        await ack()

    await connect(app)
    views = [
        modal(title, notify_on_close=True, clear_on_close=title == "Top")
        for title in ("Root", "Middle", "Top")
    ]
    await app.client.views_open(trigger_id=trigger(), view=views[0])
    for view in views[1:]:
        await app.client.views_push(trigger_id=trigger(), view=view)


@pytest.mark.usefixtures("stack")
async def test_sending_a_form_leaves_those_below_it_whatever_its_close_button_does(
    slack: LocalSlack, ana: Person
) -> None:
    await ana.clicks("Pour")

    assert [view.title for view in ana.forms] == ["Root", "Middle"]
    assert slack.traffic.deliveries("view_closed") == []


@pytest.mark.parametrize("leave", ["the close button", "the person's hand"])
@pytest.mark.usefixtures("stack")
async def test_a_close_button_clears_all_forms_if_its_form_says_so(
    slack: LocalSlack, ana: Person, leave: str
) -> None:
    if leave == "the close button":
        await ana.clicks("Cancel")
    else:
        await ana.closes(ana.forms[-1])

    [told] = slack.traffic.deliveries("view_closed")
    assert ana.forms == []
    assert told.arguments["view"]["title"]["text"] == "Root"
    assert told.arguments["is_cleared"] is True


@pytest.mark.usefixtures("stack")
async def test_a_close_button_otherwise_leaves_the_forms_below(
    slack: LocalSlack, ana: Person
) -> None:
    await ana.clicks("Pour")
    await ana.closes_form()

    [told] = slack.traffic.deliveries("view_closed")
    assert [view.title for view in ana.forms] == ["Root"]
    assert told.arguments["view"]["title"]["text"] == "Middle"
    assert told.arguments["is_cleared"] is False


@pytest.mark.usefixtures("stack")
async def test_the_cross_clears_all_forms_and_tells_of_the_lowest_one(
    slack: LocalSlack, ana: Person
) -> None:
    await ana.clicks("Pour")
    middle = ana.forms[-1]
    for _ in ("a click", "a second click"):
        await ana.closes(middle, whole_stack=True)

    [told] = slack.traffic.deliveries("view_closed")
    assert ana.forms == []
    assert told.arguments["view"]["title"]["text"] == "Root"
    assert told.arguments["is_cleared"] is True


async def test_a_view_with_faults_is_refused_and_leaves_the_trigger_unused(
    client: AsyncWebClient, trigger: Callable[[], str], refusal: Refusal, kitchen: Channel
) -> None:
    used = trigger()
    faulty = modal("A title that is far too long for Slack")

    assert kitchen.messages == []
    assert await refusal(client.views_open(trigger_id=used, view=faulty)) == "invalid_arguments"
    assert (await client.views_open(trigger_id=used, view=modal("Brew")))["ok"]
