"""Training: a check before, practice in pairs that change, a check after, and the group's shift."""

from collections.abc import Mapping

from demo.plays.acting import Session, start_by_form
from demo.plays.play import Play
from demo.stage import Stage

OUTCOME = "Everybody can give feedback that helps"
AGENDA = """\
Check before 6 #quiz
Explain 8
Try it in pairs 10 #groups
Try it again in new pairs 10 #groups
Check after 6 #quiz
Where I use it next 5 #wins"""
PLAN = {
    "Format": "Training",
    "What exists at the end?": OUTCOME,
    "How long?": "45",
    "Agenda": AGENDA,
}
QUESTION = "How sure are you that you can do this today?"
SURE = {1: "1 · not at all", 2: "2 · a little", 3: "3 · half and half", 4: "4 · quite"}
BEFORE = {"Ben": 2, "Chen": 1, "Dana": 3, "Emil": 2}
AFTER = {"Ben": 4, "Chen": 3, "Dana": 4, "Emil": 4}
STEPS = "What I saw, what it did to me, what I wish for: in this order"
FIRST_RESULTS = {
    "group:1": "Ask first whether it is a good moment",
    "group:2": "One example says more than three",
}
SECOND_RESULTS = {
    "group:3": "A wish is easier to hear than a rule",
    "group:4": "Silence after it is all right",
}
ACTION = "@Emil give Fay feedback on her talk by Thursday"


async def play(stage: Stage) -> None:
    """Play the session from the first command to the recap."""
    session = await start_by_form(stage, "Ana", PLAN)
    await session.joins(*BEFORE)
    await _answer(session, BEFORE)
    await session.presses("Ana", "Next")
    await _explain(session)
    await _try(session, "Try it in pairs", FIRST_RESULTS)
    await _try(session, "Try it again in new pairs", SECOND_RESULTS)
    await session.reaches("Check after")
    await _answer(session, AFTER)
    await session.presses("Ana", "Next")
    await session.ticks("Ben", await session.step("Where I use it next"))
    await session.writes("Emil", f"!action {ACTION}")
    await session.presses("Ana", "Next")
    await session.over()
    await session.closes("Ana", {"How did it turn out?": "Met"})
    await session.rate("Chen", "Emil")


async def _explain(session: Session) -> None:
    step = await session.step("Explain")
    await session.writes("Ana", STEPS)
    await session.writes("Dana", "What if the other one gets angry?")
    await session.writes("Ana", "Then you listen, and you are done for today.")
    await session.ticks("Chen", step)
    await session.presses("Ana", "Next")


async def _answer(session: Session, levels: Mapping[str, int]) -> None:
    for name, level in levels.items():
        await session.fills_in(name, "Answer", {QUESTION: SURE[level]}, "Answer")


async def _try(session: Session, title: str, results: Mapping[str, str]) -> None:
    """Work in groups; a result each, by the key of the group's post."""
    step = await session.step(title)
    for key, result in results.items():
        place = await session.comes(key)
        await session.writes(session.named_in(place)[-1], f"!result {result}", place)
    await session.ticks("Ana", step)
    await session.presses("Ana", "Next")


PLAY = Play(
    about="Five people practise feedback in pairs, and see how far they have come",
    cast=("Ana", "Ben", "Chen", "Dana", "Emil"),
    perform=play,
    posted=("card", "step:1", "step:2", "step:3", "group:1", "group:3", "step:5", "recap"),
    kept=(OUTCOME, "Confidence: 2.0 → 3.8 of 5", *FIRST_RESULTS.values(), "give Fay feedback"),
)
