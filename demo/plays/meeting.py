"""Meeting: everybody speaks in turn, points have owners, decisions and actions come out."""

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "The budget of the summer and the hiring are decided"
AGENDA = """\
What I bring 14 #round
Budget 14 @Ben
Hiring 10 @Chen
Read it back 7 #share"""
PLAN = {
    "Format": "Meeting",
    "What exists at the end?": OUTCOME,
    "How long?": "45",
    "Agenda": AGENDA,
}
BUDGET, HIRING = "8,000 for test devices, nothing for travel", "We look for one tester, not two"
ACTION, AD = "@Ben tell accounting by Friday", "@Chen write the advert by Tuesday"
HAND = "raising_hand"


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    await session.joins("Ben", "Chen", "Dana")
    await _go_round(session)
    await _decide_the_budget(session)
    await _decide_the_hiring(session)
    await _read_it_back(session)
    await session.over()
    await session.closes("Ana", {"How did it turn out?": "Met"})
    await session.rate("Ben", "Dana")


async def _go_round(session: Session) -> None:
    await session.step("What I bring")
    await session.passes_on("Ana", "I need two decisions today, and an early lunch.")
    await session.presses("Chen", "Pass")
    await session.passes_on("Ben", "I bring the numbers of last summer.")
    await session.passes_on("Dana", "Our test phones are four years old.")
    await session.passes_on("Chen", "Two people have left my team.")
    await session.presses("Ana", "Next")


async def _decide_the_budget(session: Session) -> None:
    point = await session.step("Budget")
    await session.writes("Dana", "!queue")
    await session.reacts("Chen", HAND, point)
    await session.shows("Queue: @Dana, @Chen")
    await session.presses("Ana", "Next speaker")
    await session.passes_on("Dana", "New phones save each of us an hour a week.")
    await session.shows("Speaking: @Chen")
    await session.writes("Chen", "Then rather phones than the trip to the fair.")
    await session.writes("Ben", f"!decision {BUDGET}")
    await session.writes("Ben", f"!action {ACTION}")
    await session.ticks("Ben", point)
    await session.presses("Ana", "Next")


async def _decide_the_hiring(session: Session) -> None:
    point = await session.step("Hiring")
    await session.writes("Chen", f"!decision {HIRING}")
    await session.writes("Ana", f"!action {AD}")
    await session.writes("Dana", "!park Do we need an office in Leeds?")
    await session.ticks("Chen", point)
    await session.presses("Ana", "Next")


async def _read_it_back(session: Session) -> None:
    step = await session.step("Read it back")
    await session.writes("Dana", "Yes, that is how we said it.")
    await session.ticks("Dana", step)
    await session.presses("Ana", "Next")


PLAY = Play(
    about="Four people take turns, and decide two points",
    cast=("Ana", "Ben", "Chen", "Dana"),
    perform=play,
    posted=("card", "step:1", "step:2", "step:3", "step:4", "recap"),
    kept=(OUTCOME, BUDGET, HIRING, "tell accounting by Friday", "write the advert", "Leeds"),
)
