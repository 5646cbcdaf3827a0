"""Making, finding, filling and leaving channels."""

import re

from playwright.async_api import expect

from localslack_support.browser import Seat
from localslack_support.workshop import Workshop


async def _picks(seat: Seat, opener: str, item: str) -> None:
    await seat.clicks(opener)
    await seat.page.get_by_role("menuitem", name=item).click()


async def test_a_private_channel_is_made_and_others_are_invited(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")

    await _picks(ana, "Add channels", "Create a channel…")
    form = ana.dialog("Create a channel")
    await form.get_by_label("Name").fill("Tea Time")
    await form.get_by_label("Make private").check()
    await ana.clicks("Create", form)
    await expect(ana.page.get_by_role("log", name="Messages in #tea-time")).to_be_visible()
    await ana.writes("The good one first", "Message #tea-time")
    await expect(ben.page.get_by_role("button", name="tea-time")).to_have_count(0)

    await _picks(ana, "Channel actions", "Add people and apps…")
    form = ana.dialog("Add to #tea-time")
    box = form.get_by_role("combobox", name="People and apps")
    await box.press_sequentially("be")
    await box.press("Enter")
    await box.press_sequentially("tea")
    await box.press("Enter")
    await box.press("Escape")
    await ana.clicks("Add", form)

    await ben.page.get_by_role("button", name="tea-time").click()
    await expect(ben.message("The good one first")).to_be_visible()
    await expect(ana.page.get_by_label("3 members")).to_be_visible()
    channel = workshop.slack.workspace.channel_named("tea-time")
    assert (await workshop.hears("member_joined_channel"))["channel"] == channel.id


async def test_a_name_that_is_taken_is_said_to_be_in_the_dialog(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await _picks(ana, "Add channels", "Create a channel…")
    form = ana.dialog("Create a channel")

    await form.get_by_label("Name").fill("Design")
    await form.get_by_label("Name").press("Enter")

    await expect(form.get_by_role("alert")).to_have_text(
        "There is a channel with this name already."
    )
    await ana.page.keyboard.press("Escape")
    await expect(form).to_have_count(0)


async def test_a_channel_is_found_joined_and_left_again(workshop: Workshop) -> None:
    workshop.slack.channel("random", members=["Ben"])
    workshop.slack.channel("secret", members=["Ben"], private=True)
    ana = await workshop.sits("Ana")

    await _picks(ana, "Add channels", "Browse channels…")
    browser = ana.dialog("All channels")
    await expect(browser.get_by_role("listitem")).to_contain_text(["design", "random"])
    await browser.get_by_role("searchbox", name="Search channels").fill("#ran")
    await expect(browser.get_by_role("listitem")).to_contain_text(["random"])
    await ana.clicks("Join #random", browser)
    await expect(ana.page.get_by_role("log", name="Messages in #random")).to_be_visible()

    await _picks(ana, "Channel actions", "Leave channel")
    await expect(ana.page.get_by_role("log", name="Messages in #design")).to_be_visible()
    await expect(ana.page.get_by_role("button", name="random")).to_have_count(0)


async def test_who_is_taken_out_of_a_channel_sees_it_no_more(workshop: Workshop) -> None:
    random = workshop.slack.channel("random", members=["Ana", "Ben"])
    ana = await workshop.sits("Ana")
    await ana.page.get_by_role("button", name="random").click()
    await expect(ana.page.get_by_role("log", name="Messages in #random")).to_be_visible()

    workshop.slack.workspace.leave(random, workshop.slack.person("Ana").user)

    await expect(ana.page.get_by_role("log", name="Messages in #design")).to_be_visible()


async def test_who_comes_and_goes_is_told_in_the_channel(workshop: Workshop) -> None:
    random = workshop.slack.channel("random", members=["Ana"])
    ana, ben = await workshop.sits("Ana"), workshop.slack.person("Ben")
    await ana.page.get_by_role("button", name="random").click()
    await expect(ana.message("@Ana has joined the channel")).to_be_visible()

    await ben.joins(random)
    await expect(ana.message("@Ben has joined the channel")).to_be_visible()
    await ben.says("Hello", in_channel=random)
    await expect(ana.message("Hello").get_by_text("Ben", exact=True)).to_be_visible()
    await ben.leaves(random)
    await expect(ana.message("@Ben has left the channel")).to_be_visible()

    await ana.page.reload()
    await ana.page.get_by_role("button", name="random").click()
    await expect(ana.page.get_by_role("log", name="Messages in #random")).to_contain_text(
        re.compile("@Ana has joined.*@Ben has joined.*Hello.*@Ben has left", re.DOTALL)
    )


async def test_the_arrow_up_leaves_what_slack_wrote_about_oneself(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("Who wants tea?")
    random = workshop.slack.channel("random", members=["Ben"])
    await workshop.slack.person("Ben").says("Here!", in_channel=random)
    await workshop.slack.person("Ana").joins(random)
    await ana.page.get_by_role("button", name="random").click()
    await expect(ana.message("@Ana has joined the channel")).to_be_visible()

    box = ana.page.get_by_role("combobox", name="Message #random")
    await box.press("ArrowUp")
    await box.press_sequentially("Me")
    await ana.page.keyboard.press("Enter")

    await expect(ana.message("Me")).to_be_visible()
    await expect(ana.page.get_by_role("combobox", name="Edit message")).to_have_count(0)


async def test_an_archived_channel_takes_no_more_messages(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")
    await ana.writes("The last word?")
    await ben.opens_thread_of("The last word?")

    await _picks(ana, "Channel actions", "Archive channel…")
    await ana.clicks("Archive", ana.dialog("Archive #design"))
    for seat in (ana, ben):
        box = seat.page.get_by_role("combobox", name="Message #design")
        await expect(box).to_be_disabled()
        await expect(seat.message("@Ana archived the channel")).to_be_visible()
    await expect(ben.thread.get_by_role("combobox", name="Reply…")).to_be_disabled()
    await ben.page.get_by_role("button", name=re.compile("tea")).click()
    await expect(ben.page.get_by_role("button", name="design")).to_have_count(0)

    await _picks(ana, "Channel actions", "Unarchive channel")
    await expect(ana.page.get_by_role("combobox", name="Message #design")).to_be_enabled()
    await expect(ana.message("@Ana un-archived the channel")).to_be_visible()
    await expect(ben.page.get_by_role("button", name="design")).to_be_visible()


async def test_two_people_write_to_each_other_alone(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")

    await ana.clicks("New message")
    form = ana.dialog("New message")
    await form.get_by_role("combobox", name="To").press_sequentially("Ben")
    await ana.page.keyboard.press("Enter")
    await ana.clicks("Go", form)
    await ana.writes("Just us two", "Message Ben")

    place = ben.page.get_by_role("button", name=re.compile("^Ana"))
    await expect(place.get_by_label("1 unread")).to_be_visible()
    await place.click()
    await expect(ben.message("Just us two")).to_be_visible()
    await expect(place.get_by_label("1 unread")).to_have_count(0)
    await ben.writes("Good", "Message Ana")
    await expect(ana.message("Good")).to_be_visible()
    assert "Just us two" not in [event.get("text") for event in workshop.heard]


async def test_channels_are_made_by_keys_alone_on_a_phone(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana", phone=True)
    keys = ana.page.keyboard
    await ana.page.get_by_role("button", name="Show channels").press("Enter")

    await ana.page.get_by_role("button", name="Add channels").press("Enter")
    await expect(ana.page.get_by_role("menuitem", name="Create a channel…")).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("ArrowUp")
    await keys.press("Enter")
    await expect(ana.dialog("Create a channel").get_by_label("Name")).to_be_focused()
    await keys.type("pocket")
    await keys.press("Enter")

    await expect(ana.page.get_by_role("log", name="Messages in #pocket")).to_be_visible()
    await ana.page.get_by_role("button", name="Channel actions").press("Enter")
    await expect(ana.page.get_by_role("menuitem", name="Add people and apps…")).to_be_focused()
    assert await ana.page.evaluate("document.documentElement.scrollWidth") <= 390
