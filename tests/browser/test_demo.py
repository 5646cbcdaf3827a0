"""Somebody who opens the page of `make demo` takes part in the session that plays there."""

from playwright.async_api import Browser, expect

from localslack_support.browser import Seat
from tests.support.terminal import in_terminal


async def test_a_visitor_joins_the_session_as_a_person(browser: Browser) -> None:
    async with in_terminal("demo", "--pace", "60") as terminal:
        page = await browser.new_page()
        await page.goto(await terminal.shows(r"http://127\.0\.0\.1:\d+/"))
        robin = Seat(page)
        joining = page.get_by_role("button", name="Join", exact=True)
        card = page.get_by_role("article").filter(has=joining).first
        await robin.clicks("Join", card)

        await expect(robin.message("You are in")).to_contain_text("Only visible to you")
        await expect(card).to_contain_text("5 taking part")
        await card.hover()
        await robin.clicks("Reply in thread", card)
        await robin.writes("!idea Ask the support team", "Reply…")
        await expect(card).to_contain_text("1 idea")
        assert await terminal.interrupted() == 0
        assert "Traceback" not in terminal.text
        await page.close()
