"""Ana, Ben and Chen work side by side; Chen comes late, and Ben never says how it went."""

from localslack import Message, Person
from tests.support.story import Story

# Slack takes about 50 updates a minute; what everybody reads follows when there is room.
PATIENCE = 60.0
WILD = "Answer Dana & <!channel>"


async def _begun(story: Story) -> Message:
    ana, ben = story.person("Ana"), story.person("Ben")
    await ana.runs('/worksession start "An hour for what waits" 60m coworking')
    await ana.clicks("Start", on=await ana.sees("1 h in 5 steps"))
    card = await story.comes("card")
    await ben.clicks("Join", on=card)
    await story.card_says("2 taking part", PATIENCE)
    return card


async def _sets(person: Person, on: Message, **goals: str) -> None:
    """Fill in the form for goals; what is not named stays as it is."""
    labels = {
        "surely": "What will you surely do?",
        "aim": "What do you aim for?",
        "great": "What would be great?",
    }
    await person.clicks("Set my goals", on=on)
    for kind, goal in goals.items():
        await person.fills(labels[kind], goal)
    await person.clicks("Set them")


async def test_goals_are_set_checked_at_the_break_and_told_at_the_end(story: Story) -> None:
    ana, ben, chen = (story.person(name) for name in ("Ana", "Ben", "Chen"))
    card = await _begun(story)
    check_in = await story.comes("step:1")
    assert "No goals yet." in check_in.readable()
    await _sets(ana, check_in, surely=WILD, great="Empty inbox")
    await ana.sees(f"@Ana: {WILD} · Empty inbox", in_thread=card, timeout=PATIENCE)
    await _sets(ben, check_in, surely="Taxes")
    await ben.sees("@Ben: Taxes", in_thread=card, timeout=PATIENCE)

    # Who comes in the middle joins first; then it is not too late for goals.
    await story.flow_to("10:12")
    await chen.clicks("Set my goals", on=await story.comes("step:2"))
    await chen.sees("Press Join first, then you can set your goals.")
    await chen.clicks("Join", on=card)
    await chen.sees("You are in")
    await _sets(chen, card, surely="Slides")
    await chen.sees("@Chen: Slides", in_thread=card, timeout=PATIENCE)
    await story.card_says("Goals: 0 of 4 done", PATIENCE)

    # At the break Ana says how it is going, and finds one goal too big.
    await story.flow_to("10:31")
    pause = await ana.sees("☕ Break and check-in · 5 min. Back at 10:35.")
    await ana.clicks("How is it going?", on=pause)
    await ana.fills(WILD, "Done")
    await ana.clicks("Save")
    await story.card_says("Goals: 1 of 4 done", PATIENCE)
    await _sets(ana, pause, aim="Half an inbox")
    await ana.sees(f"{WILD} (done) · Half an inbox", in_thread=card, timeout=PATIENCE)

    # At the end Ana and Chen tick and share; Ben never does, and nobody holds it against him.
    await story.flow_to("10:56")
    wins = await story.comes("step:5")
    await ana.clicks("Tick my goals", on=wins)
    await ana.fills("Half an inbox", "Partly")
    await ana.fills("A win to share", "Nobody waits for me any more")
    await ana.clicks("Save")
    await chen.clicks("Tick my goals", on=card)
    await chen.fills("Slides", "Not this time")
    await chen.clicks("Save")
    await ana.sees("Nobody waits for me any more · by @Ana", in_thread=card, timeout=PATIENCE)
    await _closes(story, ana, card)

    recap = (await story.comes("recap")).readable()
    assert "Goals: 1 of 4 done, 1 partly" in recap
    assert "Nobody waits for me any more · by @Ana" in recap
    for untold in ("Taxes", "Slides", "Ben", "Chen"):
        assert untold not in recap


async def _closes(story: Story, ana: Person, card: Message) -> None:
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    await story.card_says("Closed", PATIENCE)


async def test_a_form_that_comes_back_after_the_close_changes_nothing(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await _begun(story)
    await _sets(ben, card, surely="Taxes")
    await story.card_says("Goals: 0 of 1 done", PATIENCE)
    await ben.clicks("Set my goals", on=card)
    await ben.fills("What do you aim for?", "Filing")
    form = await ben.form("My goals")
    await _closes(story, ana, card)

    await ben.clicks("Set them")

    await story.stage.slack.until(lambda: bool(form.errors), why="errors show")
    assert "This session is closed." in form.errors["What will you surely do?"]
    assert "Goals: 0 of 1 done" in (await story.comes("recap")).readable()
