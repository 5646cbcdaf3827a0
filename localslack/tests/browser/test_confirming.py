"""What an app wants to be sure of is asked before it happens."""

from typing import Any

import pytest
from playwright.async_api import expect

from localslack_support.workshop import Workshop


def _words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


CONFIRM = {
    "title": _words("Pour it away?"),
    "text": {"type": "mrkdwn", "text": "*All* of it."},
    "confirm": _words("Pour"),
    "deny": _words("Keep"),
    "style": "danger",
}
BUTTON = {"type": "button", "action_id": "pour", "text": _words("Pour away"), "confirm": CONFIRM}
MENU = {
    "type": "static_select",
    "action_id": "which",
    "placeholder": _words("Which one"),
    "options": [{"text": _words("Oolong"), "value": "oolong"}],
    "confirm": CONFIRM,
}


@pytest.fixture
def done(workshop: Workshop) -> list[str]:
    """The actions that the app heard of."""
    heard: list[str] = []

    async def hear(ack: Any, action: dict[str, Any]) -> None:
        heard.append(action["action_id"])
        await ack()

    for action_id in ("pour", "which"):
        workshop.app.action(action_id)(hear)
    return heard


async def test_who_says_no_has_done_nothing(workshop: Workshop, done: list[str]) -> None:
    ana = await workshop.sits("Ana")
    await workshop.posts("Cold tea", [{"type": "actions", "elements": [BUTTON, MENU]}])
    message = ana.page.get_by_role("article").last
    question = ana.dialog("Pour it away?")

    for way in ("Keep", "Close"):
        await ana.clicks("Pour away", message)
        await expect(question).to_contain_text("All of it.")
        await ana.clicks(way, question)
        await expect(question).to_have_count(0)
    await ana.clicks("Pour away", message)
    await expect(question).to_be_visible()
    await ana.page.keyboard.press("Escape")
    await expect(question).to_have_count(0)

    await ana.clicks("Pour away", message)
    await expect(question.get_by_role("button", name="Pour")).to_be_focused()
    await ana.page.keyboard.press("Enter")
    await workshop.slack.until(lambda: bool(done), why="the app heard nothing")
    assert done == ["pour"]
    await expect(message.get_by_role("button", name="Pour away")).to_be_focused()


async def test_a_choice_from_a_menu_is_confirmed_as_well(
    workshop: Workshop, done: list[str]
) -> None:
    ana = await workshop.sits("Ana")
    await workshop.posts("Cold tea", [{"type": "actions", "elements": [BUTTON, MENU]}])

    await ana.page.get_by_role("combobox", name="Which one").click()
    await ana.page.get_by_role("option", name="Oolong").click()
    await ana.clicks("Pour", ana.dialog("Pour it away?"))

    await workshop.slack.until(lambda: bool(done), why="the app heard nothing")
    assert done == ["which"]
