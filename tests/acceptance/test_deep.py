"""Two hours of deep work in #design: the bot is silent, and a distraction waits for the break."""

from localslack import Message
from tests.support.story import FASTER, Story

CHANNEL_POSTS = ["card", "break:3", "break-over:3", "recap"]


async def _begun(story: Story) -> Message:
    """Chen starts it, and Dana joins."""
    chen, dana = story.person("Chen"), story.person("Dana")
    await chen.runs('/worksession start "Chapter four" 120m deep')
    plan = await chen.sees("4 posts in the channel, steps on the card only")
    await chen.clicks("Start", on=plan)
    card = await story.comes("card")
    await dana.clicks("Join", on=card)
    await story.card_says("2 taking part")
    return card


def _in_channel(story: Story) -> list[str]:
    """The kinds of the bot's posts in #design, threads included, without their record's number."""
    posts = [post for post in story.posts if post.channel is story.channel]
    keys = [str((post.metadata or {})["event_payload"]["key"]).split(":") for post in posts]
    return [":".join(key[1:3]) for key in keys]


async def test_the_bot_is_silent_but_for_start_breaks_and_end(story: Story) -> None:
    chen, dana, card = story.person("Chen"), story.person("Dana"), await _begun(story)
    await chen.clicks("Set my goals", on=card)
    await chen.fills("What will you surely do?", "The first section")
    await chen.clicks("Set them")
    # Steps have no message of their own: what stands in them elsewhere stands on the card.
    await story.card_says("@Chen: The first section")
    await story.flow_to("10:10")
    await story.card_says("Step 2 of 5 · Focus · until 10:55")

    # Dana's mind wanders, and so does Chen's; nobody reads of what.
    await dana.clicks("Park a thought", on=card)
    await dana.fills("What can wait?", "Renew the passport")
    await dana.clicks("Park it")
    said = await chen.says("!later order a cake for Dana", in_thread=card)
    await chen.sees("Parked. You get it back at the next break")
    await chen.sees("Others can read your message here; you can delete it")
    await chen.deletes(said)
    assert not said.reactions
    await dana.says("!question Who reads it first?", in_thread=card)
    await story.card_says("Captured: 1 question")
    await story.flow_to("10:54")
    assert _in_channel(story) == ["card"]

    await story.flow_to("10:56")
    back = await dana.sees("You parked this for later:", in_channel=dana.dm)
    assert "• Renew the passport" in back.readable()
    assert "cake" not in back.readable()
    back = await chen.sees("You parked this for later:", in_channel=chen.dm)
    assert "• order a cake for Dana" in back.readable()

    # The second thought of Dana comes after the last break: she gets it at the close.
    await story.flow_to("11:10")
    await story.card_says("Step 4 of 5")
    await dana.says("!later water the plants", in_thread=card)
    await dana.sees("Parked.")
    await chen.clicks("Close", on=card)
    await chen.fills("How did it turn out?", "Met")
    await chen.clicks("Close and post")

    recap = await story.comes("recap")
    await dana.sees("• water the plants", in_channel=dana.dm)
    assert _in_channel(story) == CHANNEL_POSTS
    assert "Still open" not in recap.readable()
    for secret in ("passport", "cake", "plants"):
        assert secret not in recap.readable()
        assert secret not in story.stage.bot.log
    handed_back = [post for post in story.posts if "You parked" in post.readable()]
    assert len(handed_back) == 3


async def test_a_channel_that_wants_the_card_alone_stays_quieter_than_quiet(
    socket_story: Story,
) -> None:
    chen = socket_story.person("Chen")
    await chen.runs("/worksession settings posts card-only")
    await chen.sees("From the next step on, steps appear on the card only.")

    await chen.runs('/worksession start "Chapter four" 120m deep')

    await chen.sees("2 posts in the channel, steps on the card only")


async def test_any_session_can_be_made_quiet_while_it_runs(socket_story: Story) -> None:
    story, chen = socket_story, socket_story.person("Chen")
    await chen.runs('/worksession start "A plan" 60m')
    await chen.clicks("Start", on=await chen.sees("1 h in 5 steps"))
    card = await story.comes("card")
    await story.comes("step:1")

    await chen.runs("/worksession settings posts quiet")
    await chen.sees("steps appear on the card only, and breaks in the channel.")
    await chen.clicks("Next", on=card)
    await story.card_says("Step 2 of 5")
    await chen.clicks("Next", on=card)
    await story.card_says("Step 3 of 5")

    assert [key for key in story.keys if key.startswith("step:")] == ["step:1"]


async def test_one_comes_late_one_leaves_and_nobody_is_disturbed(socket_story: Story) -> None:
    story, chen, dana = socket_story, socket_story.person("Chen"), socket_story.person("Dana")
    ben, card = story.person("Ben"), await _begun(story)
    await dana.clicks("Set my goals", on=card)
    await dana.fills("What will you surely do?", "The index")
    await dana.clicks("Set them")
    await story.card_says("@Dana: The index")
    await story.flow_to("10:20", FASTER)
    await story.card_says("Step 2 of 5 · Focus")

    # Ben comes in the middle of the silence, and reads what to do; then Chen, who leads, is gone.
    await ben.clicks("Join", on=card)
    told = ben.reads(await ben.sees("You are in"))
    assert "Step 2 of 5" in told
    assert "Your part:" in told
    await chen.clicks("Leave", on=card)
    await story.card_says("Facilitator @Dana · 2 taking part")
    await dana.sees("You are the facilitator of", in_channel=dana.dm)
    assert _in_channel(story) == ["card"]

    # Nobody closes it; the goals that were set stand in the recap all the same.
    await story.flow_to("12:36", FASTER)
    recap = await story.comes("recap")
    assert "closed automatically" in recap.readable()
    assert "Goals: 0 of 1 done" in recap.readable()
    assert _in_channel(story) == CHANNEL_POSTS


async def test_whoever_steers_is_told_what_they_did_and_nobody_else(story: Story) -> None:
    chen, dana, card = story.person("Chen"), story.person("Dana"), await _begun(story)

    await chen.clicks("+5 min", on=card)
    await chen.sees("5 min more for Set goals: until 18:10.")
    await story.card_says("until 10:10")
    await chen.chooses("More", "Undo +5 min", on=card)
    await chen.sees("Undone: +5 min. We are in step 1 of 5, Set goals, until 18:05.")
    await chen.clicks("Next", on=card)
    await chen.sees("We are in step 2 of 5, Focus, until 18:50.")
    await story.card_says("Step 2 of 5")
    await chen.clicks("Pause", on=card)
    await chen.sees("Paused. All clocks stand still")
    await story.card_says("Paused since")
    await chen.clicks("Resume", on=card)
    await chen.sees("On we go after a pause")
    await story.card_says("until 10:50")
    await chen.chooses("More", "Change the plan", on=card)
    await chen.fills("Agenda from here on", "Break 10\nFocus again 40\nGoals and wins 5")
    await chen.clicks("Show the clocks")
    await chen.clicks("Apply")

    await chen.sees("The plan has changed; it is on the card. Parked: Focus (continued).")
    assert _in_channel(story) == ["card"]
    assert not [said for said in dana.private_answers if "step" in said and "We are" in said]
