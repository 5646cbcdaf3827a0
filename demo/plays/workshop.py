"""Workshop: two mornings and the night between; a prototype is what they end with."""

from datetime import timedelta

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "A paper prototype of the new sign-up, tried by three people"
AGENDA = """\
Check-in and goals 15 #check_in
Frame the problem 45 #round
Coffee break 10
Sketch in pairs 50 #groups
Day break until 9:00
Show the sketches 30 #share
Decide what to make 20 #vote
Tea break 10
Make the prototype 40
Next steps and wins 20 #wins"""
PLAN = {"Format": "Workshop", "What exists at the end?": OUTCOME, "Agenda": AGENDA}
PROBLEM = "People give up at the third page, where we ask for their address"
SKETCH = "One page with three questions, and no address"
QUESTION = "May we ask for the address later? Legal has to say."
ONE_PAGE = "One page, three questions"
OTHER = "A chat that asks one thing at a time"
VOTES = {"Ben": ONE_PAGE, "Chen": ONE_PAGE, "Dana": OTHER}
PHOTOS = "https://files.example.com/sign-up-on-paper"
OUTPUT = f"The prototype is in the blue folder, photos: {PHOTOS}"
ACTION = "@Dana try it with three customers by Monday"
NIGHT = 36_000.0
"""So many times as fast as in life does the night pass: 21 hours in two seconds."""


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    await session.joins("Ben", "Chen", "Dana")
    await _first_day(session)
    await _night(session)
    await _second_day(session)
    await session.over()
    result = {"How did it turn out?": "Met", "Link to the result": PHOTOS}
    await session.closes("Ana", result)
    await session.rate("Ben", "Dana")


async def _first_day(session: Session) -> None:
    step = await session.step("Check-in and goals")
    await session.writes("Chen", "I want to leave with something that I can put into a hand.")
    await session.ticks("Ana", step)
    await _minutes(session, 10)
    await session.presses("Ana", "Next")

    step = await session.step("Frame the problem")
    for name in ("Ana", "Ben", "Chen", "Dana"):
        await session.passes_on(name)
    await session.writes("Ben", f"!decision {PROBLEM}")
    await session.writes("Dana", f"!question {QUESTION}")
    await session.ticks("Chen", step)
    await _minutes(session, 35)
    await session.presses("Ana", "Next")

    await session.reaches("Coffee break")
    await _minutes(session, 10)
    step = await session.step("Sketch in pairs")
    place = await session.comes("group:1")
    await _minutes(session, 40)
    await session.writes(session.named_in(place)[0], f"!result {SKETCH}", place)
    await session.ticks("Chen", step)
    await session.presses("Ana", "Next")


async def _night(session: Session) -> None:
    """It passes once everything says that the day is over, and until the morning is there."""
    stage = session.stage
    await session.shows("Adjourned until")
    for key in ("evening", "group:1", "group:2"):
        await session.shows("over", await session.comes(key))
    morning = stage.clock.now().replace(hour=8, minute=0, second=0) + timedelta(days=1)
    await stage.flow_to(morning, NIGHT)
    await session.comes("morning")
    stage.flow(stage.pace.speed)


async def _second_day(session: Session) -> None:
    step = await session.step("Show the sketches")
    await session.writes("Dana", "Legal says yes: we may ask for the address later.")
    await session.ticks("Ben", step)
    await _minutes(session, 25)
    await session.presses("Ana", "Next")

    step = await session.step("Decide what to make")
    choices = {"What can be voted for": f"{ONE_PAGE}\n{OTHER}"}
    await session.fills_in("Ana", "Add choices", choices, "Add")
    for name, choice in VOTES.items():
        await session.presses(name, "Vote")
        await session.picks(name, "Your 3 votes", choice)
        await session.person(name).clicks("Give my votes")
    await session.presses("Ana", "Close vote")
    await session.shows("The vote is closed", step)
    winner = {"Output 2": None, "Who takes on output 1?": "Chen"}
    await session.fills_in("Ana", "Pick the winners", winner, "Keep as outputs")
    await session.presses("Ana", "Next")

    await session.reaches("Tea break")
    await _minutes(session, 10)
    step = await session.step("Make the prototype")
    await _minutes(session, 35)
    await session.writes("Chen", f"!output {OUTPUT}")
    await session.ticks("Chen", step)
    await session.presses("Ana", "Next")

    await session.step("Next steps and wins")
    await session.writes("Ben", f"!action {ACTION}")
    await session.presses("Ana", "Next")


async def _minutes(session: Session, minutes: int) -> None:
    """Let people work on for so long."""
    await session.stage.hurry(timedelta(minutes=minutes))


PLAY = Play(
    about="Four people make a prototype in two mornings, and sleep on it between",
    cast=("Ana", "Ben", "Chen", "Dana"),
    perform=play,
    posted=(
        *("card", "step:1", "step:2", "break:3", "break-over:3", "step:4", "group:1"),
        *("evening:5", "morning:5", "step:6", "step:7", "break:8", "step:9", "step:10", "recap"),
    ),
    kept=(OUTCOME, PROBLEM, SKETCH, QUESTION, OUTPUT, "try it with three customers"),
)
