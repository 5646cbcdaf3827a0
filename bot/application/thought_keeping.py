"""Use case of thoughts: park one."""

from bot.application.asking import Asker
from bot.application.changes import Changes
from bot.domain import thought_keeping
from bot.domain.identity import SessionId
from bot.domain.session import Session


async def park_thought(
    changes: Changes, asker: Asker, session_id: SessionId, text: str
) -> Session | None:
    """Keep a thought for whoever asks, until the next break."""
    return await changes.make(
        asker,
        session_id,
        lambda session, now: thought_keeping.park_thought(session, asker.person, text, now),
    )
