"""The agenda that somebody typed, or what to type instead."""

from bot.domain.state.agenda import PlannedItem
from bot.domain.state.refusals import WrongInput
from bot.domain.typed.agenda import UnreadableLine, read_agenda

LONGEST_AGENDA = 10_000
MOST_ITEMS = 100
LONGEST_ERROR = 1500


def typed_agenda(text: str) -> tuple[PlannedItem, ...]:
    """The items of an agenda, one from each line.

    Raises:
        WrongInput: with every line that cannot be read, and what to write there.
    """
    if len(text) > LONGEST_AGENDA:
        raise WrongInput(f"That has {len(text):,} characters; {LONGEST_AGENDA:,} is the most.")
    read = read_agenda(text)
    if read.unreadable:
        raise WrongInput(_about_lines(read.unreadable))
    if not read.items:
        raise WrongInput("Add at least one line, such as: Work 25")
    if len(read.items) > MOST_ITEMS:
        raise WrongInput(
            f"That is {len(read.items)} lines; {MOST_ITEMS} is the most. Join some of them."
        )
    return read.items


def _about_lines(lines: tuple[UnreadableLine, ...]) -> str:
    """Every line that cannot be read with a suggestion, as long as there is room."""
    said: list[str] = []
    for number, line in enumerate(lines):
        said.append(f"Line {line.number}, “{line.text}”: try {line.suggestion}")
        if sum(map(len, said)) > LONGEST_ERROR and number + 1 < len(lines):
            said.append(f"… and {len(lines) - number - 1} more lines that I cannot read")
            break
    return " · ".join(said)
