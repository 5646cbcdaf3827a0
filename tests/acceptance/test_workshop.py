"""A workshop of two days: evenings, nights in which the bot stops, mornings without everybody."""

from collections import Counter

from localslack import Message
from tests.support.story import Story

AGENDA = """Frame the problem 60
Break 10
Draw the pages 50
Day break until 9:00
Build the pages 50
Pause 10
Next steps 60"""
HOURS = 7_200.0
A_NIGHT = 36_000.0


async def planned(story: Story, agenda: str = AGENDA) -> Message:
    """Ana starts a workshop in which Ben keeps the time and Chen writes."""
    ana, ben, chen = (story.person(name) for name in ("Ana", "Ben", "Chen"))
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A brand book")
    await ana.fills("Format", "Workshop")
    await ana.fills("Agenda", agenda)
    await ana.clicks("Start")
    card = await story.comes("card")
    await ben.clicks("Join", on=card)
    await chen.clicks("Join", on=card)
    await story.card_says("3 taking part")
    return card


async def first_day(story: Story) -> Message:
    """A day that is a quarter of an hour late; gives its recap."""
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await planned(story)
    await ben.says("!decision One typeface only", in_thread=card)
    await ben.says("!action @Chen ask the printer", in_thread=card)
    await ben.says("!question Who owns the logo?", in_thread=card)
    await story.card_says("1 decision, 1 action, 1 question")
    await ana.reacts("white_check_mark", to=story.post("step:1"))
    await story.flow_to("11:15", HOURS)
    await ana.clicks("Next", on=card)
    await story.card_says("Step 2 of 7 · Break")
    await story.flow_to("11:26", HOURS)
    await story.card_says("Step 3 of 7 · Draw the pages")
    await story.flow_to("12:15", HOURS)
    await ana.clicks("Next", on=card)
    await story.card_says("Adjourned until Nov 25, 2026 at 09:00")
    return await the_one(story, "evening")


def every(story: Story, kind: str) -> list[Message]:
    return [story.post(key) for key in story.keys if key.startswith(f"{kind}:")]


async def the_one(story: Story, kind: str) -> Message:
    """Wait for a post of a kind, of which there is one."""
    await story.stage.slack.until(lambda: bool(every(story, kind)), timeout=10, why=f"no {kind}")
    [post] = every(story, kind)
    return post


async def test_a_workshop_of_two_days_from_its_start_to_its_recap(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    evening = await first_day(story)
    said = ana.reads(evening)
    assert "Day 1 of 2 is over · A brand book" in said
    assert "We go on Nov 25, 2026 at " in said
    assert "Done: Frame the problem" in said
    assert "Still open: Draw the pages" in said
    assert "One typeface only" in said
    assert "ask the printer" in said
    assert "Captured today: 1 decision, 1 action, 1 question" in said

    await story.stage.bot.kill()
    story.jump_to("+1 9:20")
    await story.stage.bot.start()

    card = story.post("card")
    await ben.sees("I was away for 21 h", in_thread=card)
    await story.card_says("Step 5 of 7 · Build the pages · until 09:50 · session ends 11:00")
    morning = await the_one(story, "morning")
    said = ben.reads(morning)
    assert "Day 2 of 2 begins" in said
    assert "Good morning." in said
    assert "Next steps · 1 h · from 11:00" in said  # in Berlin, where Ben is
    assert "Still open: Draw the pages" in said
    assert "Who owns the logo?" in said

    # Ana has not come this morning; Ben keeps the time and moves on.
    await story.flow_to("9:54", HOURS)
    await ben.clicks("Next", on=card)
    await story.card_says("Step 6 of 7 · Pause")
    await story.flow_to("10:05", HOURS)
    await story.card_says("Step 7 of 7 · Next steps")
    await story.flow_to("11:00", HOURS)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")

    recap = ana.reads(await story.comes("recap"))
    assert "Outcome: met" in recap
    assert "Planned 4 h" in recap
    assert "One typeface only" in recap
    assert [key for key, count in Counter(story.keys).items() if count > 1] == []


async def test_the_bot_is_back_before_the_morning(socket_story: Story) -> None:
    story, ben = socket_story, socket_story.person("Ben")
    await first_day(story)
    await story.stage.bot.kill()
    story.jump_to("+1 3:00")
    await story.stage.bot.start()
    await ben.sees("I was away", in_thread=story.post("card"))
    assert every(story, "morning") == []

    await story.flow_to("9:00", A_NIGHT)

    await story.card_says("Step 5 of 7 · Build the pages")
    await the_one(story, "morning")
    assert sum("I was away" in post.readable() for post in story.posts) == 1


async def test_a_facilitator_who_goes_home_without_a_word_ends_nothing_but_the_day(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await planned(
        story, "Frame 60\nDay break until 9:00\nBuild 55\nBreak 5\nReview 60\nBreak 5\nWins 55"
    )

    await story.flow_to("11:31", HOURS)

    await story.card_says(
        "Adjourned until Nov 25, 2026 at 09:00 · session ends Nov 25, 2026 at 12:00"
    )
    await ana.runs("/worksession time")
    await ana.sees("Enough for today. We go on Wed 09:00.")
    await ana.clicks("Next", on=card)
    await story.card_says("Step 3 of 7 · Build")
    morning = await the_one(story, "morning")
    assert "We go on already." in morning.readable()


async def test_a_length_that_cannot_be_had_comes_back_with_the_nearest(
    socket_story: Story,
) -> None:
    ana = socket_story.person("Ana")

    await ana.runs('/worksession start "A brand book" 9 days workshop')
    await ana.sees(
        "A workshop session takes half a day (240 minutes) to 5 days of 8 hours. "
        "The nearest is 5 days."
    )
    await ana.sees('To take it: /worksession start "A brand book" 5 days workshop')
    await ana.runs('/worksession start "A brand book" 5 days workshop')

    plan = await ana.sees("Day break · until Nov 25, 2026 at 09:00")
    assert "40 h in" in plan.readable()
