"""Who speaks, who has spoken, and who would like to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Who speaks, who has spoken, and who would like to."""


NO_SPEAKING = Speaking()
