"""A team writes a checklist by hand: one is late, one leaves, and whoever leads goes silent."""

from collections.abc import Sequence

import pytest

from localslack import Message, NewPerson
from tests.support.story import FASTER, Story

AGENDA = "Check-in 5\nWrite the checklist 20 @Jonas\nTry it once 20 @Priya\nNext steps 5 #wins"


@pytest.fixture
def cast() -> Sequence[NewPerson]:
    """Mira leads, Jonas keeps the time, Priya writes, and Noor is late."""
    return [
        NewPerson("Mira", tz="Etc/UTC"),
        NewPerson("Jonas", tz="Europe/Berlin"),
        NewPerson("Priya", tz="Asia/Kolkata"),
        NewPerson("Noor", tz="Africa/Cairo"),
    ]


async def begun(story: Story) -> Message:
    """Mira's session, which goes on by hand; Jonas and Priya are there in time."""
    mira = story.person("Mira")
    await mira.runs("/worksession start")
    await mira.fills("What exists at the end?", "A launch checklist")
    await mira.fills("How will you know?", "Somebody else has used it once")
    await mira.fills("How long?", "50")
    await mira.fills("Agenda", AGENDA)
    await mira.fills("Who moves on to the next step?", "By hand: the facilitator presses Next")
    await mira.clicks("Start")
    card = await story.comes("card")
    await story.person("Jonas").clicks("Join", on=card)
    await story.card_says("Timekeeper @Jonas")
    await story.person("Priya").clicks("Join", on=card)
    await story.card_says("Facilitator @Mira · Timekeeper @Jonas · Scribe @Priya")
    return card


async def test_a_team_goes_on_though_people_come_leave_and_fall_silent(story: Story) -> None:
    mira, jonas, priya, noor = (story.person(name) for name in ("Mira", "Jonas", "Priya", "Noor"))
    card = await begun(story)
    await story.flow_to("10:06")
    await mira.sees("The time for Check-in is up. Press Next on the card", in_thread=card)
    await mira.clicks("Next", on=card)
    write = await story.comes("step:2")
    await story.card_says("Step 2 of 4 · Write the checklist")
    await jonas.clicks("My role", on=card)
    await jonas.sees("You are the timekeeper.")
    assert "· Jonas" in write.readable()
    await jonas.says("!decision Nothing ships on a Friday", in_thread=card)
    await story.card_says("1 decision")

    # Noor is late, and reads in private where they are; Priya leaves, and her role goes on.
    await story.flow_to("10:15")
    await noor.clicks("Join", on=card)
    told = noor.reads(await noor.sees("You are in"))
    assert "Somebody else has used it once" in told
    assert "Step 2 of 4" in told
    assert "Nothing ships on a Friday" in told
    await priya.clicks("Leave", on=card)
    await story.card_says("Scribe @Noor · 3 taking part")
    await noor.sees("You are the scribe of A launch checklist now.", in_channel=noor.dm)
    await noor.says("!output The list: https://example.com/list", in_thread=card)
    await jonas.reacts("white_check_mark", to=write)
    await story.card_says("done by @Jonas")

    # Mira says nothing any more: she is asked, and Jonas, who keeps the time, moves on.
    await story.flow_to("10:47")
    await mira.sees("Write the checklist is 20 min over its time.", in_channel=mira.dm)
    await noor.clicks("Next", on=card)
    await noor.sees("Ask @Mira (facilitator) or @Jonas (timekeeper) to steer the time.")
    await jonas.clicks("Next", on=card)
    await story.comes("step:3")
    await story.card_says("Step 3 of 4 · Try it once")
    await jonas.clicks("Next", on=card)
    await story.card_says("Step 4 of 4 · Next steps")
    await jonas.clicks("Next", on=card)
    await jonas.sees("The agenda is through", in_thread=card)
    await story.flow_to("11:20")

    recap = (await story.comes("recap")).readable()
    assert "closed automatically" in recap
    assert "Nothing ships on a Friday · by @Jonas" in recap
    assert "The list: https://example.com/list · by @Noor" in recap
    assert "Still open: Try it once" in recap
    assert "4 took part" in recap
    assert [key for key in story.keys if not key.startswith(("line:", "note:", "mark:"))] == [
        "card",
        "step:1",
        "step:2",
        "step:3",
        "step:4",
        "recap",
    ]


async def test_the_format_s_own_agenda_runs_by_the_clock_to_the_recap(
    socket_story: Story,
) -> None:
    story, mira, noor = socket_story, socket_story.person("Mira"), socket_story.person("Noor")
    await mira.runs('/worksession start "A launch checklist" 60m')
    await mira.clicks("Start", on=await mira.sees("1 h in 5 steps"))
    card = await story.comes("card")
    await noor.clicks("Join", on=card)
    await story.flow_to("10:20", FASTER)
    work = await story.comes("step:3")
    await noor.reacts("white_check_mark", to=work)
    await story.flow_to("11:00", FASTER)
    await mira.sees("The agenda is through", in_thread=card)
    await mira.clicks("Close", on=card)
    await mira.fills("How did it turn out?", "Met")
    await mira.clicks("Close and post")

    recap = (await story.comes("recap")).readable()
    assert "Done: Work on it" in recap
    assert "Still open: Agree on the plan, Review together" in recap
    assert [key for key in story.keys if key.startswith("step:")] == [
        f"step:{number}" for number in range(1, 6)
    ]
