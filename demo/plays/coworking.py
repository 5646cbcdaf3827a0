"""Co-working: three people side by side, each with goals of their own.

Chen comes late and never says how it went; nobody minds.
"""

from demo.plays.acting import Entries, Session, start_by_line
from demo.plays.play import Play
from demo.stage import Stage

SURE, AIM, GREAT = "What will you surely do?", "What do you aim for?", "What would be great?"
REPORT, MAIL, TALK, BIKE = "Send the travel report", "Empty inbox", "Outline my talk", "Bike part"
WIN = "The report that I put off for three weeks is gone"


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    line = '/worksession start "Half an hour for what we put off" 30m coworking'
    session = await start_by_line(stage, "Ana", line)
    await _set_goals(session)
    await _work(session)
    await _check_in_at_the_break(session)
    await _tell_wins(session)
    await session.over()
    await session.closes("Ana", {"How did it turn out?": "Met"})
    await session.rate("Ben", "Chen")


async def _set_goals(session: Session) -> None:
    await session.joins("Ben")
    await _set(session, "Ana", {SURE: REPORT, GREAT: MAIL})
    await _set(session, "Ben", {SURE: TALK})


async def _work(session: Session) -> None:
    await session.step("Work in silence")
    await session.joins("Chen")
    await _set(session, "Chen", {SURE: BIKE})


async def _check_in_at_the_break(session: Session) -> None:
    await session.reaches("Break and check-in")
    await _tick(session, "Ana", "How is it going?", {REPORT: "Done"})
    await session.writes("Ben", "My talk is too big for today. I take the first part of it.")
    await _set(session, "Ben", {SURE: "Outline the first part"})


async def _tell_wins(session: Session) -> None:
    await session.reaches("Goals and wins")
    await _tick(session, "Ana", "Tick my goals", {MAIL: "Partly", "A win to share": WIN})
    await _tick(session, "Ben", "Tick my goals", {"Outline the first part": "Done"})


async def _set(session: Session, name: str, goals: Entries) -> None:
    await session.fills_in(name, "Set my goals", goals, "Set them")


async def _tick(session: Session, name: str, button: str, said: Entries) -> None:
    await session.fills_in(name, button, said, "Save")


PLAY = Play(
    about="Three people work side by side, each on goals of their own",
    cast=("Ana", "Ben", "Chen"),
    perform=play,
    posted=("card", "step:1", "step:2", "break:3", "break-over:3", "step:4", "step:5", "recap"),
    kept=("Half an hour for what we put off", "2 of 4 done, 1 partly", WIN),
)
