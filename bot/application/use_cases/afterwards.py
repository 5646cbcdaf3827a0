"""Use cases after the close: go on all the same, or leave no trace."""

from bot.application.ports import PlaceTaken
from bot.application.work.asking import Asker
from bot.application.work.pace import session_now
from bot.application.work.work import Work
from bot.domain.moves.discard import require_discardable
from bot.domain.moves.reopen import reopen as reopen_session
from bot.domain.state.identity import Place, SessionId
from bot.domain.state.refusals import NotFound, NotNow
from bot.domain.state.session import Session

NOTHING_TO_DISCARD = "No session runs here, and none was closed here. There is nothing to discard."
TAKEN = "Another session runs in this channel by now. Close it first, then press Reopen again."


async def reopen(work: Work, asker: Asker, session_id: SessionId) -> Session | None:
    """Let a closed session go on; raises `NotNow` if another one runs in its channel by now."""
    try:
        return await work.make(asker, session_id, reopen_session)
    except PlaceTaken as taken:
        raise NotNow(TAKEN) from taken


async def to_discard(work: Work, asker: Asker, place: Place) -> Session:
    """The session that a person can discard in a channel: the one that runs, else the last one.

    Raises:
        Refusal: there is none, or they may not.
    """
    async with work.store.transaction() as tx:
        session = await tx.sessions.live_in(place)
        if session is None:
            session = await tx.sessions.last_closed(place, rehearsals=True)
    if session is None:
        raise NotFound(NOTHING_TO_DISCARD)
    require_discardable(session, asker.person, session_now(session, work.clock.now()))
    return session
