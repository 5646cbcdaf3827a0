"""Looks into what views make: every text, button and input, wherever it stands."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.adapters.slack.doors.render import render_content
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.payloads.views import View as Shown
from bot.application.posts.contents import Content
from tests.support.sessions import CARD, WORKSPACE_URL

Payload = Mapping[str, Any]


def payload_of(shown: Content | Rendered | View) -> Payload:
    """What Slack gets to see."""
    if isinstance(shown, View):
        view: Payload = shown.to_dict()
        return view
    if not isinstance(shown, Rendered):
        shown = render_content(shown, WORKSPACE_URL, CARD)
    return {"text": shown.text, "blocks": shown.blocks}


def inside(payload: object) -> Iterator[Payload]:
    """Every object in a payload, itself included."""
    if isinstance(payload, Mapping):
        yield payload
        for value in payload.values():
            yield from inside(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from inside(value)


def markdown_in(payload: Payload) -> list[str]:
    """Every text that Slack looks for markup in."""
    found = [each["text"] for each in inside(payload) if each.get("type") == "mrkdwn"]
    return [payload["text"], *found] if "text" in payload else found


def buttons_in(payload: Payload) -> list[Payload]:
    return [each for each in inside(payload) if each.get("type") == "button"]


def menus_in(payload: Payload) -> list[Payload]:
    return [each for each in inside(payload) if each.get("type") == "overflow"]


def options_of_menus(payloads: Iterable[Payload]) -> list[str]:
    """The values of every option that stands in a menu."""
    menus = (menu for payload in payloads for menu in menus_in(payload))
    return [option["value"] for menu in menus for option in menu["options"]]


def action_ids_in(payload: Payload) -> set[str]:
    return {each["action_id"] for each in inside(payload) if "action_id" in each}


def filled_in(view: View, **answers: Payload) -> Form:
    """A form as it comes back: what was in it from the start, and what was answered."""
    return Form(Shown.model_validate(submitted(view, **answers)))


def submitted(view: View, **answers: Payload) -> Payload:
    """A form as Slack sends it."""
    payload = payload_of(view)
    inputs = [block for block in payload["blocks"] if block["type"] == "input"]
    values = {
        block["block_id"]: {
            block["element"]["action_id"]: answers.get(
                block["block_id"], _untouched(block["element"])
            )
        }
        for block in inputs
    }
    return {**payload, "id": "V1", "state": {"values": values}}


UNTOUCHED = {
    "initial_option": "selected_option",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
    "initial_options": "selected_options",
}


def _untouched(element: Payload) -> Payload:
    is_rich = element["type"] == "rich_text_input"
    names = {**UNTOUCHED, "initial_value": "rich_text_value" if is_rich else "value"}
    return {name: element.get(initial) for initial, name in names.items()}
