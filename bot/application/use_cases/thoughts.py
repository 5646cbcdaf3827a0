"""Use case of thoughts: park one."""

from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import thoughts
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Session


async def park_thought(
    work: Work, asker: Asker, session_id: SessionId, text: str
) -> Session | None:
    """Keep a thought for whoever asks, until the next break."""
    return await work.make(
        asker,
        session_id,
        lambda session, now: thoughts.park_thought(session, asker.person, text, now),
    )
