"""What crossed people's minds while they worked, kept for them until the break."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thoughts:
    """What crossed people's minds while they worked, kept for them until the break."""


NO_THOUGHTS = Thoughts()
