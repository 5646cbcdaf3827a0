"""The session told line by line in the terminal, and whether all went well."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from demo.plays.play import Play
from demo.stage import Pace, Stage, open_stage
from demo.transcript import WIDTH, Transcript
from demo.verdict import problems, recap
from localslack import NewPerson

ZONE = "Europe/Berlin"
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def people_of(play: Play) -> list[NewPerson]:
    return [NewPerson(name, tz=ZONE) for name in play.cast]


async def tell(play: Play, pace: Pace) -> int:
    """Play the session; 0 if it closed with its recap and all was there exactly once."""
    console = Console(highlight=False, width=WIDTH + 8, soft_wrap=True)
    console.print(f"{play.about}, {pace.speed:g} times as fast as in life.\n")
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), people_of(play), START) as stage:
            stage.pace = pace
            transcript = Transcript(console, stage.slack, stage.clock.now, ZoneInfo(ZONE))
            stage.slack.subscribe(transcript.tell)
            complaints = await _played(play, stage)
        found = problems(play, stage, [*complaints, *transcript.complaints])
        _show_recap(console, stage)
    for problem in found:
        console.print(f"PROBLEM: {problem}")
    if not found:
        console.print("\nThe session closed with its recap; every post is there exactly once.")
    return 1 if found else 0


async def _played(play: Play, stage: Stage) -> list[str]:
    try:
        await play.perform(stage)
    except AssertionError as waited:
        return [str(waited)]
    return []


def _show_recap(console: Console, stage: Stage) -> None:
    console.rule("Recap")
    message = recap(stage)
    console.print(message.readable() if message else "There is no recap.")
