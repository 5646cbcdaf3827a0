"""Use case of the close."""

from bot.application.asking import Asker
from bot.application.changes import Changes
from bot.domain import closing
from bot.domain.identity import SessionId
from bot.domain.session import Session


async def close(
    changes: Changes, asker: Asker, session_id: SessionId, verdict: closing.Verdict
) -> Session | None:
    """Close a session with the facilitator's verdict; its recap follows by itself."""
    return await changes.make(
        asker,
        session_id,
        lambda session, now: closing.close(session, asker.person, verdict, now),
    )
