"""Before the first step: forms, lines, plans, and channels that are taken."""

from localslack import Message, Person
from tests.support.story import Story, started


async def test_one_line_shows_the_plan_and_one_tap_starts_it(story: Story) -> None:
    ana = story.person("Ana")

    await ana.runs('/worksession start "API spec" 60m')
    plan = await ana.sees("API spec")
    shown = ana.reads(plan)
    await ana.clicks("Start", on=plan)
    card = await story.comes("card")

    assert plan.ephemeral_for is not None
    assert "11:00" in shown
    assert "in the channel" in shown
    assert "session ends 11:00" in card.readable()


async def test_a_wrong_field_is_named_and_what_was_typed_stays(story: Story) -> None:
    ana = story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", "200")
    await ana.fills("Agenda", "Intro 5\nReview\nDraft 20")
    await ana.clicks("Start")
    form = await ana.form()
    await story.stage.slack.until(lambda: bool(form.errors), why="errors show")

    assert "30 to 120 minutes" in form.errors["How long?"]
    assert "Line 2, “Review”: try Review" in form.errors["Agenda"]
    assert form.value("What exists at the end?")["value"] == "A spec"

    await ana.fills("How long?", "30")
    await ana.fills("Agenda", "Intro 5\nReview 5\nDraft 20")
    await ana.clicks("Start")
    await story.comes("card")


