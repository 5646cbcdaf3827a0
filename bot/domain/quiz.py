"""How sure people are of something before and after; told as the group's only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """How sure people are of something before and after; told as the group's only."""


NO_QUIZ = Quiz()
