"""Team: four people write an API spec in half an hour."""

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "An API spec that the team has reviewed"
MEASURE = "Ben and Chen have no open comments"
AGENDA = """\
Check-in 3
Agree on the endpoints 5 @Ana
Write the spec - 10 min @Dana
Break 5
Review together (4 min)
3m Next steps"""
DECISION = "The version goes into the path, as in /v1/orders"
ACTION = "@Dana write the migration guide by Friday"
OUTPUT = "The spec is here: https://docs.example.com/orders-v1"
PLAN = {
    "What exists at the end?": OUTCOME,
    "How will you know?": MEASURE,
    "How long?": "30",
    "Agenda": AGENDA,
}
RESULT = {
    "How did it turn out?": "Met",
    "Link to the result": "https://docs.example.com/orders-v1",
}


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    await _check_in(session)
    await _work(session)
    await _review(session)
    await session.over()
    await session.closes("Ana", RESULT)
    await session.rate("Ben", "Chen")


async def _check_in(session: Session) -> None:
    step = await session.step("Check-in")
    await session.joins("Ben", "Chen", "Dana")
    await session.presses("Dana", "My role")
    await session.writes("Chen", "I bring the orders model, and need the error format.")
    await session.ticks("Ana", step)


async def _work(session: Session) -> None:
    step = await session.step("Agree on the endpoints")
    await session.writes("Chen", f"!decision {DECISION}")
    await session.ticks("Dana", step)
    await session.presses("Ben", "Next")

    step = await session.step("Write the spec")
    await session.writes("Ben", "!time")
    await session.presses("Ben", "+5 min")
    written = await session.writes("Dana", OUTPUT)
    dana = session.person("Dana")
    await dana.uses_shortcut("Capture", on=written)
    await dana.fills("What is it?", "Output")
    await dana.clicks("Keep it")
    await session.ticks("Dana", step)


async def _review(session: Session) -> None:
    step = await session.step("Review together")
    await session.writes("Ben", f"!action {ACTION}")
    await session.ticks("Chen", step)
    await session.ticks("Ana", await session.step("Next steps"))


PLAY = Play(
    about="Four people write an API spec in half an hour",
    cast=("Ana", "Ben", "Chen", "Dana"),
    perform=play,
    posted=("card", "step:1", "step:2", "step:3", "step:5", "step:6", "recap"),
    kept=(OUTCOME, DECISION, ACTION.partition(" ")[2], OUTPUT),
)
