"""Small groups that work apart for a while, and what they bring back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakouts:
    """Small groups that work apart for a while, and what they bring back."""


NO_BREAKOUTS = Breakouts()
