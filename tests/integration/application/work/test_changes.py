"""Plans in line: whose turn it is when a channel becomes free, and who is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.application.work.changes import keep
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.discard import discard
from bot.domain.moves.reopen import reopen
from bot.domain.moves.start import cancel, queue, start
from bot.domain.state.facts import TurnCame
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Moved, Session
from tests.support.newsroom import S1, Newsroom
from tests.support.sessions import ANA, BEN, CARA, PLACE, SessionBuilder, a_session, at

FIRST, SECOND = SessionId("Q1"), SessionId("Q2")
Move = Callable[[Session, datetime], Moved]


async def with_two_in_line(room: Newsroom) -> None:
    """Ana's session runs; Ben's plan waits for it, and Cara's behind his."""
    await room.add(a_session().running())
    for minute, (session_id, owner) in enumerate(((FIRST, BEN), (SECOND, CARA))):
        plan = replace(a_session().build(), id=session_id, planned_by=owner, planned_at=at(minute))
        queued = queue(plan, owner, S1, at(minute))
        await room.add(SessionBuilder(queued.session, list(queued.records)))


async def moved(room: Newsroom, session_id: SessionId, minute: float, move: Move) -> None:
    async with room.database.transaction() as tx:
        session = await tx.sessions.get(PLACE.team, session_id)
        assert session is not None
        await keep(tx, move(session, at(minute)), at(minute))


async def closed(room: Newsroom, minute: float, session_id: SessionId = S1) -> None:
    by = {S1: ANA, FIRST: BEN}[session_id]
    await moved(
        room, session_id, minute, lambda each, now: close(each, by, Verdict(result=None), now)
    )


async def reopened(room: Newsroom, minute: float) -> None:
    await moved(room, S1, minute, lambda each, now: reopen(each, ANA, now))


async def turns(room: Newsroom) -> tuple[int, int]:
    """How often the first and the second plan in line were told that it is their turn."""
    first, second = [
        sum(isinstance(record.fact, TurnCame) for record in await room.records(session_id))
        for session_id in (FIRST, SECOND)
    ]
    return first, second


async def test_a_second_close_asks_the_first_in_line_again(room: Newsroom) -> None:
    await with_two_in_line(room)
    await closed(room, 10)
    assert await turns(room) == (1, 0)
    await reopened(room, 12)
    await closed(room, 20)
    assert await turns(room) == (2, 0)

    await moved(room, FIRST, 21, lambda plan, now: start(plan, BEN, now))
    await closed(room, 30, FIRST)
    assert await turns(room) == (2, 1)


async def test_a_discard_after_the_close_asks_nobody(room: Newsroom) -> None:
    await with_two_in_line(room)
    await closed(room, 10)
    await moved(room, S1, 11, lambda each, now: discard(each, ANA, now))

    assert await turns(room) == (1, 0)


async def test_a_discard_of_what_runs_asks_the_first_in_line(room: Newsroom) -> None:
    await with_two_in_line(room)
    await moved(room, S1, 11, lambda each, now: discard(each, ANA, now))

    assert await turns(room) == (1, 0)


async def test_who_had_the_turn_and_cancels_hands_it_on(room: Newsroom) -> None:
    await with_two_in_line(room)
    await closed(room, 10)
    await moved(room, FIRST, 11, lambda plan, now: cancel(plan, BEN, now))

    assert await turns(room) == (1, 1)


async def test_who_leaves_the_line_from_behind_asks_nobody(room: Newsroom) -> None:
    await with_two_in_line(room)
    await closed(room, 10)
    await moved(room, SECOND, 11, lambda plan, now: cancel(plan, CARA, now))

    assert await turns(room) == (1, 0)


async def test_who_leaves_the_line_while_a_session_runs_asks_nobody(room: Newsroom) -> None:
    await with_two_in_line(room)
    await moved(room, FIRST, 5, lambda plan, now: cancel(plan, BEN, now))
    assert await turns(room) == (0, 0)
    await closed(room, 10)

    assert await turns(room) == (0, 1)
