"""Ideas that people wrote down, how they are grouped, and the votes they got."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Ideas that people wrote down, how they are grouped, and the votes they got."""


NO_BOARD = Board()
