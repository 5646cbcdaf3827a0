"""A message that a session should have: where it stands, and whether it is kept up to date."""

from dataclasses import dataclass
from enum import StrEnum, auto

from bot.application.posts import keys
from bot.application.posts.contents import Content
from bot.domain.state.identity import PersonId


class Where(StrEnum):
    """Where a post goes: a private one to `Post.person`, a mark to its own message.

    One in a thread stands under the post with the key `Post.under`.
    """

    CHANNEL = auto()
    THREAD = auto()
    PRIVATE = auto()
    MESSAGE = auto()


class Nature(StrEnum):
    """Living posts are kept up to date, one-off posts are sent once.

    A post that was taken back is changed where it stands, and never sent.
    """

    LIVING = auto()
    ONE_OFF = auto()
    TAKEN_BACK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message that a session should have; its key is unique in the session."""

    key: str
    where: Where
    nature: Nature
    content: Content
    person: PersonId | None = None
    under: str = keys.CARD
