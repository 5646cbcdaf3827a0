"""A play: a whole session with its people, and what must be there when it is over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from demo.stage import Stage

GUEST = "Robin"
JOIN_IN = (
    "press Join on the card, react with ✅, write in the thread. Open a second window\n"
    "  to be one person more."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A session that can be performed.

    `about` says what one sees, `cast` who plays. In the browser, whoever opens the page is `seat`
    and reads what to do there, `hint`. Afterwards each post of `posted` stands there, named by its
    key or the beginning of it; the recap holds each text of `kept`, and no post of the bot in the
    channel holds one of `secret`.
    """

    about: str
    cast: tuple[str, ...]
    perform: Callable[[Stage], Awaitable[None]]
    posted: tuple[str, ...]
    kept: tuple[str, ...]
    secret: tuple[str, ...] = ()
    seat: str = GUEST
    hint: str = JOIN_IN
