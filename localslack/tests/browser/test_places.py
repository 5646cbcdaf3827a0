"""Getting around: unread marks, who one is, the traffic, and the dark."""

import re
from typing import Any

from playwright.async_api import expect

from localslack_support.workshop import Workshop


async def test_what_is_new_elsewhere_is_marked_until_it_is_read(workshop: Workshop) -> None:
    workshop.slack.channel("random", members=["Ana", "Ben"])
    ana = await workshop.sits("Ana")
    ben = workshop.slack.person("Ben")

    await ben.says("Lunch?", in_channel=workshop.slack.channel("random"))
    place = ana.page.get_by_role("button", name=re.compile("random"))
    await expect(place.get_by_label("1 unread")).to_be_visible()

    await place.click()
    await expect(ana.message("Lunch?")).to_be_visible()
    await expect(place.get_by_label("1 unread")).to_have_count(0)


async def test_a_file_is_marked_too(workshop: Workshop) -> None:
    random = workshop.slack.channel("random", members=["Ana", "Ben"])
    ana, ben = await workshop.sits("Ana"), workshop.slack.person("Ben")
    place = ana.page.get_by_role("button", name=re.compile("random"))

    plan = await ben.uploads("plan.txt", b"Draft first")
    await ben.says("", in_channel=random, files=[plan])

    await expect(place.get_by_label("1 unread")).to_be_visible()


async def test_one_window_can_become_somebody_else(workshop: Workshop) -> None:
    seat = await workshop.sits("Ana")

    await seat.clicks("you are Ana")
    await seat.page.get_by_role("menuitemradio", name="Cleo").click()
    await seat.page.get_by_role("button", name="you are Cleo").wait_for()
    await seat.writes("Hello")

    await expect(seat.message("Hello")).to_have_attribute("aria-label", "Cleo at 18:00")
    await expect(seat.page).to_have_url(re.compile(r"as=Cleo"))


async def test_the_traffic_panel_shows_what_went_between_slack_and_the_app(
    workshop: Workshop,
) -> None:
    @workshop.app.command("/tea")
    async def answer(ack: Any) -> None:
        await ack("Which one, @Ana?")

    ana = await workshop.sits("Ana")
    await ana.clicks("Show the traffic")
    traffic = ana.page.get_by_role("log", name="Traffic")

    await ana.writes("/tea green")

    delivery = traffic.get_by_role("group").filter(has_text="/tea").first
    await delivery.locator("summary").click()
    await expect(delivery).to_contain_text('"text": "green"')
    await expect(delivery).to_contain_text('"text": "Which one, @Ana?"')


async def test_the_dark_follows_the_system_until_it_is_switched(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana", dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert await ana.page.evaluate(ground) == "rgb(26, 29, 33)"

    await ana.clicks("Switch between light and dark")

    assert await ana.page.evaluate(ground) == "rgb(255, 255, 255)"
