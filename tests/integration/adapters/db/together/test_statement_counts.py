"""How much the database is asked to do, held to a number."""

import pytest

from bot.adapters.db.store import Database
from bot.domain.state.captures import CaptureKind
from bot.domain.state.identity import SessionId
from tests.integration.adapters.db.samples import (
    LEASE,
    REAL_NOW,
    TEAM,
    a_running,
    add,
    tick,
)
from tests.support.databases import watched
from tests.support.sessions import BEN, PLACE

A_LOADED_SESSION = 1
A_TICK = 4


@pytest.fixture(autouse=True)
async def _a_session_runs(database: Database) -> None:
    builder = a_running()
    for number in range(10):
        builder.captured(CaptureKind.IDEA, f"Idea {number}")
    await add(database, builder)


async def test_a_session_is_loaded_in_one_statement(database: Database) -> None:
    with watched(database) as statements:
        async with database.transaction() as tx:
            await tx.sessions.live_in(PLACE)

    assert statements.count() == A_LOADED_SESSION


async def test_a_person_s_sessions_are_loaded_in_one_statement(database: Database) -> None:
    with watched(database) as statements:
        async with database.transaction() as tx:
            await tx.sessions.live_of(TEAM, BEN)

    assert statements.count() == A_LOADED_SESSION


async def test_a_listener_that_marks_an_item_done_needs_four_statements_and_a_word_to_others(
    database: Database,
) -> None:
    with watched(database) as statements:
        await tick(database, "key")

    assert statements.count() - statements.count("NOTIFY") == A_TICK
    assert statements.count("NOTIFY") == (1 if database.is_shared else 0)
    assert statements.count("UPDATE") == 1


async def test_a_delivery_that_came_before_needs_one_statement(database: Database) -> None:
    await tick(database, "key")
    with watched(database) as statements:
        await tick(database, "key")

    assert statements.count() == 1


async def test_publishing_needs_three_statements_besides_the_posts(database: Database) -> None:
    with watched(database) as statements:
        (taken,) = await database.outbox.take("worker", REAL_NOW, LEASE)
        await database.outbox.release(taken.claim, done=True, not_before=None)

    # The records are known from the save.
    assert statements.count() == 3


async def test_many_are_taken_in_as_many_statements_as_one(
    database: Database, other: Database
) -> None:
    for number in range(20):
        await add(other, a_running(SessionId(f"M{number}"), f"C{number}"))
    with watched(database) as statements:
        taken = await database.outbox.take("worker", REAL_NOW, LEASE, most=20)

    assert len(taken) == 20
    assert statements.count() == 3
