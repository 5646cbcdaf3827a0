"""What is wrong with a payload, in the words of Slack's own validator."""

from dataclasses import dataclass
from typing import NamedTuple


class Fault(NamedTuple):
    """A breach of one rule, before it is known which error code the answer will carry."""

    pointer: str
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault together with the error code that Slack answers with."""

    error: str
    message: str
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]" if self.pointer else self.message
