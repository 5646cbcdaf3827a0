"""What people want to get done in a session, and what became of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """What people want to get done in a session, and what became of it."""


NO_GOALS = Goals()
