"""What was typed and not sent yet waits where it was typed."""

from playwright.async_api import Locator, expect

from localslack_support.browser import Seat
from localslack_support.workshop import Workshop


def _box(seat: Seat, name: str = "Message #design") -> Locator:
    return seat.page.get_by_role("combobox", name=name)


async def _goes_to(seat: Seat, channel: str) -> None:
    await seat.page.get_by_role("button", name=channel).click()
    await expect(seat.page.get_by_role("log", name=f"Messages in #{channel}")).to_be_visible()


async def _becomes(seat: Seat, name: str) -> None:
    await seat.page.locator("button.who").click()
    await seat.page.get_by_role("menuitemradio", name=name).click()
    await seat.page.get_by_role("button", name=f"you are {name}").wait_for()


async def test_a_draft_waits_for_its_own_person_in_its_own_channel(workshop: Workshop) -> None:
    workshop.slack.channel("random", members=["Ana", "Ben"])
    ana = await workshop.sits("Ana")

    await _box(ana).fill("Tea at\nfour")
    await _goes_to(ana, "random")
    await expect(_box(ana, "Message #random")).to_have_value("")
    await _goes_to(ana, "design")
    await expect(_box(ana)).to_have_value("Tea at\nfour")
    await _becomes(ana, "Ben")
    await expect(_box(ana)).to_have_value("")
    await _becomes(ana, "Ana")
    await ana.page.reload()
    await expect(_box(ana)).to_have_value("Tea at\nfour")

    await ana.clicks("Send")
    await expect(ana.message("Tea at")).to_be_visible()
    await _goes_to(ana, "random")
    await _goes_to(ana, "design")
    await expect(_box(ana)).to_have_value("")


async def test_an_answer_waits_in_its_thread(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("Tea?")
    await ana.writes("Coffee?")
    await ana.opens_thread_of("Tea?")

    await _box(ana, "Reply…").fill("Yes, but")
    await ana.opens_thread_of("Coffee?")
    await expect(ana.thread.get_by_role("article").first).to_contain_text("Coffee?")
    await expect(_box(ana, "Reply…")).to_have_value("")
    await ana.clicks("Close thread", ana.thread)
    await ana.opens_thread_of("Tea?")

    await expect(_box(ana, "Reply…")).to_have_value("Yes, but")
