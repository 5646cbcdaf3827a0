"""Changing what one has written."""

from playwright.async_api import Locator, expect

from localslack_support.browser import Seat
from localslack_support.workshop import Workshop


async def _edits(seat: Seat, text: str) -> Locator:
    """Open the box to edit a message in."""
    message = seat.message(text)
    await message.hover()
    await seat.clicks("More actions", message)
    await seat.page.get_by_role("menuitem", name="Edit message").click()
    return seat.page.get_by_role("combobox", name="Edit message")


async def test_an_own_message_is_changed_where_it_stands(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")
    await ana.writes("*Tea* at 4 & <cake>, @Ben?")

    box = await _edits(ana, "Tea at 4")
    await expect(box).to_be_focused()
    await expect(box).to_have_value("*Tea* at 4 & <cake>, @Ben?")
    await box.fill("*Tea* at 5 & <cake>, @Ben?")
    await box.press("Enter")

    await expect(ben.message("Tea at 5 & <cake>, @Ben?")).to_contain_text("(edited)")
    await expect(box).to_have_count(0)
    event = await workshop.hears("message", "message_changed")
    ben_id = workshop.slack.person("Ben").id
    assert event["message"]["text"] == f"*Tea* at 5 &amp; &lt;cake&gt;, <@{ben_id}>?"
    assert event["previous_message"]["text"] == f"*Tea* at 4 &amp; &lt;cake&gt;, <@{ben_id}>?"


async def test_escape_leaves_a_message_as_it_was(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("As it was")

    box = await _edits(ana, "As it was")
    await box.fill("Something else")
    await box.press("Escape")

    await expect(box).to_have_count(0)
    await expect(ana.message("As it was")).to_be_visible()
    await expect(ana.message("As it was")).not_to_contain_text("(edited)")


async def test_the_arrow_up_goes_back_to_ones_last_message(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")
    await ana.writes("The frist")
    await ben.writes("What?")
    await expect(ana.message("What?")).to_be_visible()

    await ana.page.get_by_role("combobox", name="Message #design").press("ArrowUp")
    box = ana.page.get_by_role("combobox", name="Edit message")
    await expect(box).to_have_value("The frist")
    await box.fill("The first")
    await ana.clicks("Save")

    await expect(ben.message("The first")).to_contain_text("(edited)")


async def test_what_others_wrote_is_theirs(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")
    await ana.writes("Mine")

    message = ben.message("Mine")
    await message.hover()
    await ben.clicks("More actions", message)

    await expect(ben.page.get_by_role("menuitem", name="Reply in thread")).to_be_visible()
    await expect(ben.page.get_by_role("menuitem", name="Edit message")).to_have_count(0)


async def test_an_own_message_is_deleted_after_a_question_and_the_app_hears_of_it(
    workshop: Workshop,
) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("A mistake")
    message = ana.message("A mistake")

    await message.hover()
    await ana.clicks("More actions", message)
    await ana.page.get_by_role("menuitem", name="Delete message…").click()
    await ana.clicks("Delete", ana.dialog("Delete message"))

    await expect(message).to_have_count(0)
    event = await workshop.hears("message", "message_deleted")
    assert event["previous_message"]["text"] == "A mistake"
