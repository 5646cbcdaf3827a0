"""Workshop: two mornings and the night between; a prototype is what they end with."""

from datetime import datetime, timedelta

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "A paper prototype of the new sign-up, tried by three people"
AGENDA = """\
Check-in and goals 15 #check_in
Frame the problem 45 #round
Sketch in pairs 60 #groups
Day break until 9:00
Show the sketches 30 #share
Decide what to make 20 #vote
Make the prototype 50
Next steps and wins 20 #wins"""
PLAN = {"Format": "Workshop", "What exists at the end?": OUTCOME, "Agenda": AGENDA}
PROBLEM = "People give up at the third page, where we ask for their address"
SKETCH = "One page with three questions, and no address"
QUESTION = "May we ask for the address later? Legal has to say."
OTHER = "A chat that asks one thing at a time"
OUTPUT = "https://files.example.com/sign-up-on-paper"
ACTION = "@Dana try it with three customers until Monday"
NIGHT = 9_000.0
"""So many times as fast as in life does a night pass: 21 hours in nine seconds."""


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    await session.joins("Ben", "Chen", "Dana")
    await _first_day(session)
    await _night(session)
    await _second_day(session)
    await session.over()
    result = {"How did it turn out?": "Met", "Link to the result": OUTPUT}
    await session.closes("Ana", result)
    await session.rate("Ben", "Dana")


async def _first_day(session: Session) -> None:
    step = await session.step("Check-in and goals")
    await session.writes("Chen", "I want to leave with something that I can put into a hand.")
    await session.ticks("Ana", step)
    await _minutes(session, 10)
    await session.presses("Ana", "Next")

    await session.step("Frame the problem")
    await session.writes("Ana", "Where do we lose them? Each of us, in turn.")
    for name in ("Ana", "Ben", "Chen", "Dana"):
        await session.presses(name, "Next speaker")
    await session.writes("Ben", f"!decision {PROBLEM}")
    await session.writes("Dana", f"!question {QUESTION}")
    await _minutes(session, 35)
    await session.presses("Ana", "Next")

    await session.step("Sketch in pairs")
    place = await session.comes("group:1")
    await _minutes(session, 50)
    await session.writes("Ana", f"!result {SKETCH}", place)
    await session.presses("Ana", "Next")


async def _night(session: Session) -> None:
    evening = await session.comes("evening")
    await session.shows("Day 1 of 2 is over", evening)
    await session.stage.breath()
    night = session.stage.clock.now() + timedelta(days=1)
    await session.stage.hurry_to(_at(night, 8), NIGHT)
    await session.comes("morning")


async def _second_day(session: Session) -> None:
    await session.step("Show the sketches")
    await session.writes("Dana", f"!idea {OTHER}")
    await _minutes(session, 25)
    await session.presses("Ana", "Next")

    step = await session.step("Decide what to make")
    entries = {"What can be voted for": f"{SKETCH}\n{OTHER}"}
    await session.fills_in("Ana", "Add choices", entries, "Add")


def _at(day: datetime, hour: int) -> datetime:
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


async def _minutes(session: Session, minutes: int) -> None:
    await session.stage.hurry_to(session.stage.clock.now() + timedelta(minutes=minutes))
