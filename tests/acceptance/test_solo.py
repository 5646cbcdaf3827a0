"""Dana works alone on tests: everything stands in direct messages, and the team sees nothing."""

from localslack import Message, faults
from tests.support.story import Story


async def _begun(story: Story) -> Message:
    """Dana's session of 90 minutes, typed in #design."""
    dana = story.person("Dana")
    await dana.runs('/worksession solo "Write the tests" 90m')
    plan = await dana.sees("All of it in our direct messages; nobody else sees it")
    await dana.clicks("Start", on=plan)
    return await story.comes("card")


async def test_a_session_alone_begins_anywhere_and_stays_in_direct_messages(story: Story) -> None:
    dana, card = story.person("Dana"), await _begun(story)
    assert card.channel is dana.dm
    told = await dana.sees("The card is on its way to our direct messages.")
    assert f"/archives/{dana.dm.id}" in str(told.blocks)
    for word in ("Join", "Watch", "Leave", "My role", "taking part", "Facilitator"):
        assert word not in card.readable()

    # A goal at the start, of which somebody who works alone thinks twice.
    await dana.clicks("Set my goals", on=card)
    await dana.fills("What will you surely do?", "Tests of the parser")
    await dana.fills("What do you aim for?", "Tests of the printer")
    await dana.clicks("Set them")
    await story.card_says("Goals: 0 of 2 done")
    await story.flow_to("10:20")
    await story.comes("step:2")

    # The phone rings in the head; the thought is kept until the break.
    await dana.says("!later call the bank", in_thread=card)
    await dana.sees("Parked. You get it back at the next break")
    await dana.says("!later water the plants", in_channel=dana.dm)
    await dana.says("!decision No tests of the old parser", in_thread=card)
    await story.card_says("Captured: 1 decision")
    await story.flow_to("10:41")
    back = await dana.sees("You parked this for later:", in_channel=dana.dm)
    assert "• call the bank\n• water the plants" in back.readable()

    # A cue comes, the step is ticked in the thread, and time runs out with one goal half done.
    await story.flow_to("11:26")
    await dana.reacts("white_check_mark", to=await story.comes("step:4"))
    await story.card_says("done by @Dana")
    await dana.clicks("Tick my goals", on=card)
    await dana.fills("Tests of the parser", "Done")
    await dana.fills("Tests of the printer", "Partly")
    await dana.fills("A win", "The parser was right all along")
    await dana.clicks("Save")
    await story.card_says("Goals: 1 of 2 done, 1 partly")
    await dana.clicks("Close", on=card)
    await dana.fills("Is it done?", "Partly done")
    await dana.clicks("Close and post")

    recap = await story.comes("recap")
    assert "Outcome: partly done" in recap.readable()
    assert "Goals: 1 of 2 done, 1 partly" in recap.readable()
    assert "The parser was right all along" in recap.readable()
    assert "No tests of the old parser" in recap.readable()
    assert "took part" not in recap.readable()
    assert "Still open" not in recap.readable()
    assert {post.channel.id for post in story.posts} == {dana.dm.id}
    assert "bank" not in story.stage.bot.log


async def test_a_second_session_alone_is_refused_kindly(socket_story: Story) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    await _begun(story)

    await dana.runs("/worksession start Reading 30m solo")

    refused = await dana.sees("Your own session is already running: Write the tests.")
    assert story.keys.count("card") == 1
    await dana.clicks("Queue after", on=refused)
    await dana.sees("Queued: Reading.")
    await dana.clicks("Close", on=story.post("card"))
    await dana.fills("Is it done?", "Not done")
    await dana.clicks("Close and post")
    turn = await dana.sees("Your plan is ready.", in_channel=dana.dm)
    await dana.clicks("Start", on=turn)
    await dana.sees("Step 1 of 3 · Set your goals", in_channel=dana.dm)
    assert {post.channel.id for post in story.posts} == {dana.dm.id}


async def test_a_form_for_a_second_session_alone_says_what_runs_already(
    socket_story: Story,
) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    await _begun(story)
    await dana.runs("/worksession start")
    await dana.fills("What exists at the end?", "A spec")
    await dana.fills("Format", "Solo")
    await dana.clicks("Start")

    notice = await dana.form("Work session")

    assert "Your own session is already running: Write the tests." in notice.readable()


