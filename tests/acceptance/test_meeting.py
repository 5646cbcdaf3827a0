"""A meeting of four: a round, a queue, points with owners, decisions and actions in the recap."""

import asyncio

from localslack import Message
from tests.support.story import FASTER, Story

AGENDA = "What I bring 8 #round\nBudget 12 @ben\nHiring 10 @chen"


async def met(story: Story) -> Message:
    """Ana's meeting with Ben, Chen and Dana in it; gives its card."""
    ana = story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("Format", "Meeting")
    await ana.fills("What exists at the end?", "Budget and hiring are decided")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", AGENDA)
    await ana.clicks("Start")
    card = await story.comes("card")
    for count, name in enumerate(("Ben", "Chen", "Dana"), 2):
        await story.person(name).clicks("Join", on=card)
        await story.card_says(f"{count} taking part")
    return card


async def test_a_meeting_goes_round_and_ends_with_decisions_and_actions(story: Story) -> None:
    ana, ben, chen, dana = (story.person(name) for name in ("Ana", "Ben", "Chen", "Dana"))
    card = await met(story)
    step = await story.comes("step:1")
    await story.card_says("Speaking: @Ana · then @Ben, @Chen, @Dana · 2 min each")

    # Chen has nothing to say yet; Dana speaks out of turn and is told whose turn it is.
    await chen.clicks("Pass", on=step)
    await chen.sees("You come at the end. Pass again then, and this round goes on without you.")
    await story.card_says("Speaking: @Ana · then @Ben, @Dana, @Chen")
    await dana.clicks("Next speaker", on=card)
    await dana.sees("Only whoever speaks, leads or keeps the time can pass the word on.")
    await ana.clicks("Next speaker", on=card)
    await story.card_says("Speaking: @Ben · then @Dana, @Chen")
    await ben.clicks("Next speaker", on=card)
    await story.card_says("Speaking: @Dana · then @Chen")
    await dana.clicks("Next speaker", on=card)
    await story.card_says("Speaking: @Chen · the last one")
    await chen.clicks("Next speaker", on=card)
    await story.stage.slack.until(
        lambda: "Everybody has had their turn" in step.readable(), why="the round is over"
    )

    # In the next point three want to speak, and one of them has to leave.
    await story.flow_to("10:08")
    point = await story.comes("step:2")
    await ben.says("!queue", in_thread=card)
    await ben.sees("You are number 1 in the queue.")
    await chen.reacts("raising_hand", to=point)
    await story.card_says("Queue: @Ben, @Chen")
    await dana.reacts("raising_hand", to=card)
    await story.card_says("Queue: @Ben, @Chen, @Dana")
    await chen.clicks("Leave", on=card)
    await story.card_says("Queue: @Ben, @Dana")
    await dana.unreacts("raising_hand", to=card)
    await story.card_says("Queue: @Ben")
    await ana.clicks("Next speaker", on=card)
    await story.card_says("Speaking: @Ben")
    assert "Queue" not in card.readable()
    await ben.says("!decision 10,000 for tests", in_thread=card)
    await ben.says("!action @Dana tells accounting by Friday", in_thread=card)
    await story.card_says("1 decision, 1 action")

    # Ana goes silent: the clock moves the meeting on, and asks her before it closes by itself.
    await story.flow_to("10:30")
    await ana.sees("The agenda is through", in_thread=card)
    await story.flow_to("11:00")
    await ana.sees("Close the session with its outcome when you are ready", in_channel=ana.dm)
    recap = await story.comes("recap")

    read = recap.readable()
    assert "closed automatically" in read
    assert "10,000 for tests · by @Ben" in read
    assert "@Dana tells accounting by Friday · by @Ben" in read


