"""Use case of the close."""

from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves.close import Verdict
from bot.domain.moves.close import close as close_session
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Session


async def close(
    work: Work, asker: Asker, session_id: SessionId, verdict: Verdict
) -> Session | None:
    """Close a session with the facilitator's verdict; its recap follows by itself."""
    return await work.make(
        asker,
        session_id,
        lambda session, now: close_session(session, asker.person, verdict, now),
    )
