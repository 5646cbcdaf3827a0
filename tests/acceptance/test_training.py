"""A training: a check before, pairs that change, results brought back, a check after, a recap."""

from collections.abc import Sequence

import pytest

from localslack import Message, NewPerson
from tests.support.story import FASTER, Story

TRAINEES = ("Ana", "Ben", "Chen", "Dana", "Emil", "Fay")
AGENDA = "Before 5 #quiz\nTry it 10 #groups\nTry it again 10 #groups\nAfter 5 #quiz"
QUESTION = "How sure are you that you can do this today?"
SURE = {1: "1 · not at all", 2: "2 · a little", 3: "3 · half and half", 4: "4 · quite"}


@pytest.fixture
def cast() -> Sequence[NewPerson]:
    """Six people, of whom Ana trains the others."""
    return [NewPerson(name, tz="Etc/UTC") for name in TRAINEES]


async def trained(story: Story, names: Sequence[str], agenda: str = AGENDA) -> Message:
    """Ana's training, with some who came in time; gives its card."""
    ana = story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("Format", "Training")
    await ana.fills("What exists at the end?", "Everybody can say no kindly")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", agenda)
    await ana.clicks("Start")
    card = await story.comes("card")
    for count, name in enumerate(names, 2):
        await story.person(name).clicks("Join", on=card)
        await story.card_says(f"{count} taking part")
    return card


async def answers(story: Story, card: Message, **levels: int) -> None:
    for name, level in levels.items():
        person = story.person(name.capitalize())
        await person.clicks("Answer", on=card)
        await person.fills(QUESTION, SURE[level])
        await person.clicks("Answer")
        await person.sees("Thank you. Your answers stay private")


async def says(story: Story, message: Message, text: str) -> None:
    await story.stage.slack.until(
        lambda: text in message.readable(), why=f"{text!r} is not in:\n{message.readable()}"
    )


async def it_is_too_late_for_other_groups(story: Story, card: Message) -> None:
    """Ana is told so, and sees no form that would only be refused."""
    ana = story.person("Ana")
    await story.flow_to("10:21")
    await ana.clicks("Split anew", on=card)
    await ana.sees("The groups have worked for more than five minutes, so they stay.")


async def test_a_training_shows_how_far_the_group_has_come_and_nobody_s_answer(
    story: Story,
) -> None:
    ana, ben, dana, fay = (story.person(name) for name in ("Ana", "Ben", "Dana", "Fay"))
    card = await trained(story, ("Ben", "Chen", "Dana", "Emil"))
    check = await story.comes("step:1")
    await answers(story, card, ben=2, chen=1, dana=3, emil=2)
    await says(story, check, "4 of 5 have answered.")

    # Five people are three and two; Fay is late and lands with the two.
    await story.flow_to("10:05")
    first, second = await story.comes("group:1"), await story.comes("group:2")
    assert "Group A: @Ana, @Emil, @Ben · until 10:15" in first.readable()
    assert "Group B: @Dana, @Chen · until 10:15" in second.readable()
    await fay.clicks("Join", on=card)
    await fay.sees("You are in Group B.")
    await says(story, second, "Group B: @Dana, @Chen, @Fay")
    await ben.says("!decision We practise weekly", in_thread=first)
    await ben.says("!result Say what you can do instead", in_thread=first)
    await story.card_says("1 decision, 1 output")
    await says(story, await story.comes("step:2"), "Group A: Say what you can do instead")

    # Group B is asked once, and never answers.
    await story.flow_to("10:15")
    await dana.sees("Group B: what do you bring back?", in_thread=second)
    await ana.sees("Group B: nothing brought back yet", in_channel=ana.dm)
    assert "result:1" not in story.keys

    # New pairs; Chen has to go, and Ana, who is left alone, goes on with others.
    third = await story.comes("group:3")
    assert "Group A: @Ana, @Chen · until 10:25" in third.readable()
    await story.comes("group:5")
    await story.person("Chen").clicks("Leave", on=card)
    await ana.sees("Please go on with Group B", in_thread=third)
    await says(story, third, "Group A went on with Group B.")
    fourth = story.post("group:4")
    await says(story, fourth, "@Ana")
    await it_is_too_late_for_other_groups(story, card)
    await ana.clicks("Bring a result", on=fourth)
    await ana.fills("What does Group B bring back?", "Offer another day")
    await ana.clicks("Bring it")
    await ana.sees("Kept for the recap: Group B: Offer another day")

    # Chen answered only before; three did both times.
    await story.flow_to("10:25")
    await story.comes("step:4")
    await answers(story, card, ben=4, dana=4, emil=3)
    await story.flow_to("10:30")
    await ana.sees("The agenda is through", in_thread=card)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    recap = (await story.comes("recap")).readable()

    assert "Confidence: 2.3 → 3.7 of 5, 3 people answered both" in recap
    assert "Group A: Say what you can do instead · Try it · by @Ben" in recap
    assert "Group B: Offer another day · Try it again · by @Ana" in recap
    assert "nothing brought back" not in recap
    assert "@Chen" not in recap
    assert "@Emil" not in recap
    assert len(story.keys) == len(set(story.keys))


