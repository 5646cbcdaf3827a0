"""What fingers do on a small screen."""

from playwright.async_api import Locator, expect

from localslack_support.browser import Seat
from localslack_support.workshop import Workshop


async def _taps_all_over(seat: Seat, message: Locator) -> None:
    """Touch a message at every place where there could be something, each time as if first."""
    box = await message.bounding_box()
    assert box is not None
    for across in (0.2, 0.5, 0.7, 0.8, 0.9):
        for down in (4, 12, 20, box["height"] / 2):
            await seat.page.get_by_role("heading", name="design").tap()
            await seat.page.touchscreen.tap(box["width"] * across, box["y"] + down)


async def test_who_touches_what_somebody_wrote_says_nothing(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana", phone=True)
    ben = workshop.slack.person("Ben")
    first = await ben.says("Tea " * 60, in_channel=workshop.design)
    second = await ben.says("More " * 60, in_channel=workshop.design)

    for said in ("Tea", "More"):
        await _taps_all_over(ana, ana.message(said))

    await ben.says("Anybody?", in_channel=workshop.design)
    await expect(ana.message("Anybody?")).to_be_visible()
    await expect(ana.page.get_by_role("button", name="white_check_mark, 1")).to_have_count(0)
    assert (first.reactions, second.reactions) == ({}, {})
    assert await ana.page.evaluate("document.documentElement.scrollWidth") == 390


async def test_fingers_reach_the_actions_of_a_message(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana", phone=True)
    await workshop.slack.person("Ben").says("Tea at four?", in_channel=workshop.design)
    message = ana.message("Tea at four?")

    await message.get_by_text("Tea at four?").tap()
    await message.get_by_role("button", name="React with white_check_mark").tap()
    await expect(message.get_by_role("button", name="white_check_mark, 1: You")).to_be_visible()
    await message.get_by_role("button", name="More actions").tap()
    await ana.page.get_by_role("menuitem", name="Reply in thread").tap()

    await expect(ana.thread).to_contain_text("Tea at four?")