async def test_two_presses_at_once_give_the_word_to_one(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await met(story)
    await story.card_says("Speaking: @Ana · then @Ben, @Chen, @Dana")

    await asyncio.gather(ana.clicks("Next speaker", on=card), ben.clicks("Next speaker", on=card))

    await story.card_says("Speaking: @Ben · then @Chen, @Dana")
    await story.stage.slack.until(
        lambda: any(
            "@Ben speaks now" in answer or "pass the word on" in answer
            for answer in (*ana.private_answers, *ben.private_answers)
        ),
        why="one of them is told",
    )
    assert "Speaking: @Ben" in story.post("card").readable()


async def test_a_late_one_speaks_last_and_who_has_not_spoken_comes_first(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await met(story)
    await ana.clicks("Next speaker", on=card)
    await story.card_says("Speaking: @Ben · then @Chen, @Dana")
    await ben.clicks("Leave", on=card)
    await story.card_says("Speaking: @Chen · then @Dana")
    await ben.clicks("Join", on=card)
    await story.card_says("Speaking: @Chen · then @Dana, @Ben")

    await ana.says("!queue", in_thread=card)
    await ana.sees("You are number 1 in the queue.")
    await story.card_says("Queue: @Ana")
    await ben.says("!queue", in_thread=card)
    await ben.sees("You are number 1 in the queue.")
    await story.card_says("Queue: @Ben, @Ana")


async def test_a_watcher_s_raised_hand_is_answered(socket_story: Story) -> None:
    story = socket_story
    card = await met(story)
    dana = story.person("Dana")
    await dana.clicks("Watch", on=card)
    await story.card_says("1 watching")

    await dana.reacts("raising_hand", to=card)

    await dana.sees("Press Join first, then you can speak.")
    assert "Queue" not in card.readable()


async def test_the_format_s_own_agenda_runs_to_the_recap(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    chen, dana = story.person("Chen"), story.person("Dana")
    await ana.runs('/worksession start "Budget and hiring are decided" 60m meeting')
    await ana.clicks("Start", on=await ana.sees("1 h in 5 steps"))
    card = await story.comes("card")
    await ben.clicks("Join", on=card)
    await chen.clicks("Join", on=card)
    await story.card_says("Speaking: @Ana · then @Ben, @Chen")
    await ana.clicks("Next speaker", on=card)
    await story.card_says("Speaking: @Ben · then @Chen")

    # Ben's turn lasts as long as the round; the clock takes the word from him.
    await story.flow_to("10:10", FASTER)
    first = await story.comes("step:2")
    await story.card_says("Step 2 of 5 · First point")
    await ben.says("!decision 10,000 for tests", in_thread=card)
    await ben.reacts("white_check_mark", to=first)
    await story.card_says("done by @Ben")

    # Dana is late, and hears what was decided; Chen leaves, and she writes in his place.
    await story.flow_to("10:31", FASTER)
    await story.card_says("Step 3 of 5 · Second point")
    await dana.clicks("Join", on=card)
    assert "10,000 for tests" in dana.reads(await dana.sees("You are in"))
    await chen.clicks("Leave", on=card)
    await dana.sees("You are the scribe of", in_channel=dana.dm)
    await dana.says("!action @Ben asks accounting by Friday", in_thread=card)

    await story.flow_to("10:45", FASTER)
    await story.comes("step:4")
    await story.card_says("Step 4 of 5 · Decisions and actions, read back")
    await story.flow_to("10:55", FASTER)
    await story.comes("step:5")
    await ana.says("Thank you. Chen hears of it from me.", in_thread=card)
    await story.flow_to("11:00", FASTER)
    await ana.sees("The agenda is through", in_thread=card)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Partly met")
    await ana.fills("What was decided, in one sentence?", "Money yes, people later")
    await ana.clicks("Close and post")

    recap = (await story.comes("recap")).readable()
    assert "Money yes, people later" in recap
    assert "10,000 for tests · by @Ben" in recap
    assert "@Ben asks accounting by Friday · by @Dana" in recap
    assert "Still open: Second point, Decisions and actions, read back" in recap
    assert "4 took part" in recap
