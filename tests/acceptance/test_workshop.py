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
    await story.stage.slack.until(lambda: bool(every(story, kind)), why=f"no {kind}")
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


async def test_the_format_s_own_agenda_of_half_a_day_runs_to_the_recap(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs('/worksession start "A brand book" half a day workshop')
    await ana.clicks("Start", on=await ana.sees("4 h in 12 steps"))
    card = await story.comes("card")
    for count, name in enumerate(("Ben", "Chen", "Dana"), 2):
        await story.person(name).clicks("Join", on=card)
        await story.card_says(f"{count} taking part")
    await they_frame_it_and_work_in_groups(story, card)
    await they_decide_what_to_make(story, card)
    await they_make_it_without_a_word_from_ana(story, card)

    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Partly met")
    await ana.clicks("Close and post")

    recap = (await story.comes("recap")).readable()
    assert "Group A: Two colours only · by @Ben" in recap
    assert "The first pages" in recap
    assert "Still open: Work in small groups, Make it (continued), Show and review" in recap
    assert "4 took part" in recap


async def goes_on(story: Story, name: str, *titles: str, to: int) -> None:
    """Somebody presses Next, once for each of these steps, the first of which is number `to`."""
    for step, title in enumerate(titles, to):
        await story.person(name).clicks("Next", on=story.post("card"))
        await story.card_says(f"Step {step} of 12 · {title}")


async def says(story: Story, message: Message, text: str) -> None:
    """Wait until a message says something; Slack takes few updates a minute."""
    await story.stage.slack.until(
        lambda: text in message.readable(), why=f"{text!r} is not in the message"
    )


async def they_frame_it_and_work_in_groups(story: Story, card: Message) -> None:
    """One group brings its result back; the other has lost Dana, and never answers."""
    ben, dana = story.person("Ben"), story.person("Dana")
    await goes_on(story, "Ana", "Frame the problem", to=2)
    await story.card_says("Speaking: @Ana · then @Ben, @Chen, @Dana")
    await goes_on(story, "Ana", "Break", to=3)
    await the_one(story, "break")
    await goes_on(story, "Ana", "Work in small groups", to=4)
    group = await story.comes("group:1")
    await ben.says("!result Two colours only", in_thread=group)
    await story.card_says("1 output")
    await dana.clicks("Leave", on=card)
    await story.card_says("3 taking part")
    await goes_on(story, "Ana", "Bring results back", to=5)
    await ben.reacts("white_check_mark", to=await story.comes("step:5"))
    await story.card_says("done by @Ben")


async def they_decide_what_to_make(story: Story, card: Message) -> None:
    ana, chen = story.person("Ana"), story.person("Chen")
    await goes_on(story, "Ana", "Break", "Decide what to make", to=6)
    await ana.clicks("Add choices", on=card)
    await ana.fills("What can be voted for", "A logo\nA typeface")
    await ana.clicks("Add")
    vote = await story.comes("step:7")
    await says(story, vote, "0 of 3 have voted")
    await chen.clicks("Vote", on=card)
    offered = (await chen.form("Vote")).element("Your 3 votes").json["options"]
    await chen.fills("Your 3 votes", [offered[1]["text"]["text"]])
    await chen.clicks("Give my votes")
    await chen.sees("1 vote of your 3 given")
    await goes_on(story, "Ana", "Make it", to=8)
    await says(story, vote, "· 1 vote")


async def they_make_it_without_a_word_from_ana(story: Story, card: Message) -> None:
    """Ana, who leads, has gone quiet; Ben, who keeps the time, goes on."""
    ben, chen = story.person("Ben"), story.person("Chen")
    made = await story.comes("step:8")
    await chen.says("!output The first pages: https://example.com/pages", in_thread=card)
    await chen.reacts("white_check_mark", to=made)
    await story.flow_to("10:46", HOURS)
    await ben.sees("The time for Make it is up", in_thread=card)
    await goes_on(story, "Ben", "Break", "Make it (continued)", "Show and review", to=9)
    await goes_on(story, "Ben", "Next steps and wins", to=12)
    await ben.clicks("Next", on=card)
    await ben.sees("The agenda is through", in_thread=card)
