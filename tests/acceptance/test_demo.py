"""`make demo` plays a whole session of each format, shows it, and says whether all went well."""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from bot.adapters.formats import load_formats
from demo.plays import PLAYS
from tests.support.checkout import ENVIRONMENT, ROOT

# What one sees in this format's play.
TYPICAL: Mapping[str, tuple[str, ...]] = {
    "solo": ("worksession in the direct messages of Ana", "Goals: 1 of 2 done, 1 partly"),
    "team": ("Dana uses the shortcut Capture", "5 min more for Write the spec"),
    "coworking": ("Ana presses [ How is it going? ]", "Goals: 2 of 4 done, 1 partly"),
    "brainstorm": ("Ideas 1 to 6, shuffled", "The vote is closed."),
    "deep": ("Dana presses [ Park a thought ]", "You parked this for later:"),
    "workshop": ("Day 1 of 2 is over", "Good morning."),
    "training": ("Group B: ", "Confidence: 2.0 → 3.8 of 5, 4 people answered both"),
    "meeting": ("You come at the end.", "Queue: @Dana, @Chen"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a demo wrote, and its exit code."""

    transcript: str
    exit_code: int | None


async def demo(*arguments: str) -> Told:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "demo",
        *arguments,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    return Told(told.decode(), process.returncode)


async def test_the_demo_ends_with_its_recap() -> None:
    told = await demo()
    played, _, recap = told.transcript.rpartition(" Recap ")

    assert told.exit_code == 0, told.transcript
    assert "Ana types /worksession start" in played
    assert "puts ✅ on" in played
    assert "worksession edits" in played
    for kept in ("The version goes into the path", "migration guide", "The spec is here"):
        assert kept in recap


@pytest.mark.parametrize(
    "formats",
    [("solo", "coworking", "brainstorm"), ("deep", "training"), ("workshop", "meeting")],
    ids=" ".join,
)
async def test_each_format_has_a_play_that_shows_what_is_its_own(formats: tuple[str, ...]) -> None:
    """Several at once: they mostly wait for the clock."""
    every = await asyncio.gather(*(demo("--format", name, "--pace", "50") for name in formats))

    for name, told in zip(formats, every, strict=True):
        assert told.exit_code == 0, told.transcript
        for typical in TYPICAL[name]:
            assert typical in told.transcript


def test_no_format_is_without_a_play_and_a_test() -> None:
    assert PLAYS.keys() == TYPICAL.keys() == load_formats().keys()
