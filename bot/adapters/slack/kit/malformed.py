"""What comes back from Slack in a form that neither Slack nor the bot gives it."""

import re
from collections.abc import Callable
from typing import TypeVar

from bot.domain.state.refusals import Refusal

Value = TypeVar("Value")

UNREADABLE = "I could not read that. Please try it once more."
_NUMBER = re.compile(r"[0-9]{1,9}")


class Malformed(Refusal):
    """What came in is not as Slack writes it, or holds what the bot never put there.

    `where` names the part and what is wrong with it in words of this program, for the log.
    """

    def __init__(self, where: str) -> None:
        super().__init__(UNREADABLE)
        self.where = where


def number(text: str, where: str) -> int:
    """A whole number from 0 on, as the bot writes it into values; raises `Malformed`."""
    if _NUMBER.fullmatch(text) is None:
        raise Malformed(f"{where}: no number")
    return int(text)


def member(make: Callable[[str], Value], text: str, where: str) -> Value:
    """What a word stands for in an enum; raises `Malformed` if it is none of its words."""
    try:
        return make(text)
    except ValueError:
        raise Malformed(f"{where}: no such word") from None
