"""Messages, threads and reactions between two windows."""

import re

from playwright.async_api import expect

from localslack_support.workshop import Workshop


async def test_two_windows_are_two_people(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")

    await ana.writes("Who has the error format?")
    await ben.writes("I do, @Ana")

    await expect(ana.message("I do, @Ana")).to_have_attribute("aria-label", "Ben at 10:00")
    await expect(ben.message("Who has")).to_have_attribute("aria-label", "Ana at 11:00")


async def test_what_people_write_is_never_read_as_html(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")

    await ana.writes("<img src=x onerror=alert(1)> *bold* & `<b>`")

    message = ana.message("onerror")
    await expect(message).to_contain_text("<img src=x onerror=alert(1)> bold & <b>")
    await expect(message.locator("img")).to_have_count(0)


async def test_a_thread_is_answered_beside_the_channel(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")
    await ana.writes("Shall we begin?")

    await ben.opens_thread_of("Shall we begin?")
    await ben.writes("Yes", "Reply…")
    await expect(ben.thread.get_by_role("article")).to_have_count(2)

    await ana.clicks("1 reply", ana.message("Shall we begin?"))
    await expect(ana.thread.get_by_role("article").last).to_contain_text("Yes")
    await ana.page.keyboard.press("Escape")
    await expect(ana.thread).to_have_count(0)


async def test_a_command_in_a_thread_is_refused_and_stays_typed(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("Shall we begin?")
    await ana.opens_thread_of("Shall we begin?")
    await ana.writes("/tea", "Reply…")

    await expect(ana.page.get_by_role("status")).to_contain_text("Commands do not work in threads.")
    await expect(ana.thread.get_by_role("article")).to_have_count(1)
    await expect(ana.page.get_by_role("combobox", name="Reply…")).to_have_value("/tea")


async def test_a_reaction_is_added_and_taken_back(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")
    await ana.writes("Done!")
    message = ben.message("Done!")

    await message.hover()
    await ben.clicks("Add reaction", message)
    await ben.page.get_by_role("searchbox", name="Search emoji").fill("rocket")
    # The list is drawn anew as one types; a press in between would meet a button that is gone.
    await expect(ben.page.get_by_role("button", name="tada", exact=True)).to_have_count(0)
    await ben.page.get_by_role("button", name="rocket", exact=True).click()

    reaction = ana.message("Done!").get_by_role("button", name="rocket, 1: Ben")
    await reaction.click()
    await expect(message.get_by_role("button", name="rocket, 2: You and Ana")).to_be_visible()
    await message.get_by_role("button", name="rocket, 2: You and Ana").click()
    await ana.message("Done!").get_by_role("button", name="rocket, 1: You").click()
    await expect(message.get_by_role("button", name="rocket")).to_have_count(0)


async def test_a_command_the_app_does_not_have_is_refused_and_stays_typed(
    workshop: Workshop,
) -> None:
    ana = await workshop.sits("Ana")

    await ana.writes("/dance now")

    await expect(ana.page.get_by_role("status")).to_contain_text("/dance is not a valid command")
    box = ana.page.get_by_role("combobox", name="Message #design")
    await expect(box).to_have_value("/dance now")


async def test_an_app_that_does_not_answer_is_told_of(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await workshop.hangs_up()

    await ana.writes("/tea")

    await expect(ana.message("/tea failed with the error")).to_contain_text("Only visible to you")


async def test_messages_appear_by_themselves_in_their_order(workshop: Workshop) -> None:
    ben = await workshop.sits("Ben")
    ana = workshop.slack.person("Ana")

    for number in range(20):
        await ana.says(f"number {number}.", in_channel=workshop.design)
    await expect(ben.message("number 19.")).to_be_visible()

    shown = await ben.page.locator("body").inner_text()
    assert re.findall(r"number \d+\.", shown) == [f"number {n}." for n in range(20)]
