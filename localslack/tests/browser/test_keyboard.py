"""Everything that can be done with a message, without ever pointing at it."""

from typing import Any

from playwright.async_api import Locator, expect

from localslack_support.browser import Seat
from localslack_support.workshop import Workshop

MOST_STEPS = 6


async def _goes_back_to(seat: Seat, place: Locator) -> None:
    """Press Shift and Tab until one is there."""
    for _ in range(MOST_STEPS):
        await seat.page.keyboard.press("Shift+Tab")
        if await place.evaluate("element => element === document.activeElement"):
            break
    await expect(place).to_be_focused()
    await expect(place).to_be_in_viewport()


async def _opens_actions(seat: Seat, message: Locator) -> None:
    await seat.page.get_by_role("combobox", name="Message #design").focus()
    await _goes_back_to(seat, message.get_by_role("button", name="More actions"))
    await seat.page.keyboard.press("Enter")
    await expect(seat.page.get_by_role("menuitem", name="Reply in thread")).to_be_focused()


async def test_a_message_is_reacted_to_and_answered_by_keys_alone(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    keys = ana.page.keyboard
    await workshop.slack.person("Ben").says("Tea at four?", in_channel=workshop.design)
    message = ana.message("Tea at four?")
    await expect(message).to_be_visible()

    await _opens_actions(ana, message)
    await keys.press("Escape")
    await expect(message.get_by_role("button", name="More actions")).to_be_focused()
    await _goes_back_to(ana, message.get_by_role("button", name="React with white_check_mark"))
    await keys.press("Enter")
    await expect(message.get_by_role("button", name="white_check_mark, 1: You")).to_be_visible()

    await _opens_actions(ana, message)
    await keys.press("Enter")
    await expect(ana.thread.get_by_role("combobox", name="Reply…")).to_be_focused()
    await keys.type("Yes")
    await keys.press("Enter")
    await expect(ana.thread.get_by_role("article").last).to_contain_text("Yes")


async def test_a_shortcut_of_the_app_is_used_on_a_message_by_keys_alone(
    workshop: Workshop,
) -> None:
    used: list[dict[str, Any]] = []

    @workshop.app.shortcut("keep")
    async def keep(ack: Any, body: dict[str, Any]) -> None:
        used.append(body["message"])
        await ack()

    ana = await workshop.sits("Ana")
    said = await workshop.slack.person("Ben").says("Oolong", in_channel=workshop.design)
    await expect(ana.message("Oolong")).to_be_visible()

    await _opens_actions(ana, ana.message("Oolong"))
    await ana.page.keyboard.press("ArrowDown")
    await expect(ana.page.get_by_role("menuitem", name="Keep")).to_be_focused()
    await ana.page.keyboard.press("Enter")

    await workshop.slack.until(lambda: bool(used), why="the app heard nothing")
    assert [(message["ts"], message["text"]) for message in used] == [(said.ts, "Oolong")]
