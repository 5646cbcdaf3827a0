"""The plan changes while the session runs: less time, parked steps, a new plan, the end kept."""

from tests.support.story import Story, started

AGENDA = "Draft 20\nReview 20\nShare 10\nWins 10"


async def test_five_minutes_less_is_told_once_and_undone(story: Story) -> None:
    ana, card = story.person("Ana"), await started(story, AGENDA, "60")
    await story.flow_to("10:05")

    await ana.chooses("More", "5 min less", on=card)
    await story.card_says("until 10:15 · session ends 10:55")
    await ana.sees("5 min less for Draft: until 10:15.", in_thread=card)
    await ana.chooses("More", "Undo 5 min less", on=card)

    await story.card_says("until 10:20 · session ends 11:00")
    await ana.sees("Undone: 5 min less. We are in step 1 of 4, Draft, until 10:20.", in_thread=card)


async def test_the_step_that_runs_is_parked_and_stands_in_the_recap(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story, AGENDA, "60")

    await ana.chooses("More", "Park this step", on=card)
    await story.card_says("Step 2 of 4 · Review · until 10:20")
    await ana.sees("Parked: Draft. The session ends at 10:40.", in_thread=card)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Partly met")
    await ana.clicks("Close and post")

    recap = await story.comes("recap")
    assert "Parked: Draft" in recap.readable()


async def test_a_plan_is_written_anew_and_its_clocks_are_shown_first(story: Story) -> None:
    ana, card = story.person("Ana"), await started(story, AGENDA, "60")
    await ana.chooses("More", "Change the plan", on=card)
    form = await ana.form("Change the plan")
    await ana.fills("Agenda from here on", "Share 15\nDemo 10 @ben\nReview")
    await ana.clicks("Show the clocks")
    await story.stage.slack.until(lambda: bool(form.errors), why="errors show")
    assert "Line 3, “Review”: try Review" in form.errors["Agenda from here on"]

    await ana.fills("Agenda from here on", "Share 15\nDemo 10\nReview 10")
    await ana.clicks("Show the clocks")
    shown = (await ana.form("The new clocks")).readable()
    assert "The session would end at 10:55; before it was 11:00." in shown
    assert "10:20-10:35 Share" in shown
    assert "10:35-10:45 Demo" in shown
    assert "Parked: Wins" in shown
    assert "Review 20" not in story.post("card").readable()
    await ana.clicks("Apply")

    await story.card_says("session ends 10:55")
    await ana.sees(
        "The plan has changed; it is on the card. Parked: Wins. The session ends at 10:55.",
        in_thread=card,
    )


async def test_who_leads_is_asked_what_to_do_about_a_delay_and_the_end_is_kept(
    story: Story,
) -> None:
    ana, card = story.person("Ana"), await started(story, AGENDA, "60")
    await ana.clicks("+5 min", on=card)
    note = await ana.sees("You are 5 min behind.", in_channel=ana.dm)

    assert "Shrink the rest: what is left gets shorter and it ends at 11:00" in note.readable()
    assert "Park a step: without Share it ends at 10:55" in note.readable()
    assert "End later at 11:05" in note.readable()
    await story.card_says("session ends 11:05")
    await ana.clicks("Shrink the rest", on=note)

    await story.card_says("session ends 11:00")
    await ana.sees("Shrink the rest: done. The session ends at 11:00.")


async def test_a_delay_is_asked_about_again_once_the_answer_to_it_was_undone(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story, AGENDA, "60")
    await ana.clicks("+5 min", on=card)
    await ana.clicks("Park a step", on=await ana.sees("You are 5 min behind.", in_channel=ana.dm))
    await ana.sees("Park: done. The session ends at 10:55.", in_channel=ana.dm)
    await story.card_says("session ends 10:55")

    await ana.chooses("More", "Undo Park", on=card)

    await story.card_says("session ends 11:05")
    again = await ana.sees("You are 5 min behind.", in_channel=ana.dm)
    await ana.clicks("End later", on=again)
    await ana.sees("End later: done. The session ends at 11:05.", in_channel=ana.dm)