async def test_groups_are_split_anew_until_one_has_brought_a_result(story: Story) -> None:
    ana, dana = story.person("Ana"), story.person("Dana")
    card = await trained(story, ("Ben", "Chen", "Dana"), "Try it 20 #groups\nWins 10")
    first, second = await story.comes("group:1"), await story.comes("group:2")
    await says(story, first, "Group A: @Ana, @Ben")
    await says(story, second, "Group B: @Chen, @Dana")

    await dana.clicks("Split anew", on=card)
    await dana.sees("Ask @Ana (facilitator)")
    await ana.clicks("Split anew", on=card)
    await ana.fills("How large?", "Groups of 4")
    await ana.clicks("Split anew")

    whole = await story.comes("group:3")
    assert "Group A: @Ana, @Dana, @Ben, @Chen" in whole.readable()
    await says(story, first, "Group A was split anew.")
    await dana.says("!result Two words", in_thread=first)
    await dana.sees("The groups were split anew. Bring it back in your new group's thread.")
    await dana.says("!result Two words", in_thread=card)
    await says(story, whole, "Group A: Two words")
    await story.stage.slack.until(lambda: "Split anew" not in card.readable(), why="it may not")


async def test_the_format_s_own_agenda_runs_to_the_recap(socket_story: Story) -> None:
    story, ana, emil = socket_story, socket_story.person("Ana"), socket_story.person("Emil")
    await ana.runs('/worksession start "Everybody can say no kindly" 60m training')
    await ana.clicks("Start", on=await ana.sees("1 h in 8 steps"))
    card = await story.comes("card")
    for name in ("Ben", "Chen", "Dana"):
        await story.person(name).clicks("Join", on=card)
    await story.card_says("4 taking part")
    await answers(story, card, ben=2, chen=1, dana=3)

    # Emil is late, and reads what is explained; Dana leaves before she has tried anything.
    await story.flow_to("10:06", FASTER)
    await story.card_says("Step 2 of 8 · Explain")
    await emil.clicks("Join", on=card)
    assert "Explain" in emil.reads(await emil.sees("You are in"))
    await story.person("Dana").clicks("Leave", on=card)
    await story.flow_to("10:11", FASTER)
    await ana.reacts("white_check_mark", to=await story.comes("step:3"))

    # One pair brings something back, one never answers; the next pairs are others.
    await story.flow_to("10:15", FASTER)
    first, second = await story.comes("group:1"), await story.comes("group:2")
    assert "Group A: @Ana, @Emil" in first.readable()
    assert "Group B: @Ben, @Chen" in second.readable()
    await emil.says("!result Offer another day", in_thread=first)
    await story.card_says("1 output")
    await story.flow_to("10:30", FASTER)
    await story.person("Ben").sees("Group B: what do you bring back?", in_thread=second)
    again = (await story.comes("group:3")).readable()
    assert "@Ana" in again
    assert "@Emil" not in again

    # In the round Ana speaks, and forgets about the clock, which moves on.
    await story.flow_to("10:45", FASTER)
    await story.card_says("Step 6 of 8 · What we noticed")
    await story.card_says("Speaking: @Ana")
    await story.flow_to("10:50", FASTER)
    await story.card_says("Step 7 of 8 · Check after")
    await answers(story, card, ben=4, chen=4, emil=3)
    await story.flow_to("11:00", FASTER)
    await ana.sees("The agenda is through", in_thread=card)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Partly met")
    await ana.clicks("Close and post")

    recap = (await story.comes("recap")).readable()
    assert "Group A: Offer another day · Try it in pairs · by @Emil" in recap
    assert "too few" in recap
    assert [key for key in story.keys if key.startswith("step:")] == [
        f"step:{number}" for number in range(1, 9)
    ]
