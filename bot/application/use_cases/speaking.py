"""Use cases of speaking: pass the word on, pass, ask for it."""

from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import speaking
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Session


async def pass_on(work: Work, asker: Asker, session_id: SessionId, seen: int) -> Session | None:
    """Give the word to whoever is next; `seen` is the turn that the person saw."""
    return await work.make(
        asker,
        session_id,
        lambda session, _now: speaking.next_speaker(session, asker.person, seen),
    )


async def pass_turn(work: Work, asker: Asker, session_id: SessionId, seen: int) -> Session | None:
    """Pass in a round."""
    return await work.make(
        asker,
        session_id,
        lambda session, _now: speaking.pass_turn(session, asker.person, seen),
    )


async def ask_to_speak(work: Work, asker: Asker, session_id: SessionId, at: str) -> Session | None:
    """Go into the queue, or out of it; `at` is Slack's `event_ts`, which sorts by time."""
    return await work.make(
        asker,
        session_id,
        lambda session, _now: speaking.queue_up(session, asker.person, at),
    )
