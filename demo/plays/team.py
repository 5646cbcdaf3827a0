"""Team: four people write an API spec in half an hour."""

from demo.plays.play import Play
from demo.stage import Stage
from localslack import Message

CAST = ("Ana", "Ben", "Chen", "Dana")
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


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    await _start(stage)
    await _join(stage)
    await _work(stage)
    await _review(stage)
    await _close(stage)


async def _start(stage: Stage) -> None:
    ana = stage.person("Ana")
    await ana.runs("/worksession start")
    await ana.form("Plan a work session")
    await ana.fills("What exists at the end?", OUTCOME)
    await ana.fills("How will you know?", MEASURE)
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", AGENDA)
    stage.flow(stage.pace.speed)
    await ana.clicks("Start")
    await ana.sees(OUTCOME, in_channel=stage.channel, timeout=stage.pace.patience)


async def _join(stage: Stage) -> None:
    ben, chen, dana = (stage.person(name) for name in ("Ben", "Chen", "Dana"))
    card = await ben.sees(OUTCOME, in_channel=stage.channel)
    await stage.breath()
    await ben.clicks("Join", on=card)
    await chen.clicks("Join", on=card)
    await dana.clicks("Join", on=card)
    step = await _step(stage, "Check-in")
    await dana.clicks("My role", on=card)
    await stage.breath()
    await chen.says("I bring the orders model, and need the error format.", in_thread=card)
    await stage.breath()
    await stage.person("Ana").reacts("white_check_mark", to=step)


async def _work(stage: Stage) -> None:
    ana, ben, chen, dana = (stage.person(name) for name in CAST)
    card = await ana.sees(OUTCOME, in_channel=stage.channel)
    step = await _step(stage, "Agree on the endpoints")
    await stage.breath()
    await chen.says(f"!decision {DECISION}", in_thread=card)
    await stage.breath()
    await dana.reacts("white_check_mark", to=step)
    await stage.breath()
    await ben.clicks("Next", on=card)

    step = await _step(stage, "Write the spec")
    await stage.breath()
    await ben.says("!time", in_thread=card)
    await stage.breath()
    await ben.clicks("+5 min", on=card)
    await stage.breath()
    written = await dana.says(OUTPUT, in_thread=card)
    await dana.uses_shortcut("Capture", on=written)
    await dana.fills("What is it?", "Output")
    await dana.clicks("Keep it")
    await stage.breath()
    await dana.reacts("white_check_mark", to=step)


async def _review(stage: Stage) -> None:
    ana, ben, chen, _ = (stage.person(name) for name in CAST)
    card = await _card(stage)
    step = await _step(stage, "Review together")
    await stage.breath()
    await ben.says(f"!action {ACTION}", in_thread=card)
    await stage.breath()
    await chen.reacts("white_check_mark", to=step)

    step = await _step(stage, "Next steps")
    await stage.breath()
    await ana.reacts("white_check_mark", to=step)


async def _close(stage: Stage) -> None:
    ana, ben, chen, _ = (stage.person(name) for name in CAST)
    await ana.sees("The agenda is through", timeout=stage.pace.patience)
    await ana.clicks("Close", on=await ana.sees(OUTCOME, in_channel=stage.channel))
    await ana.form("Close the session")
    await ana.fills("How did it turn out?", "Met")
    await ana.fills("Link to the result", "https://docs.example.com/orders-v1")
    await ana.clicks("Close and post")
    recap = await ana.sees("Recap", in_channel=stage.channel, timeout=stage.pace.patience)
    await stage.breath()
    await ben.clicks("👍 Worth it", on=recap)
    await chen.clicks("👍 Worth it", on=recap)
    await ana.sees("2 of 2", timeout=stage.pace.patience)


async def _step(stage: Stage, title: str) -> Message:
    """Wait until a step's own message is there."""
    return await stage.person("Ana").sees(
        f"of 6: {title}", in_thread=await _card(stage), timeout=stage.pace.patience
    )


async def _card(stage: Stage) -> Message:
    return await stage.person("Ana").sees(OUTCOME, in_channel=stage.channel)


PLAY = Play(
    about="Four people write an API spec in half an hour",
    cast=CAST,
    perform=play,
    posted=("card", "step:1", "step:2", "step:3", "step:5", "step:6", "recap"),
    kept=(OUTCOME, DECISION, ACTION.partition(" ")[2], OUTPUT),
)
