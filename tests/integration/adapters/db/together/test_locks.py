"""Whoever comes at the same time waits in line or takes something else; nothing gets lost."""

import asyncio

import pytest

from bot.adapters.db.store import Database
from bot.application.ports import Beat
from bot.domain.moves import people
from bot.domain.state.identity import PersonId, SessionId
from tests.integration.adapters.db.samples import (
    LEASE,
    REAL_NOW,
    S1,
    S2,
    TEAM,
    a_running,
    add,
    claim_one,
    records_of,
    stored,
    tick,
)
from tests.support.sessions import PLACE, at

CROWD = [PersonId(f"U{number:03}") for number in range(12)]


async def join(database: Database, person: PersonId) -> None:
    async with database.transaction() as tx:
        session = await tx.sessions.live_in(PLACE)
        assert session is not None
        joined = people.join(session, person, at(1))
        await tx.sessions.save(joined.session, joined.records)


async def test_changes_at_the_same_time_are_all_kept(database: Database, other: Database) -> None:
    await add(database, a_running())
    await asyncio.gather(
        *(join(each, person) for person, each in zip(CROWD, [database, other] * 6, strict=True))
    )

    session = await stored(database)
    assert {each.person for each in session.participants.people} >= set(CROWD)
    numbers = [record.number for record in await records_of(database)]
    assert numbers == list(range(1, session.last_record + 1))


async def test_a_delivery_that_comes_twice_at_once_counts_once(
    database: Database, other: Database
) -> None:
    await add(database, a_running())
    await asyncio.gather(*(tick(each, "same") for each in [database, other] * 3))

    assert (await stored(database)).last_record == a_running().build().last_record + 1


async def test_workers_never_claim_the_same_session(database: Database, other: Database) -> None:
    ids = [SessionId(f"S{number}") for number in range(8)]
    await add(database, *(a_running(each, channel=f"C{each}") for each in ids))
    claims = await asyncio.gather(
        *(claim_one(each, "worker", REAL_NOW, LEASE) for each in [database, other] * 5)
    )

    claimed = [claim.session for claim in claims if claim is not None]
    assert len(claimed) == len(set(claimed))
    while (claim := await claim_one(database, "worker", REAL_NOW, LEASE)) is not None:
        claimed.append(claim.session)
    assert sorted(claimed) == ids


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_a_publisher_passes_over_a_session_that_is_being_changed(
    database: Database, other: Database
) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"))
    async with database.transaction() as tx:
        await tx.sessions.get(TEAM, S1)
        claim = await claim_one(other, "worker", REAL_NOW, LEASE)
        assert claim is not None
        assert claim.session == S2
        assert await claim_one(other, "worker", REAL_NOW, LEASE) is None
        assert (await other.outbox.load(S1)).session == a_running(S1).build()


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_one_of_several_processes_that_come_back_sees_the_absence(
    database: Database, other: Database
) -> None:
    async with database.transaction() as tx:
        await tx.beats.beat(at(0))
    both_are_there = asyncio.Barrier(2)

    async def sees_it(each: Database) -> bool:
        async with each.transaction() as tx:
            await tx.sessions.next_wake()
            await both_are_there.wait()
            known = await tx.beats.known()
            await tx.beats.beat(at(30))
            return known == Beat(at(0))

    assert sorted(await asyncio.gather(sees_it(database), sees_it(other))) == [False, True]
