"""Rounds, queues, groups and checks are kept; what was answered in a check goes after the close."""

import json
from dataclasses import replace

from sqlalchemy import text

from bot.adapters.db.store import Database
from bot.domain.moves.check import answer
from bot.domain.moves.clock import advance
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.groups import bring_result
from bot.domain.moves.reopen import REOPEN_FOR
from bot.domain.moves.speaking import next_speaker, raise_hand
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity
from bot.domain.state.check import GroupShift, Quiz, Shift
from bot.domain.state.facts import ResultsMissing
from bot.domain.state.groups import Breakouts, GroupId
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Result
from tests.integration.adapters.db.samples import S1, TEAM, add, records_of, stored
from tests.support.sessions import ANA, BEN, CARA, SessionBuilder, a_session, an_item, at

PLAN = (
    an_item("How sure are you?", 5, Activity.QUIZ),
    an_item("Round", 5, Activity.ROUND),
    an_item("Try", 10, Activity.GROUPS),
    an_item("How sure are you now?", 5, Activity.QUIZ),
)


def a_training() -> SessionBuilder:
    session = replace(
        a_session(PLAN).build(),
        activities=Activities(breakouts=Breakouts(size=2), quiz=Quiz(questions=("Sure?",))),
    )
    builder = SessionBuilder(session).running()
    for person, level in ((ANA, 1), (BEN, 2), (CARA, 3)):
        builder.session = answer(builder.session, person, ItemId(1), (level,)).session
    builder.to_step(2)
    builder.moved(
        lambda session, _now: next_speaker(session, ANA, session.activities.speaking.turn)
    )
    builder.moved(lambda session, _now: raise_hand(session, CARA, "1795428060.000200", up=True))
    builder.to_step(3)
    return builder.moved(lambda session, now: bring_result(session, GroupId(1), "Yes", BEN, now))


async def test_turns_groups_and_answers_are_found_again(database: Database) -> None:
    training = a_training()
    await add(database, training)

    assert await stored(database) == training.build()


async def test_that_results_are_missing_is_found_again(database: Database) -> None:
    session = replace(a_session(PLAN).build(), activities=Activities(breakouts=Breakouts(size=2)))
    training = SessionBuilder(session).running().to_step(4)
    await add(database, training)

    facts = [record.fact for record in await records_of(database)]
    assert ResultsMissing(item=ItemId(3), groups=("A",), asked=ANA) in facts


async def test_once_a_close_is_final_the_database_knows_nobody_s_answers(
    database: Database,
) -> None:
    training = a_training().to_step(4)
    for person in (ANA, BEN, CARA):
        training.session = answer(training.session, person, ItemId(4), (5,)).session
    await add(database, training)
    async with database.transaction() as tx:
        session = await tx.sessions.get(TEAM, S1)
        assert session is not None
        moved = close(session, ANA, Verdict(result=Result.MET), at(30))
        final = moved.then(lambda each: advance(each, at(30) + REOPEN_FOR))
        await tx.sessions.save(final.session, final.records)

    closed = await stored(database)
    assert closed.activities.quiz.result == GroupShift(
        people=3, shifts=(Shift(question="Sure?", before=2, after=5),)
    )
    async with database.connections.begin() as connection:
        (kept,) = (await connection.execute(text("SELECT body FROM sessions"))).one()
    quiz = json.loads(kept)["activities"]["quiz"]
    assert not any(person in str(quiz) for person in (ANA, BEN, CARA))
