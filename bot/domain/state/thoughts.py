"""Thoughts that came up while people worked, kept out of their way until they have time."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.domain.state.identity import PersonId

ThoughtId = NewType("ThoughtId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """What a person parked at a moment (UTC), and nobody else reads.

    `handed_back` once it was decided that they get it back; it is forgotten when they have it.
    """

    id: ThoughtId
    person: PersonId
    text: str
    at: datetime
    handed_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thoughts:
    """Everybody's parked thoughts, the oldest first.

    `offered` says whether people are shown a button for it; `last` is the id of the newest there
    ever was.
    """

    offered: bool = False
    kept: tuple[Thought, ...] = ()
    last: ThoughtId = ThoughtId(0)

    def waiting(self, person: PersonId) -> tuple[Thought, ...]:
        """What a person will get back."""
        return tuple(each for each in self.kept if each.person == person and not each.handed_back)


NO_THOUGHTS = Thoughts()
