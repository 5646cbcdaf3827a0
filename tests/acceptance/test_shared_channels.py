"""Two organisations work in one channel (Slack Connect), whichever of them it belongs to."""

import pytest

from localslack import Channel, Message, Person
from localslack.block_kit.elements import Element, elements
from tests.support.story import Story, started

ACME = "Acme"


@pytest.fixture
def story(socket_story: Story) -> Story:
    """Nothing here depends on the way in which Slack reaches the bot."""
    return socket_story


@pytest.fixture
def zoe(story: Story) -> Person:
    """Somebody of Acme, who is in #design of ours."""
    slack = story.stage.slack
    zoe = slack.person_of_other_workspace("Zoe", ACME)
    slack.channel("design", members=["Zoe"])
    zoe.goes_to(story.channel)
    return zoe


def button(on: Message, label: str) -> Element:
    return next(each for each in elements(on.blocks) if label in each.labels())


def hosted(story: Story) -> Channel:
    """A channel of Acme that our people are in, who all look at it now."""
    people = [person.name for person in story.stage.slack.people]
    channel = story.stage.slack.channel("with-acme", members=people, bot=True, host=ACME)
    for name in people:
        story.person(name).goes_to(channel)
    return channel


async def test_people_of_other_organisations_submit_forms_and_it_works(
    story: Story, zoe: Person
) -> None:
    card = await started(story)
    await zoe.clicks("Join", on=card)
    await story.card_says("2 taking part")

    await zoe.clicks("Capture", on=card)
    await zoe.fills("In one or two sentences", "We ship on Friday")
    await zoe.clicks("Keep it")

    await story.card_says("1 decision")
    assert not zoe.forms
    await zoe.sees("We ship on Friday")


async def test_ticks_and_words_of_people_of_other_organisations_count(
    story: Story, zoe: Person
) -> None:
    card = await started(story)
    step = await story.comes("step:1")

    await zoe.reacts("white_check_mark", to=step)
    await zoe.says("!decision We ship on Friday", in_thread=card)

    await story.card_says("done by @Zoe")
    await story.card_says("1 decision")


async def test_our_own_people_s_ticks_and_captures_count_in_a_channel_that_another_workspace_shares(
    story: Story,
) -> None:
    ben = story.person("Ben")
    hosted(story)
    card = await started(story)
    step = await story.comes("step:1")

    await ben.reacts("white_check_mark", to=step)
    await ben.says("!decision We ship on Friday", in_thread=card)
    await ben.clicks("Join", on=card)

    await story.card_says("done by @Ben")
    await story.card_says("1 decision")
    await story.card_says("2 taking part")


async def test_a_facilitator_who_leaves_another_workspace_s_channel_hands_on(
    story: Story,
) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    channel = hosted(story)
    card = await started(story)
    await ben.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben")

    await ana.leaves(channel)

    await story.card_says("Facilitator @Ben")


async def test_nobody_can_have_two_live_cards_in_one_channel_by_another_team(
    story: Story, zoe: Person
) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    await ben.runs('/worksession start "Another spec" 30m')
    plan = await ben.sees("Another spec")
    await ben.clicks("Cancel", on=plan)
    # Slack shows it to Ben alone, and Zoe's client sends it all the same.
    await zoe.uses(button(await ben.sees("Plan a new one"), "Plan a new one"), on=plan)
    await zoe.fills("What exists at the end?", "A spec of Acme")
    await zoe.clicks("Start")
    card = await story.comes("card")
    assert "Facilitator @Zoe" in card.readable()

    await ana.runs('/worksession start "A spec" 30m')

    await ana.sees("already running here: A spec of Acme")
    await story.card_says("1 taking part")
    assert [key for key in story.keys if key == "card"] == ["card"]
