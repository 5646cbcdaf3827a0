"""Use cases of goals: set them, say what became of them, share a win."""

from collections.abc import Mapping, Sequence

from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import goals
from bot.domain.state.goals import GoalState
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Session


async def set_goals(
    work: Work, asker: Asker, session_id: SessionId, texts: Sequence[str]
) -> Session | None:
    """Set the goals of whoever asks."""
    return await work.make(
        asker,
        session_id,
        lambda session, _now: goals.set_goals(session, asker.person, texts),
    )


async def tick_goals(
    work: Work,
    asker: Asker,
    session_id: SessionId,
    states: Mapping[str, GoalState],
    win: str,
) -> Session | None:
    """Say what became of the goals of whoever asks, and share their win."""
    return await work.make(
        asker,
        session_id,
        lambda session, _now: goals.tick_goals(session, asker.person, states, win),
    )


async def share_win(work: Work, asker: Asker, session_id: SessionId, win: str) -> Session | None:
    """Share the win of whoever asks, or take it back."""
    return await work.make(
        asker, session_id, lambda session, _now: goals.share_win(session, asker.person, win)
    )
