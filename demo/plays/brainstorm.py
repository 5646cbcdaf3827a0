"""Brainstorm: silent ideas without names, shown at once, grouped, and voted for unseen."""

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

QUESTION = "How do we make the first week here less lonely?"
PLAN = {"Format": "Brainstorm", "What exists at the end?": QUESTION, "How long?": "45"}
LUNCH, TOUR = "Lunch with another team every day", "A tour by the person who came last"
BUDDY, MAP = "A buddy who is not in your team", "A map of who knows what"
RADIO, HUNT = "A radio show of the newcomers", "A treasure hunt through our code"
GROUP = "Meet people outside the team"
IDEAS = {"Ana": (LUNCH, RADIO), "Ben": (BUDDY,), "Chen": (TOUR, HUNT), "Dana": (MAP,)}
VOTES = {"Ana": (MAP, GROUP), "Ben": (GROUP, HUNT), "Chen": (GROUP, MAP, TOUR), "Dana": (MAP, TOUR)}


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    await _hear_the_question(session)
    await _have_ideas(session)
    await _read_and_group(session)
    await _vote(session)
    await _choose(session)
    await session.closes("Ana", {"How did it turn out?": "Met"})
    await session.rate("Chen", "Dana")


async def _hear_the_question(session: Session) -> None:
    await session.joins("Ben", "Chen", "Dana")
    await session.writes("Chen", "In my first week I had lunch alone, every day.")
    await session.presses("Ana", "Next")


async def _have_ideas(session: Session) -> None:
    await session.step("Silent ideas")
    for name, ideas in IDEAS.items():
        entries = {"Your ideas": "\n".join(ideas)}
        await session.fills_in(name, "Add an idea", entries, "Add")
    await session.presses("Ana", "Reveal")
    await session.comes("ideas:1")
    await session.presses("Ana", "Next")


async def _read_and_group(session: Session) -> None:
    step = await session.step("Read and group the ideas")
    await session.writes("Dana", "The lunch and the buddy want the same, don't they?")
    await session.presses("Ana", "Group ideas")
    await session.picks("Ana", "Which ideas?", LUNCH, BUDDY)
    await session.person("Ana").fills("Name of the group", GROUP)
    await session.person("Ana").clicks("Group")
    await session.ticks("Ben", step)
    await session.presses("Ana", "Next")


async def _vote(session: Session) -> None:
    step = await session.step("Dot vote")
    for name, choices in VOTES.items():
        await session.presses(name, "Vote")
        await session.picks(name, "Your 3 votes", *choices)
        await session.person(name).clicks("Give my votes")
    await session.presses("Ana", "Close vote")
    await session.shows("The vote is closed", step)
    await session.presses("Ana", "Next")


async def _choose(session: Session) -> None:
    await session.step("Winners and next steps")
    entries = {"Who takes on output 1?": "Ben", "Who takes on output 2?": "Dana", "Output 3": None}
    await session.fills_in("Ana", "Pick the winners", entries, "Keep as outputs")
    await session.writes("Ben", "!action @Ben find a buddy for Emil by Monday")
    await session.presses("Ana", "Next")
    await session.over()


PLAY = Play(
    about="Four people look for ideas in silence, and vote without seeing each other's votes",
    cast=("Ana", "Ben", "Chen", "Dana"),
    perform=play,
    posted=("card", "step:1", "step:2", "ideas:1", "step:3", "step:4", "step:5", "recap"),
    kept=(QUESTION, GROUP, MAP, "find a buddy for Emil by Monday", "Ideas: 6"),
)
