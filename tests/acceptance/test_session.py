"""A whole session, from the first command to the recap."""

from collections import Counter

from tests.support.story import Story, started

AGENDA = "Check-in 5\nDraft - 15 min @Ben\nReview: 10"


async def test_a_thirty_minute_session_runs_from_start_to_recap(story: Story) -> None:
    ana, ben, chen = (story.person(name) for name in ("Ana", "Ben", "Chen"))

    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec & its <review>")
    await ana.fills("How will you know?", "No open comments")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", AGENDA)
    await ana.clicks("Start")
    card = await story.comes("card")
    await ben.clicks("Join", on=card)
    await chen.clicks("Watch", on=card)
    await story.card_says("1 watching")
    await story.comes("step:1")

    await story.flow_to("10:04")
    await ana.sees("Check-in ends at 10:05. Then: Draft.", in_thread=card)
    await story.flow_to("10:05")
    draft = await story.comes("step:2")
    await ben.reacts("white_check_mark", to=draft)
    await story.card_says("done by @Ben")
    await ana.says("!decision Version in the path", in_thread=card)
    await ben.says("!action @Ana write the <!channel> guide", in_thread=card)
    await story.card_says("1 decision, 1 action")

    await story.flow_to("10:30")
    await ana.sees("The agenda is through", in_thread=card)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Partly met")
    await ana.fills("Link to the result", "https://example.com/spec")
    await ana.fills("Anything to add to the recap?", "Chen reads it tomorrow")
    await ana.clicks("Close and post")
    recap = await story.comes("recap")
    await ben.clicks("👍 Worth it", on=recap)
    await story.stage.slack.until(lambda: "1 of 1" in recap.readable(), why="the rating shows")

    read = recap.readable()
    assert "Recap: A spec & its <review>" in read
    assert "Outcome: partly met" in read
    assert "Chen reads it tomorrow" in read
    assert "Version in the path · by @Ana" in read
    assert "@Ana write the <!channel> guide · by @Ben" in read
    assert "Still open: Review" in read
    assert "Planned 30 min, took 30 min · 2 took part, 1 watched" in read
    assert "<!channel>" not in str(recap.blocks)
    assert [key for key, count in Counter(story.keys).items() if count > 1] == []
    assert [key for key in story.keys if not key.startswith("line:")] == [
        "card",
        "step:1",
        "step:2",
        "step:3",
        "recap",
    ]


async def test_captured_messages_get_a_small_mark(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)

    said = await ana.says("!decision Ship on Friday", in_thread=card)
    await story.stage.slack.until(lambda: "heavy_check_mark" in said.reactions, why="the mark")

    assert [user.id for user in said.reactions["heavy_check_mark"]] == [
        story.stage.slack.bot_user_id
    ]


async def test_a_message_can_be_captured_from_its_menu_and_by_form(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await started(story)

    said = await ben.says("The draft is at https://example.com/d", in_thread=card)
    await ana.uses_shortcut("Capture", on=said)
    await ana.fills("What is it?", "Output")
    await ana.clicks("Keep it")
    await ana.sees("Kept as an output")
    await ben.clicks("Capture", on=card)
    await ben.fills("What is it?", "Question")
    await ben.fills("In one or two sentences", "Who signs it off?")
    await ben.clicks("Keep it")

    await story.card_says("1 output, 1 question")


async def test_words_in_other_threads_do_nothing(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)

    elsewhere = await ana.says("Another topic")
    await ana.says("!decision not here", in_thread=elsewhere)
    await ana.says("!decision nor here")
    await ana.says("!decision but here", in_thread=card)
    await story.card_says("1 decision")

    assert "2 decisions" not in story.post("card").readable()


async def test_everybody_is_told_their_part_and_the_time_in_their_own_zone(
    socket_story: Story,
) -> None:
    story, ben, chen = socket_story, socket_story.person("Ben"), socket_story.person("Chen")
    card = await started(story)

    await ben.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben")
    await ben.clicks("My role", on=card)
    await ben.sees("You are the timekeeper.")
    await ben.clicks("Time", on=card)
    await ben.sees("15 min left in Draft, ends 10:15 (11:15 for you)")
    await chen.says("!time", in_thread=card)
    await chen.sees("ends 10:15 (18:15 for you)")
    await chen.clicks("My role", on=card)

    await chen.sees("Press Join to take one")
