"""What people can do is documented; a test says so, not good intentions."""

import re

import pytest

from bot.adapters.slack.doors.commands import SUBCOMMANDS
from bot.adapters.slack.doors.messages import WORDS
from bot.adapters.slack.kit.words import COMMAND
from bot.adapters.slack.settings.commands import SETTINGS
from bot.cli import main
from tests.support.checkout import ROOT

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("word", [each.word for each in SUBCOMMANDS])
def test_every_subcommand_stands_in_the_readme(word: str) -> None:
    assert f"`{COMMAND} {word}" in README or f"`{word}`" in README


@pytest.mark.parametrize("name", SETTINGS)
def test_every_channel_setting_stands_in_the_readme(name: str) -> None:
    assert f"{COMMAND} settings {name}" in README


@pytest.mark.parametrize("word", sorted(set(WORDS) - {"parked"}))
def test_every_word_of_the_thread_stands_in_the_readme(word: str) -> None:
    assert f"`!{word}" in README


@pytest.mark.parametrize(
    "command", [each.callback.__name__ for each in main.registered_commands if each.callback]
)
def test_every_command_line_stands_in_the_readme(command: str) -> None:
    assert f"worksession {command}" in README


def test_every_file_that_the_architecture_names_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_/]+\.py)`", page))
    there = [f"/{path.relative_to(ROOT)}" for path in (ROOT / "bot").rglob("*.py")]

    assert named
    for name in sorted(named):
        assert any(path.endswith(f"/{name}") for path in there), name


def test_every_decision_has_context_decision_and_consequences() -> None:
    for record in (ROOT / "docs" / "decisions").glob("*.md"):
        text = record.read_text("utf-8")
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, f"{record.name} lacks {part}"
        assert text.count("\n") <= 30, f"{record.name} is too long"
