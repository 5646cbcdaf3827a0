"""The outbox hands every session that is not yet in Slack to one worker at a time."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import NoResultFound

from bot.adapters.db.store import Database
from bot.application.ports import LeaseLost
from bot.application.publishing.ports import Claim, PostState, SentPost
from tests.integration.adapters.db.samples import (
    LEASE,
    MESSAGE,
    REAL_NOW,
    S1,
    S2,
    SECOND,
    TEAM,
    a_plan,
    a_running,
    add,
    claim_one,
    tick,
)

POSTED = SentPost(key="card", state=PostState.POSTED, ref=MESSAGE, digest="d1", attempts=1)


async def claimed(database: Database, worker: str = "one", seconds: float = 0) -> Claim | None:
    return await claim_one(database, worker, REAL_NOW + seconds * SECOND, LEASE)


async def must_claim(database: Database, worker: str = "one", seconds: float = 0) -> Claim:
    claim = await claimed(database, worker, seconds)
    assert claim is not None
    return claim


async def test_a_new_session_is_claimed_once(database: Database) -> None:
    await add(database, a_running())
    claim = await must_claim(database)

    assert claim == Claim(session=S1, revision=1, worker="one", at=REAL_NOW, lease=LEASE)
    assert await claimed(database, "two") is None


async def test_nothing_is_claimed_once_everything_is_published(database: Database) -> None:
    await add(database, a_running())
    await database.outbox.release(await must_claim(database), done=True, not_before=None)

    assert await claimed(database) is None
    assert await database.outbox.next_due() is None


async def test_a_change_makes_a_published_session_due_again(database: Database) -> None:
    await add(database, a_running())
    await database.outbox.release(await must_claim(database), done=True, not_before=None)
    await tick(database, "key")

    assert (await must_claim(database)).revision == 2


async def test_a_save_that_changes_nothing_is_not_due(database: Database) -> None:
    await add(database, a_running().ticked(1))
    await database.outbox.release(await must_claim(database), done=True, not_before=None)
    await tick(database, "ticked before")

    assert await claimed(database) is None


async def test_a_change_while_it_is_published_is_due_afterwards(database: Database) -> None:
    await add(database, a_running())
    claim = await must_claim(database)
    await tick(database, "key")

    assert await claimed(database, "two") is None
    await database.outbox.release(claim, done=True, not_before=None)
    assert (await must_claim(database, "two")).revision == 2


async def test_what_is_not_done_is_due_again_when_its_rest_is_over(database: Database) -> None:
    await add(database, a_running())
    rested = REAL_NOW + 5 * SECOND
    await database.outbox.release(await must_claim(database), done=False, not_before=rested)

    assert await database.outbox.next_due() == rested
    assert await claimed(database, seconds=4.9) is None
    assert (await must_claim(database, seconds=5)).revision == 1


async def test_a_change_does_not_wait_for_a_rest_from_before(database: Database) -> None:
    await add(database, a_running())
    rested = REAL_NOW + 60 * SECOND
    await database.outbox.release(await must_claim(database), done=False, not_before=rested)
    await tick(database, "key")

    assert (await must_claim(database, seconds=1)).revision == 2


async def test_a_change_during_the_visit_does_not_wait_for_its_rest(database: Database) -> None:
    await add(database, a_running())
    claim = await must_claim(database)
    await tick(database, "key")
    rested = REAL_NOW + 60 * SECOND
    await database.outbox.release(claim, done=False, not_before=rested)

    assert (await must_claim(database, seconds=1)).revision == 2


async def test_a_lease_that_ran_out_is_taken_over(database: Database) -> None:
    await add(database, a_running())
    lost = await must_claim(database, "one")
    assert await database.outbox.next_due() == REAL_NOW + LEASE
    assert await claimed(database, "two", seconds=29.9) is None
    taken = await must_claim(database, "two", seconds=30)

    await database.outbox.release(lost, done=True, not_before=None)
    assert await claimed(database, "three", seconds=31) is None
    await database.outbox.release(taken, done=False, not_before=None)
    assert (await must_claim(database, "three", seconds=31)).session == S1


async def test_a_worker_cannot_give_back_with_an_older_claim_of_its_own(
    database: Database,
) -> None:
    await add(database, a_running())
    lost = await must_claim(database, "one")
    await must_claim(database, "one", seconds=30)
    await database.outbox.release(lost, done=False, not_before=None)

    assert await claimed(database, "two", seconds=31) is None


async def test_who_has_lost_the_lease_can_write_nothing(database: Database) -> None:
    await add(database, a_running())
    lost = await must_claim(database, "one")
    taken = await must_claim(database, "one", seconds=30)

    with pytest.raises(LeaseLost):
        await database.outbox.write(lost, [POSTED], REAL_NOW + 31 * SECOND)
    assert (await database.outbox.load(S1)).sent == {}
    await database.outbox.write(taken, [POSTED], REAL_NOW + 31 * SECOND)
    assert (await database.outbox.load(S1)).sent == {"card": POSTED}


async def test_who_has_given_back_can_write_nothing(database: Database) -> None:
    await add(database, a_running())
    claim = await must_claim(database)
    await database.outbox.release(claim, done=True, not_before=None)

    with pytest.raises(LeaseLost):
        await database.outbox.write(claim, [POSTED], REAL_NOW)


async def test_every_write_begins_the_lease_anew(database: Database) -> None:
    await add(database, a_running())
    claim = await must_claim(database, "one")
    await database.outbox.write(claim, [POSTED], REAL_NOW + 20 * SECOND)

    assert await claimed(database, "two", seconds=49.9) is None
    assert (await must_claim(database, "two", seconds=50)).session == S1


async def test_what_another_publisher_of_the_process_has_in_hand_is_left_to_it(
    database: Database,
) -> None:
    await add(database, a_running())
    await must_claim(database, "one")
    in_an_hour = REAL_NOW + 3600 * SECOND

    assert await claim_one(database, "two", in_an_hour, LEASE, {S1}) is None
    assert await claim_one(database, "two", in_an_hour, LEASE) is not None


@pytest.mark.parametrize("hours_back", [1, 24])
async def test_a_clock_that_is_set_back_holds_nothing_up(
    database: Database, hours_back: int
) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"))
    await must_claim(database, "crashed")
    rested = REAL_NOW + 30 * SECOND
    await database.outbox.release(await must_claim(database), done=False, not_before=rested)

    earlier = -3600 * hours_back
    found = {(await must_claim(database, "later", seconds=earlier + n)).session for n in (0, 1)}
    assert found == {S1, S2}


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_leases_on_a_shared_database_go_by_its_own_clock(address: str) -> None:
    database = Database.open(address, own_clock=True)
    await add(database, a_running())
    claim = await claim_one(database, "one", REAL_NOW, LEASE)
    a_year_ahead = REAL_NOW + 365 * 24 * 3600 * SECOND

    assert claim is not None
    assert await claim_one(database, "two", a_year_ahead, LEASE) is None
    await database.outbox.write(claim, [POSTED], a_year_ahead)
    await database.outbox.renew([claim], a_year_ahead)
    assert await claim_one(database, "two", a_year_ahead, LEASE) is None
    await database.outbox.release(claim, done=False, not_before=None)
    assert await claim_one(database, "two", REAL_NOW, LEASE) is not None
    await database.close()


async def test_sessions_take_turns(database: Database) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"))
    order = []
    for second in range(4):
        claim = await must_claim(database, seconds=second)
        order.append(claim.session)
        await database.outbox.release(claim, done=False, not_before=None)

    assert order == [S1, S2, S1, S2]


async def test_the_next_due_is_long_ago_when_something_can_be_claimed_now(
    database: Database,
) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"))
    await must_claim(database)
    due = await database.outbox.next_due()

    assert due is not None
    assert due < REAL_NOW


async def test_what_was_sent_is_loaded_with_the_session(database: Database) -> None:
    builder = a_running()
    await add(database, builder)
    sending = SentPost(key="step:1", state=PostState.SENDING, attempts=1, since=REAL_NOW)
    waiting = SentPost(key="step:2", state=PostState.WAITING)
    claim = await must_claim(database)
    for post in (POSTED, sending, waiting):
        await database.outbox.write(claim, [post], REAL_NOW)
    changed = replace(POSTED, digest="d2", attempts=2, ref=replace(MESSAGE, thread_ts="1.2"))
    await database.outbox.write(claim, [changed], REAL_NOW)
    unpublished = await database.outbox.load(S1)

    assert unpublished.session == builder.build()
    assert unpublished.records == tuple(builder.records)
    assert unpublished.sent == {"card": changed, "step:1": sending, "step:2": waiting}


async def test_a_post_can_lose_its_message(database: Database) -> None:
    await add(database, a_running())
    claim = await must_claim(database)
    await database.outbox.write(claim, [POSTED], REAL_NOW)
    await database.outbox.write(claim, [replace(POSTED, ref=None)], REAL_NOW)

    assert (await database.outbox.load(S1)).sent["card"].ref is None
    async with database.transaction() as tx:
        assert await tx.posts.find(TEAM, MESSAGE.channel, MESSAGE.ts) is None


async def test_what_does_not_exist_cannot_be_loaded(database: Database) -> None:
    with pytest.raises(NoResultFound):
        await database.outbox.load(S1)


async def test_a_plan_without_facts_is_published_as_nothing(database: Database) -> None:
    await add(database, a_plan())
    claim = await must_claim(database)

    assert (await database.outbox.load(claim.session)).records == ()
