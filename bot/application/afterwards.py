"""Use cases after the close: go on all the same, or leave no trace."""

from bot.application.asking import Asker
from bot.application.changes import Changes
from bot.application.ports import PlaceTaken
from bot.domain import reopening
from bot.domain.identity import SessionId
from bot.domain.refusals import NotNow
from bot.domain.session import Session

TAKEN = "Another session runs in this channel by now. Close it first, then press Reopen again."


async def reopen(changes: Changes, asker: Asker, session_id: SessionId) -> Session | None:
    """Let a closed session go on; raises `NotNow` if another one runs in its channel by now."""
    try:
        return await changes.make(
            asker, session_id, lambda session, now: reopening.reopen(session, asker.person, now)
        )
    except PlaceTaken as taken:
        raise NotNow(TAKEN) from taken
