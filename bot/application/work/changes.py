"""A move of a session, and how what it gives is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.application.ports import Transaction
from bot.domain.moves.start import take_turn
from bot.domain.state.facts import Fact, SessionCancelled, SessionClosed, SessionDiscarded
from bot.domain.state.identity import PersonId
from bot.domain.state.session import Moved, Session

Move = Callable[[Session, datetime], Moved]
MoveBy = Callable[[Session, PersonId, datetime], Moved]

MAKES_ROOM = (SessionClosed, SessionCancelled, SessionDiscarded)


@dataclass(frozen=True, slots=True)
class Made:
    """A session after a move, and what the move itself did: nothing that was due by the clock."""

    session: Session
    done: tuple[Fact, ...]


async def keep(tx: Transaction, moved: Moved, now: datetime) -> None:
    """Save a session that has moved.

    The first queued plan is offered its turn each time the channel becomes free.
    """
    place = moved.session.place
    first = None
    if any(isinstance(record.fact, MAKES_ROOM) for record in moved.records):
        first = await tx.sessions.live_in(place) or await tx.sessions.first_queued(place)
    await tx.sessions.save(moved.session, moved.records)
    if first is None or first.id != moved.session.id:
        return
    waiting = await tx.sessions.first_queued(place)
    if waiting is not None:
        turn = take_turn(waiting, now)
        await tx.sessions.save(turn.session, turn.records)