async def test_without_an_outcome_it_takes_one_deliberate_tap(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("How long?", "30")
    await ana.clicks("Start")
    form = await ana.form("Your plan")

    assert "outcome" in form.readable()
    assert "card" not in story.keys
    await ana.clicks("Start without one")
    await story.comes("card")


async def test_a_plan_over_its_slot_can_be_fitted_or_kept(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", "Draft 30\nReview 12")
    await ana.clicks("Start")
    form = await ana.form("Your plan")

    assert "12 min over" in form.readable()
    await ana.clicks("Fit to 30 min")
    await story.stage.slack.until(lambda: "12 min over" not in form.readable(), why="it fits")
    await ana.clicks("Start")
    await story.card_says("session ends 10:30")


async def test_a_long_plan_without_a_break_is_offered_one(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", "90")
    await ana.fills("Agenda", "Draft 40\nReview 50")
    await ana.clicks("Start")
    form = await ana.form("Your plan")

    assert "no break before 11:30" in form.readable().lower()
    await ana.clicks("Add a break")
    await story.stage.slack.until(lambda: "Break" in form.readable(), why="the break is there")
    await ana.clicks("Start")
    await story.card_says("Break")


async def test_a_second_start_gets_three_ways_on_and_its_plan_is_kept(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story)
    # What comes after the card is posted once the card's place is known.
    await story.comes("step:1")

    await ben.runs('/worksession start "Release notes" 30')
    taken = await ben.sees("A session is already running here")
    assert "[ Open it ]" in taken.readable()
    assert "Close it" not in taken.readable()
    await ben.clicks("Queue after", on=taken)
    await ben.sees("Queued: Release notes")

    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    turn = await ben.sees("Release notes", in_channel=ben.dm)
    await ben.clicks("Start", on=turn)

    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="the second card")


async def test_where_the_bot_is_not_a_member_it_says_what_to_type(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    for private in (False, True):
        name = "private" if private else "public"
        away = story.stage.slack.channel(name, members=["Ana"], private=private)
        await ana.runs("/worksession start", in_channel=away)

        assert "Type /invite @worksession" in ana.private_answers[-1].replace("`", "")


async def test_a_private_channel_works_once_the_bot_is_invited(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    room = story.stage.slack.channel("room", members=["Ana", "Ben"], private=True, bot=True)
    ana.goes_to(room)

    card = await started(story)
    await story.comes("step:1")
    await ana.says("!decision Ship it", in_thread=card)

    await story.card_says("1 decision")


async def test_help_and_typos_are_answered_in_private(story: Story) -> None:
    ana = story.person("Ana")

    await ana.runs("/worksession")
    assert "/worksession start" in ana.private_answers[-1]
    await ana.runs("/worksession strat")
    assert "Did you mean /worksession start?" in ana.private_answers[-1].replace("`", "")
    await ana.runs("/worksession frobnicate <!channel>")

    assert "/worksession help" in ana.private_answers[-1].replace("`", "")
    assert story.posts == []


async def test_a_cancelled_plan_leaves_nothing_in_the_channel(socket_story: Story) -> None:
    ana = socket_story.person("Ana")
    await ana.runs('/worksession start "A spec" 30')
    await ana.clicks("Cancel", on=await ana.sees("A spec"))

    await ana.sees("Cancelled")
    assert socket_story.posts == []


async def test_a_plan_can_be_edited_before_it_starts(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs('/worksession start "A spec" 30')
    await ana.clicks("Edit plan", on=await ana.sees("A spec"))
    form = await ana.form("Plan a work session")

    assert form.value("What exists at the end?")["value"] == "A spec"
    await ana.fills("Agenda", "Write it 20\nRead it 10 @Ben")
    await ana.clicks("Start")
    await story.card_says("Write it")


async def test_steps_go_where_the_channel_wants_them(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await started(story, "Draft 10\nReview 10\nShare 10")
    assert (await story.comes("step:1")).is_reply

    await ana.runs("/worksession settings posts channel")
    await story.flow_to("10:10")
    assert not (await story.comes("step:2")).is_reply
    await ana.runs("/worksession settings posts card-only")
    await story.flow_to("10:20")
    await story.card_says("Step 3 of 3")

    assert "step:3" not in story.keys


async def test_plans_that_wait_get_their_turn_one_after_the_other(socket_story: Story) -> None:
    story = socket_story
    ana, ben, chen = (story.person(name) for name in ("Ana", "Ben", "Chen"))
    card = await started(story)
    for minute, person, outcome in ((1, ben, "Release notes"), (2, chen, "Test plan")):
        await story.flow_to(f"10:0{minute}")
        await person.runs(f'/worksession start "{outcome}" 30')
        await person.clicks("Queue after")
        await person.sees(f"Queued: {outcome}")

    await _close(story, ana, card)
    await ben.sees("Release notes", in_channel=ben.dm)
    await chen.sees_nothing_like("Your plan is ready")
    await ben.clicks("Start", on=await ben.sees("Your plan is ready"))
    second = await ben.sees("Step 1 of 5", in_channel=story.channel)
    await _close(story, ben, second)

    await chen.sees("Your plan is ready", in_channel=chen.dm)


async def test_the_first_in_line_is_asked_again_after_a_reopening(socket_story: Story) -> None:
    story = socket_story
    ana, ben, chen = (story.person(name) for name in ("Ana", "Ben", "Chen"))
    card = await started(story)
    for minute, person in ((1, ben), (2, chen)):
        await story.flow_to(f"10:0{minute}")
        await person.runs(f'/worksession start "The plan of {person.name}" 30')
        await person.clicks("Queue after")
        await person.sees("Queued:")
    await _close(story, ana, card)
    turn = await ben.sees("Your plan is ready", in_channel=ben.dm)
    await ana.clicks("Reopen", on=await story.comes("recap"))
    await story.card_says("Step 1 of")
    await ben.clicks("Start", on=turn)
    await ben.sees("A session is already running here")

    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")

    await story.stage.slack.until(
        lambda: sum("Your plan is ready" in each.readable() for each in story.posts) == 2,
        why="Ben is asked again",
    )
    await chen.sees_nothing_like("Your plan is ready")
    await ben.clicks("Start", on=story.posts[-1])
    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="Ben's card")


async def test_a_waiting_plan_without_an_outcome_is_asked_about_before_it_starts(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await started(story)
    await ben.runs("/worksession start 30")
    await ben.clicks("Queue after")
    await ben.sees("Queued:")
    await _close(story, ana, card)

    await ben.clicks("Start", on=await ben.sees("Your plan is ready", in_channel=ben.dm))
    await ben.sees("No outcome yet")
    await ben.clicks("Start without one")

    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="it started")


async def test_a_waiting_plan_that_is_taken_back_lets_the_next_one_pass(
    socket_story: Story,
) -> None:
    story = socket_story
    ana, ben, chen = (story.person(name) for name in ("Ana", "Ben", "Chen"))
    card = await started(story)
    for minute, person in ((1, ben), (2, chen)):
        await story.flow_to(f"10:0{minute}")
        await person.runs(f'/worksession start "The plan of {person.name}" 30')
        await person.clicks("Queue after")
        await person.sees("Queued:")
    await _close(story, ana, card)

    await ben.clicks("Cancel", on=await ben.sees("Your plan is ready", in_channel=ben.dm))

    await chen.sees("Your plan is ready", in_channel=chen.dm)


async def test_what_was_typed_is_kept_when_somebody_else_was_quicker(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    await ben.runs("/worksession start")
    await ben.fills("What exists at the end?", "Release notes")
    await ben.fills("How long?", "30")
    await ben.fills("Agenda", "Collect 20\nWrite 10")
    card = await started(story)
    await ben.clicks("Start")
    taken = await ben.sees("A session is already running here")
    await ben.clicks("Queue after", on=taken)
    await ben.sees("Queued: Release notes")
    await _close(story, ana, card)
    await ben.clicks("Start", on=await ben.sees("Your plan is ready", in_channel=ben.dm))

    await ben.sees("Collect", in_channel=story.channel)


async def test_a_plan_whose_channel_is_free_again_can_be_started_at_once(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)
    await ana.runs('/worksession start "Release notes" 30')
    taken = await ana.sees("A session is already running here")
    await _close(story, ana, card)
    await ana.clicks("Queue after", on=taken)
    await ana.clicks("Start", on=await ana.sees("Release notes"))

    await ana.sees("Release notes", in_channel=story.channel)


async def test_a_refusal_inside_a_form_is_seen(socket_story: Story) -> None:
    ana = socket_story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", "\n".join(f"Item {number} 1" for number in range(40)))
    await ana.clicks("Start")
    await ana.form("Your plan")
    await ana.clicks("Fit to 30 min")

    notice = await ana.form("Work session")
    assert "30" in notice.readable()


async def test_the_form_in_direct_messages_is_for_one_and_a_team_needs_a_channel(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession start", in_channel=ana.dm)
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("Format", "Team")
    await ana.clicks("Start")
    form = await ana.form()
    await story.stage.slack.until(lambda: bool(form.errors), why="errors show")

    assert "A team session needs a channel." in form.errors["Format"]


async def test_a_wrong_role_stands_at_its_own_field(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("Timekeeper", "Ana")
    await ana.fills("Scribe", "Ben")
    await ana.clicks("Start")
    form = await ana.form()
    await story.stage.slack.until(lambda: bool(form.errors), why="errors show")

    assert list(form.errors) == ["Timekeeper"]


async def test_without_a_length_the_agenda_says_how_long_it_takes(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", "")
    await ana.fills("Agenda", "Draft 25\nReview 20")
    await ana.clicks("Start")

    await story.card_says("session ends 10:45")


async def test_a_refused_line_gives_back_what_was_typed(socket_story: Story) -> None:
    ana = socket_story.person("Ana")
    await ana.runs('/worksession start "API spec" 300m')
    assert 'To take it: /worksession start "API spec" 120' in ana.private_answers[-1]
    await ana.runs('/worksession strat "API spec" 60')

    assert 'Did you mean /worksession start "API spec" 60?' in ana.private_answers[-1]


async def _close(story: Story, person: Person, card: Message) -> None:
    await person.clicks("Close", on=card)
    await person.fills("How did it turn out?", "Met")
    await person.clicks("Close and post")
    await person.sees("Recap", in_channel=story.channel)


async def test_one_line_without_an_outcome_takes_one_deliberate_tap(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")

    await ana.runs("/worksession start 30")
    await ana.sees("No outcome yet")
    assert "card" not in story.keys
    await ana.clicks("Start without one")

    await story.comes("card")
