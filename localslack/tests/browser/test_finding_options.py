"""Menus whose options the app finds, in a message and in a form; and shortcuts of the app."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from localslack_support.browser import Seat
from localslack_support.workshop import Workshop

TEAS = [":tea: Assam", ":tea: Assam Gold", ":tea: Oolong"]


def _option(name: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": name}, "value": name.rpartition(" ")[2].lower()}


def _menu(**more: Any) -> dict[str, Any]:
    placeholder = {"type": "plain_text", "text": "Which tea"}
    kind = {"type": "external_select", "action_id": "tea", "placeholder": placeholder}
    return kind | {"min_query_length": 2} | more


@pytest.fixture
def chosen(workshop: Workshop) -> list[str]:
    """The values that people chose of the teas that the app offers."""
    values: list[str] = []

    @workshop.app.options("tea")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        typed = payload["value"].lower()
        found = [_option(tea) for tea in TEAS if typed in tea.lower()]
        label = {"type": "plain_text", "text": "On the shelf"}
        await ack(option_groups=[{"label": label, "options": found}])

    @workshop.app.action("tea")
    async def choose(ack: Any, action: dict[str, Any]) -> None:
        values.append(action["selected_option"]["value"])
        await ack()

    @workshop.app.view("brew")
    async def take(ack: Any, view: dict[str, Any]) -> None:
        state = view["state"]["values"]["teas"]["tea"]
        values.extend(option["value"] for option in state["selected_options"])
        await ack()

    @workshop.app.shortcut("new")
    async def brew(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=_form())

    return values


def _form() -> dict[str, Any]:
    words = {"type": "plain_text", "text": "Brew"}
    block = {
        "type": "input",
        "block_id": "teas",
        "label": {"type": "plain_text", "text": "Teas"},
        "element": _menu(type="multi_external_select"),
    }
    return {
        "type": "modal",
        "callback_id": "brew",
        "title": words,
        "submit": {"type": "plain_text", "text": "Pour"},
        "blocks": [block],
    }


async def _types(box: Locator, text: str) -> None:
    await box.click()
    await box.press_sequentially(text)


async def test_the_app_finds_the_options_of_a_menu_in_a_message(
    workshop: Workshop, chosen: list[str]
) -> None:
    ana = await workshop.sits("Ana")
    block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "Tea?"},
        "accessory": _menu(),
    }
    await workshop.posts("Tea?", [block])
    message = ana.message("Tea?")
    box = message.get_by_role("combobox", name="Which tea")

    await box.click()
    await expect(message.get_by_text("Type to search")).to_be_visible()
    await _types(box, "assam")
    await expect(message.get_by_role("option")).to_have_text(["🍵 Assam", "🍵 Assam Gold"])
    await expect(message.get_by_text("On the shelf")).to_be_visible()
    await box.press("ArrowDown")
    await box.press("Enter")

    await workshop.slack.until(lambda: chosen == ["gold"], why="nothing was chosen")
    await expect(box).to_have_attribute("placeholder", "🍵 Assam Gold")
    asked = workshop.slack.traffic.deliveries
    typed = ["as", "ass", "assa", "assam"]
    await workshop.slack.until(lambda: len(asked("block_suggestion")) >= len(typed))
    assert sorted(each.arguments["value"] for each in asked("block_suggestion")) == typed


async def test_a_shortcut_opens_a_form_whose_options_the_app_finds(
    workshop: Workshop, chosen: list[str]
) -> None:
    ana = await workshop.sits("Ana")

    form = await _uses_new_tea(ana)
    box = form.get_by_role("combobox", name="Teas")
    for word, tea in (("gold", "🍵 Assam Gold"), ("ool", "🍵 Oolong")):
        await _types(box, word)
        await expect(form.get_by_role("option")).to_have_text([tea])
        await box.press("Enter")
        await expect(form.get_by_role("button", name=f"Remove {tea}")).to_be_visible()
    await box.press("Escape")
    await ana.clicks("Pour", form)

    await expect(form).to_have_count(0)
    assert chosen == ["gold", "oolong"]


@pytest.mark.usefixtures("chosen")
async def test_shortcuts_are_there_in_a_thread_too(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("Tea?")
    await ana.opens_thread_of("Tea?")

    await ana.clicks("Shortcuts", ana.thread)
    await ana.thread.get_by_role("menuitem", name="New tea").click()

    await expect(ana.dialog("Brew")).to_be_visible()


async def test_an_answer_that_comes_late_does_not_hide_a_newer_one(workshop: Workshop) -> None:
    late = asyncio.Event()

    @workshop.app.options("slow")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        if payload["value"] == "ass":
            await late.wait()
        await ack(options=[_option(tea) for tea in TEAS if payload["value"] in tea.lower()])

    ana = await workshop.sits("Ana")
    block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "Tea?"},
        "accessory": _menu(action_id="slow"),
    }
    await workshop.posts("Tea?", [block])
    box = ana.message("Tea?").get_by_role("combobox", name="Which tea")

    await box.fill("ass")
    await box.fill("ool")
    await expect(ana.page.get_by_role("option")).to_have_text(["🍵 Oolong"])
    late.set()
    answered = workshop.slack.traffic.deliveries
    await workshop.slack.until(lambda: len(answered("block_suggestion")) == 2)
    await workshop.slack.person("Ben").says("Anybody?", in_channel=workshop.design)

    await expect(ana.message("Anybody?")).to_be_visible()
    await expect(ana.page.get_by_role("option")).to_have_text(["🍵 Oolong"])


async def _uses_new_tea(seat: Seat) -> Locator:
    await seat.clicks("Shortcuts")
    await expect(seat.page.get_by_role("menuitem", name="New tea")).to_be_focused()
    await seat.page.keyboard.press("Enter")
    return seat.dialog("Brew")
