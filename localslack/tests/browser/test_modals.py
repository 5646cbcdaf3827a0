"""Modals on top of each other: the way back, and the way out."""

from typing import Any

import pytest
from playwright.async_api import expect

from localslack_support.workshop import Workshop


def _modal(title: str, **more: Any) -> dict[str, Any]:
    words = {"type": "plain_text", "text": title}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": f"About {title}"}}
    modal = {"type": "modal", "callback_id": title, "title": words, "blocks": [section]}
    return modal | {"notify_on_close": True, "submit": {"type": "plain_text", "text": "On"}} | more


@pytest.fixture
def closed(workshop: Workshop) -> list[tuple[str, bool]]:
    """Which modals the app was told are closed, and whether all of them were."""
    told: list[tuple[str, bool]] = []

    @workshop.app.view("Water")
    async def go_on(ack: Any) -> None:
        back = {"type": "plain_text", "text": "Back"}
        await ack(response_action="push", view=_modal("Leaves", close=back))

    async def hear(ack: Any, body: dict[str, Any]) -> None:
        told.append((body["view"]["callback_id"], body["is_cleared"]))
        await ack()

    for title in ("Water", "Leaves"):
        workshop.app.view_closed(title)(hear)
    return told


async def test_the_cross_closes_every_modal_and_the_app_hears_it_of_the_first(
    workshop: Workshop, closed: list[tuple[str, bool]]
) -> None:
    ana = await workshop.sits("Ana")
    await workshop.opens(_modal("Water"))
    await ana.clicks("On", ana.dialog("Water"))

    await ana.clicks("Close", ana.dialog("Leaves"))

    await expect(ana.page.get_by_role("dialog")).to_have_count(0)
    await workshop.slack.until(lambda: bool(closed), why="the app heard nothing")
    assert closed == [("Water", True)]


async def test_the_way_back_closes_one_modal_only(
    workshop: Workshop, closed: list[tuple[str, bool]]
) -> None:
    ana = await workshop.sits("Ana")
    await workshop.opens(_modal("Water"))
    for leave in ("Back", "Escape"):
        await ana.clicks("On", ana.dialog("Water"))
        await expect(ana.dialog("Leaves")).to_be_visible()

        if leave == "Back":
            await ana.clicks("Back", ana.dialog("Leaves"))
        else:
            await ana.page.keyboard.press("Escape")

        await expect(ana.dialog("Leaves")).to_have_count(0)
        await expect(ana.dialog("Water")).to_be_visible()
    await workshop.slack.until(lambda: len(closed) == 2, why="the app did not hear of both")
    assert closed == [("Leaves", False), ("Leaves", False)]
