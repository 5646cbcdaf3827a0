"""A whole work session in the browser, by clicking and typing only."""

from playwright.async_api import expect

from localslack_support.browser import Seat
from tests.browser.scene import Scene, start


async def test_people_run_a_session_from_the_command_to_the_recap(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    ben = await scene.sits("Ben")

    await _completes_the_command(ana)
    await start(ana, "An API spec")
    card = ana.message("An API spec")
    await ben.clicks("Join", ben.message("An API spec"))
    await expect(ben.message("You are in")).to_contain_text("Only visible to you")
    await expect(card).to_contain_text("2 taking part")

    await ana.clicks("1 reply", card)
    step = ana.thread.get_by_role("article").filter(has_text="Step 1 of 2:")
    await step.hover()
    await ana.clicks("React with white_check_mark", step)
    await expect(step).to_contain_text("Done by @Ana")

    await ana.writes("!decision The version goes into the path", "Reply…")
    noted = ana.thread.get_by_role("article").filter(has_text="The version goes into the path")
    await expect(noted.get_by_role("button", name="heavy_check_mark, 1")).to_be_visible()

    await ana.clicks("Close", card)
    form = ana.dialog("Close the session")
    await form.get_by_label("Met", exact=True).check()
    await form.get_by_label("Link to the result").fill("https://docs.example.com/spec")
    await ana.clicks("Close and post", form)
    await expect(ana.message("Recap: An API spec")).to_contain_text("Outcome: met")
    recap = ben.message("Recap: An API spec")
    await expect(recap).to_contain_text("The version goes into the path")
    await ben.clicks("👍 Worth it", recap)
    await expect(ben.message("Thank you")).to_contain_text("Only visible to you")


async def _completes_the_command(seat: Seat) -> None:
    """Type the beginning of the command and let the page write the rest."""
    box = seat.page.get_by_role("combobox", name="Message #design")
    await box.press_sequentially("/wor")
    offer = seat.page.get_by_role("option", name="/worksession")
    await expect(offer).to_contain_text("Run a focused work session")
    await seat.page.keyboard.press("Tab")
    await expect(box).to_have_value("/worksession ")


async def test_a_link_in_the_recap_leads_to_the_thread(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await start(ana)
    await ana.clicks("Close", ana.message("A spec"))
    form = ana.dialog("Close the session")
    await form.get_by_label("Missed").check()
    await ana.clicks("Close and post", form)

    await ana.message("Recap: A spec").get_by_role("link", name="Open the thread").click()

    await expect(ana.thread.get_by_role("article").first).to_contain_text("Closed 10:0")


async def test_what_somebody_said_is_captured_from_the_menu_of_the_message(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await start(ana)
    await ana.opens_thread_of("A spec")
    await ana.writes("Paths carry the version", "Reply…")
    said = ana.thread.get_by_role("article").filter(has_text="Paths carry the version").first

    await said.hover()
    await ana.clicks("More actions", said)
    await ana.page.get_by_role("menuitem", name="Capture").click()
    form = ana.dialog("Capture")
    words = form.get_by_label("In one or two sentences")
    await expect(words).to_have_value("Paths carry the version")
    await ana.clicks("Keep it", form)

    await expect(form).to_have_count(0)
    await expect(ana.message("A spec")).to_contain_text("1 decision")
