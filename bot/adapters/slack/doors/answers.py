"""What people read about the commands there are."""

from collections.abc import Sequence

from bot.adapters.slack.kit.blocks import Rendered, rendered, section, sections, small
from bot.adapters.slack.kit.text import LONGEST_SHOWN, spoken
from bot.adapters.slack.kit.words import COMMAND


def help_text(commands: Sequence[tuple[str, str]]) -> Rendered:
    """The commands there are, each with what it does."""
    lines = [f"`{command}` · {description}" for command, description in commands]
    intro = "I run your work session in this channel: from the agenda to the recap."
    return rendered(
        intro,
        [
            section(intro),
            *sections(lines),
            small(
                "In the thread: `!decision Ship on Friday` keeps it; `!time` tells what is left."
            ),
        ],
    )


def did_you_mean(typed: str, suggestion: str | None) -> Rendered:
    """An unknown word, and what it may have been meant to be."""
    unknown = f"I do not know `{spoken(typed, LONGEST_SHOWN).replace('`', '')}`."
    guess = f" Did you mean `{_in_full(suggestion)}`?" if suggestion else ""
    return rendered(f"{unknown}{guess} `{COMMAND} help` lists what I can do.")


def _in_full(suggestion: str) -> str:
    return suggestion if suggestion.startswith("!") else f"{COMMAND} {suggestion}"
