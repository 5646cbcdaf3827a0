"""Whoever steers: more time, pause, next, back, skip; by the clock or by hand."""

import asyncio

from tests.support.story import Story, started


async def test_more_time_moves_every_later_clock_and_is_told_once(story: Story) -> None:
    ana = story.person("Ana")
    card = await started(story)

    await ana.clicks("+5 min", on=card)

    await story.card_says("until 10:20 · session ends 10:35")
    line = await ana.sees("5 min more for Draft: until 10:20", in_thread=card)
    assert [post.readable() for post in story.posts].count(line.readable()) == 1


async def test_a_pause_stops_the_clock_and_resuming_moves_all_clocks(story: Story) -> None:
    ana, card = story.person("Ana"), await started(story)
    await story.flow_to("10:05")

    await ana.clicks("Pause", on=card)
    await story.card_says("Paused since 10:05")
    await story.flow_to("10:15")
    await ana.clicks("Resume", on=card)

    await story.card_says("until 10:25 · session ends 10:40")
    assert [key for key in story.keys if key.startswith("step:")] == ["step:1"]


async def test_a_long_pause_asks_the_facilitator_in_private(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)

    await ana.clicks("Pause", on=card)
    await story.card_says("Paused since 10:00")
    await story.flow_to("10:16")
    note = await ana.sees("Paused since 10:00", in_channel=ana.dm)
    await ana.clicks("Resume", on=note)

    await story.card_says("session ends 10:46")


async def test_two_people_pressing_next_at_once_move_one_step(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story, "Draft 10\nReview 10\nShare 10")
    await ben.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben")

    await asyncio.gather(ana.clicks("Next", on=card), ben.clicks("Next", on=card))
    await story.card_says("Step 2 of 3")
    second = [
        answer
        for person in (ana, ben)
        for answer in person.private_answers
        if "Already moved to step 2: Review." in answer
    ]
    await story.stage.slack.until(lambda: "step:2" in story.keys, why="the step is posted")

    assert len(second) == 1 or await _one_refusal(story)
    assert "step:3" not in story.keys


async def _one_refusal(story: Story) -> bool:
    people = [story.person("Ana"), story.person("Ben")]

    def told() -> list[str]:
        answers = [answer for person in people for answer in person.private_answers]
        return [answer for answer in answers if "Already moved to step 2: Review." in answer]

    await story.stage.slack.until(lambda: len(told()) == 1, why="one of them is told")
    return True


async def test_only_facilitator_and_timekeeper_steer_and_others_read_whom_to_ask(
    socket_story: Story,
) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    card = await started(story)

    await dana.clicks("Next", on=card)

    await dana.sees("Ask @Ana (facilitator) to steer the time.")
    assert "Step 1 of 2" in card.readable()


async def test_skip_and_back_are_told_and_lead_where_they_say(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)

    await ana.clicks("Skip", on=card)
    await story.card_says("Step 2 of 2")
    await story.card_says("skipped")
    await ana.clicks("Back", on=card)

    await story.card_says("Step 1 of 2")
    await ana.sees("Back to Draft", in_thread=card)


async def test_by_hand_the_session_waits_with_gentle_lines_and_then_asks(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs('/worksession start "A spec" 30 manual')
    await ana.clicks("Start")
    card = await story.comes("card")

    await story.flow_to("10:50")
    await ana.sees("over", in_channel=ana.dm)
    thread = [message.readable() for message in story.channel.thread_of(card)]

    assert "step:2" not in story.keys
    assert sum("over" in line for line in thread) <= 4
    await ana.clicks("Next", on=card)
    await story.card_says("Step 2 of")


async def test_a_break_is_announced_in_the_channel_and_calls_everybody_back(
    socket_story: Story,
) -> None:
    story = socket_story
    card = await started(story, "Draft 10\nBreak 5\nReview 15")

    await story.flow_to("10:10")
    pause = await story.comes("break:2:7")
    announced = pause.readable()
    await story.flow_to("10:15")
    back = await story.comes("break-over:2:8")
    await story.comes("step:3")

    assert not pause.is_reply
    assert "10:15" in announced
    assert not back.is_reply
    assert card.ts < pause.ts < back.ts


async def test_a_session_nobody_closes_asks_once_and_closes_by_itself(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)
    await ana.says("!decision Ship it", in_thread=card)
    await story.card_says("1 decision")

    await story.flow_to("10:41")
    await ana.sees("At 11:00 I close it", in_channel=ana.dm)
    await story.flow_to("11:02")
    recap = await story.comes("recap")

    assert "closed automatically" in recap.readable()
    assert "Ship it" in recap.readable()
