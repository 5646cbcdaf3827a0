"""Solo: Ana works alone, in her direct messages with the bot; nobody else sees any of it."""

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "Release notes for version 3"
AGENDA = "Set your goals 3 #check_in\nFocus 11\nBreak 3\nFocus again 10\nLook back 3 #wins"
PLAN = {
    "Format": "Solo",
    "What exists at the end?": OUTCOME,
    "How long?": "30",
    "Agenda": AGENDA,
}
CHANGES, PICTURES = "List every change that users see", "A picture of each new page"
THOUGHT = "call the dentist"
DECISION = "No word about the new parser: users do not see it"
WIN = "Half of the changes need no explaining"


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    goals = {"What will you surely do?": CHANGES, "What do you aim for?": PICTURES}
    await session.fills_in("Ana", "Set my goals", goals, "Set them")
    await _focus(session)
    await _look_back(session)
    await session.over()
    result = {
        "Is it done?": "Partly done",
        "Link to the result": "https://docs.example.com/version-3",
    }
    await session.closes("Ana", result)


async def _focus(session: Session) -> None:
    ana = session.person("Ana")
    await session.step("Focus")
    await session.writes("Ana", f"!later {THOUGHT}")
    await session.writes("Ana", f"!decision {DECISION}")
    await session.presses("Ana", "Time")
    await session.reaches("Break")
    await ana.sees(f"• {THOUGHT}", in_channel=ana.dm, timeout=session.stage.pace.patience)
    await session.ticks("Ana", await session.step("Focus again"))


async def _look_back(session: Session) -> None:
    await session.step("Look back")
    said = {CHANGES: "Done", PICTURES: "Partly", "A win": WIN}
    await session.fills_in("Ana", "Tick my goals", said, "Save")


PLAY = Play(
    about="Ana works alone, in her direct messages with the bot",
    cast=("Ana",),
    perform=play,
    posted=("card", "step:1", "step:2", "break:3", "break-over:3", "step:4", "step:5", "recap"),
    kept=(OUTCOME, "1 of 2 done, 1 partly", DECISION, WIN),
    secret=(OUTCOME, THOUGHT),
    seat="Ana",
    hint="choose worksession on the left, for that is where it plays. Open a second window to\n"
    "  be somebody else, who sees nothing of it.",
)
