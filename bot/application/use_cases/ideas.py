"""Use cases of ideas and choices: each has a secret of its own, which takes it back.

So nothing tells which of them came together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import ideas
from bot.domain.moves.ideas import NewIdea
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Session


@dataclass(frozen=True, slots=True)
class Added:
    """What somebody added to a session's board, with the secrets that only they are told."""

    session: Session
    new: tuple[NewIdea, ...]


async def add_ideas(
    work: Work, asker: Asker, session_id: SessionId, texts: Sequence[str], *, anonymous: bool
) -> Added | None:
    """Add hidden ideas."""
    new = _new(work, texts)
    session = await work.make(
        asker,
        session_id,
        lambda each, by, _now: ideas.add_ideas(each, by, new, anonymous=anonymous),
    )
    return Added(session, new) if session else None


async def add_choices(
    work: Work, asker: Asker, session_id: SessionId, texts: Sequence[str]
) -> Added | None:
    """Add what can be voted for."""
    new = _new(work, texts)
    session = await work.make(
        asker, session_id, lambda each, by, _now: ideas.add_choices(each, by, new)
    )
    return Added(session, new) if session else None


def _new(work: Work, texts: Sequence[str]) -> tuple[NewIdea, ...]:
    return tuple(NewIdea(text=text, secret=work.ids.new_secret()) for text in texts)
