"""A play: a whole session with its people, and what must be there when it is over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from demo.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A session that can be performed.

    `about` says what one sees, `cast` who plays; afterwards each post of `posted` (a key) stands
    there once, and the recap holds each text of `kept`.
    """

    about: str
    cast: tuple[str, ...]
    perform: Callable[[Stage], Awaitable[None]]
    posted: tuple[str, ...]
    kept: tuple[str, ...]