async def test_while_direct_messages_cannot_be_opened_it_says_so(socket_story: Story) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    story.stage.slack.faults.next("conversations.open", faults.http_500())

    await dana.runs("/worksession solo Reading 30m")

    await dana.sees("I cannot open our direct messages right now. Please try again")
    await dana.runs("/worksession solo Reading 30m")
    await dana.sees("All of it in our direct messages")


async def test_in_direct_messages_a_start_is_for_one_and_a_team_needs_a_channel(
    socket_story: Story,
) -> None:
    story, dana = socket_story, socket_story.person("Dana")

    await dana.runs('/worksession start "Plan the year" team', in_channel=dana.dm)
    await dana.sees("A team session needs a channel. Type /worksession start there")
    await dana.sees('You typed: /worksession start "Plan the year" team')
    await dana.runs("/worksession start Reading 30m", in_channel=dana.dm)
    await dana.clicks("Start", on=await dana.sees("All of it in our direct messages"))

    assert (await story.comes("card")).channel is dana.dm
    await dana.runs("/worksession time", in_channel=dana.dm)
    await dana.sees("left in Set your goals")
    await story.comes("step:1")


async def test_the_form_takes_a_session_alone_from_a_channel_to_direct_messages(
    socket_story: Story,
) -> None:
    story, ben = socket_story, socket_story.person("Ben")
    await ben.runs("/worksession start")
    await ben.fills("What exists at the end?", "Answers to all mails")
    await ben.fills("Format", "Solo")
    await ben.fills("Who is in from the start?", "Chen")
    await ben.clicks("Start")
    form = await ben.form("Plan a work session")
    await story.stage.slack.until(lambda: bool(form.errors), why="errors show")
    assert "just for you" in form.errors["Who is in from the start?"]

    await ben.fills("Who is in from the start?", [])
    await ben.clicks("Start")

    assert (await story.comes("card")).channel is ben.dm
    await ben.sees("The card is on its way to our direct messages.")
    await ben.opens_home()
    await story.stage.slack.until(lambda: ben.home is not None, why="Home is published")
    assert ben.home is not None
    assert "Answers to all mails in our direct messages" in ben.reads(ben.home)
    assert {post.channel.id for post in story.posts} == {ben.dm.id}


async def test_a_plan_of_one_s_own_is_kept_played_and_held_once_more_in_direct_messages(
    socket_story: Story,
) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    await dana.runs("/worksession again", in_channel=dana.dm)
    await dana.sees("No session was closed here yet.", in_channel=dana.dm)
    card = await _begun(story)
    with_ben = story.stage.slack.workspace.direct(dana.user, story.person("Ben").user)
    await dana.runs("/worksession save-template mine", in_channel=with_ben)
    await dana.sees("Saved: mine.", in_channel=with_ben)
    await dana.clicks("Close", on=card)
    await dana.fills("Is it done?", "Not done")
    await dana.clicks("Close and post")
    await story.comes("recap")

    await dana.runs("/worksession again", in_channel=dana.dm)
    plan = await dana.sees("Carried over from last time:", in_channel=dana.dm)
    assert "Write the tests" in plan.readable()
    await dana.runs('/worksession solo "Read the proofs" 500m mine')
    await dana.sees('To take it: /worksession solo "Read the proofs" 120 mine')
    await dana.runs('/worksession solo "Read the proofs" mine')
    plan = await dana.sees("Read the proofs")
    assert "1 h 30 min in 5 steps" in plan.readable()
    await dana.clicks("Start", on=plan)
    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="a second card")
    assert {post.channel.id for post in story.posts} == {dana.dm.id}
    await dana.runs("/worksession template list", in_channel=with_ben)
    await dana.sees("1 template here", in_channel=with_ben)
    await dana.runs("/worksession time", in_channel=with_ben)
    await dana.sees("left in Set your goals", in_channel=with_ben)


async def test_a_template_of_one_s_own_is_chosen_in_the_form(socket_story: Story) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    card = await _begun(story)
    await dana.runs("/worksession save-template mine", in_channel=dana.dm)
    await dana.sees("Saved: mine.", in_channel=dana.dm)
    await dana.clicks("Close", on=card)
    await dana.fills("Is it done?", "Not done")
    await dana.clicks("Close and post")
    await story.comes("recap")

    await dana.runs("/worksession start", in_channel=dana.dm)
    await dana.fills("What exists at the end?", "Proofs")
    await dana.fills("Format", "mine")
    await dana.clicks("Start")

    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="a second card")
    assert "Proofs" in story.posts[-2].readable() + story.posts[-1].readable()
