"""Sessions that are over: the last one of a channel, reopened ones, and what is forgotten."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.adapters.db.store import Database
from bot.adapters.db.tables import ActionRow, PersonRow, PostRow, RecordRow
from bot.application.ports import PlaceTaken
from bot.application.publishing.ports import PostState, SentPost
from bot.domain.moves.discard import bare, discard
from bot.domain.moves.reopen import reopen
from bot.domain.state.captures import CaptureKind
from tests.integration.adapters.db.samples import (
    MESSAGE,
    OTHER_TEAM,
    REAL_NOW,
    S1,
    S2,
    S3,
    TEAM,
    a_plan,
    a_running,
    add,
    claim_all,
    stored,
)
from tests.support.sessions import ANA, PLACE, SessionBuilder, at


def rehearsed(builder: SessionBuilder) -> SessionBuilder:
    builder.session = replace(builder.session, pace=60)
    return builder


async def reopened(database: Database) -> None:
    async with database.transaction() as tx:
        session = await tx.sessions.get(TEAM, S1)
        assert session is not None
        moved = reopen(session, ANA, at(2))
        await tx.sessions.save(moved.session, moved.records)


async def test_the_last_closed_session_of_a_channel_is_found(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.sessions.last_closed(PLACE) is None
    await add(database, a_running(S1).after(9).closed(), a_running(S2).after(5).closed())
    await add(database, a_running(S3, "C0OTHER").after(20).closed())
    await add(database, a_running("S4", team=OTHER_TEAM).after(20).closed(), a_plan("S5"))  # type: ignore[arg-type]
    await add(database, rehearsed(a_running("S6")).after(60 * 20).closed())  # type: ignore[arg-type]

    async with database.transaction() as tx:
        last = await tx.sessions.last_closed(PLACE)
        at_all = await tx.sessions.last_closed(PLACE, rehearsals=True)

    assert last is not None
    assert last.id == S1
    assert at_all is not None
    assert at_all.id == "S6"


async def test_a_rehearsal_was_over_when_the_clock_says(database: Database) -> None:
    """Its twenty minutes took twenty seconds; the session after it closed at twelve minutes."""
    later = a_running(S2).after(12).closed()
    await add(database, rehearsed(a_running(S1)).after(20).closed(), later)

    async with database.transaction() as tx:
        at_all = await tx.sessions.last_closed(PLACE, rehearsals=True)

    assert at_all == later.session


@pytest.mark.parametrize("kind", ["postgres"])  # the other one has no locks on rows
async def test_who_only_looks_at_the_last_session_waits_for_nobody(database: Database) -> None:
    closed = a_running(S1).closed()
    await add(database, closed)

    async with database.transaction() as tx, asyncio.timeout(30):
        await tx.sessions.get(TEAM, S1)
        async with database.transaction() as other:
            assert await other.sessions.last_closed(PLACE) == closed.session


async def test_how_things_stood_before_the_close_is_kept_to_the_microsecond(
    database: Database,
) -> None:
    builder = a_running().ticked(1).after(3.33337).paused().after(7).closed()
    await add(database, builder)

    found = await stored(database)

    assert found == builder.session
    assert reopen(found, ANA, at(9)) == reopen(builder.session, ANA, at(9))


async def test_two_sessions_never_run_in_a_channel_after_a_reopening(database: Database) -> None:
    await add(database, a_running(S1).closed(), a_running(S2))

    with pytest.raises(PlaceTaken):
        await reopened(database)


async def test_what_is_forgotten_leaves_a_bare_row(database: Database) -> None:
    kept = a_running(S2, "C0OTHER").captured(CaptureKind.ACTION, "Keep me", ANA)
    await add(database, a_running(S1).captured(CaptureKind.ACTION, "Secret", ANA), kept)
    for claim in (await claim_all(database)).values():
        sent = SentPost(key="card", state=PostState.POSTED, ref=MESSAGE)
        await database.outbox.write(claim, [sent], REAL_NOW)
    async with database.transaction() as tx:
        session = await tx.sessions.get(TEAM, S1)
        assert session is not None
        moved = discard(session, ANA, at(3))
        await tx.sessions.save(moved.session, moved.records)
        await tx.sessions.forget(bare(moved.session))

    assert await stored(database) == bare(moved.session)
    assert await stored(database, S2) == kept.session
    for table in (RecordRow, PostRow, PersonRow, ActionRow):
        left = select(func.count()).select_from(table)
        async with database.connections.begin() as connection:
            assert await connection.scalar(left.where(table.session_id == S1)) == 0
            assert await connection.scalar(left.where(table.session_id == S2))


async def test_a_rehearsal_falls_due_in_the_clocks_time(database: Database) -> None:
    """Its first cue comes after four of five minutes, which are four seconds."""
    await add(database, rehearsed(a_plan(S1)).started())
    async with database.transaction() as tx:
        assert await tx.sessions.next_wake() == at(4 / 60)
        assert list(await tx.sessions.due(at(4 / 60))) == [(TEAM, S1)]
        assert list(await tx.sessions.due(at(3 / 60))) == []
