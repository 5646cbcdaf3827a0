"""Use case of the check: say how sure one is."""

from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves.check import answer
from bot.domain.state.identity import ItemId, SessionId
from bot.domain.state.session import Session


async def say_how_sure(
    work: Work,
    asker: Asker,
    session_id: SessionId,
    about: ItemId | None,
    levels: tuple[int, ...],
) -> Session | None:
    """Answer a check; only the group's average is ever told."""
    return await work.make(
        asker, session_id, lambda session, _now: answer(session, asker.person, about, levels)
    )
