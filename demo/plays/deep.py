"""Deep work: two people in silence; the channel gets four posts, distractions wait for a break."""

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "Chapter four can be read from start to end"
AGENDA = "Set goals 3 #check_in\nFocus 11\nBreak 3\nFocus again 9\nGoals and wins 4 #wins"
PLAN = {
    "Format": "Deep work",
    "What exists at the end?": OUTCOME,
    "How long?": "30",
    "Agenda": AGENDA,
}
PASSPORT, CAKE = "Renew the passport", "order a cake for Dana"
FIRST, SECOND = "Write the missing section", "Check every figure"
WIN = "The missing section is written"


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Chen", PLAN)
    await session.joins("Dana")
    await session.fills_in("Chen", "Set my goals", {"What will you surely do?": FIRST}, "Set them")
    await session.fills_in("Dana", "Set my goals", {"What will you surely do?": SECOND}, "Set them")
    await _focus(session)
    await _rest(session)
    await _finish(session)
    await session.over()
    await session.closes("Chen", {"How did it turn out?": "Met"})
    await session.rate("Dana")


async def _focus(session: Session) -> None:
    await session.reaches("Focus")
    await session.fills_in("Dana", "Park a thought", {"What can wait?": PASSPORT}, "Park it")
    said = await session.writes("Chen", f"!later {CAKE}")
    await session.person("Chen").sees("Parked.")
    await session.stage.breath()
    await session.person("Chen").deletes(said)
    await session.writes("Dana", "!question Who reads the chapter first?")


async def _rest(session: Session) -> None:
    await session.reaches("Break")
    for name, thought in (("Dana", PASSPORT), ("Chen", CAKE)):
        person = session.person(name)
        patience = session.stage.pace.patience
        await person.sees(f"• {thought}", in_channel=person.dm, timeout=patience)


async def _finish(session: Session) -> None:
    await session.reaches("Goals and wins")
    said = {FIRST: "Done", "A win to share": WIN}
    await session.fills_in("Chen", "Tick my goals", said, "Save")
    await session.fills_in("Dana", "Tick my goals", {SECOND: "Partly"}, "Save")


PLAY = Play(
    about="Two people write in silence, and the bot hardly says a word",
    cast=("Chen", "Dana"),
    perform=play,
    posted=("card", "break:3", "break-over:3", "note", "recap"),
    kept=(OUTCOME, "1 of 2 done, 1 partly", WIN, "Who reads the chapter first?"),
    secret=(PASSPORT, CAKE),
)
