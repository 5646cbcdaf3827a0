"""How all sessions stand: how many are live, and how long one has waited to be shown."""

from datetime import timedelta

from bot.adapters.db.checks import ask
from bot.adapters.db.store import Database
from bot.domain.state.facts import Loss
from tests.integration.adapters.db.samples import (
    S1,
    S2,
    S3,
    a_plan,
    a_running,
    add,
    claim_all,
    let_wait,
)
from tests.support.sessions import at

SECOND = timedelta(seconds=1)


async def longest_wait(database: Database) -> timedelta:
    return (await database.standing()).longest_wait


async def problems(database: Database) -> list[str]:
    return [finding.name for finding in (await ask(database)).findings if not finding.is_ok]


async def test_live_sessions_are_counted(database: Database) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"), a_plan(S3, "C0PLAN"))

    assert (await database.standing()).live == 2


async def test_nothing_waits_in_an_empty_database(database: Database) -> None:
    standing = await database.standing()

    assert (standing.live, standing.longest_wait, standing.last_beat) == (0, timedelta(0), None)
    assert await problems(database) == []


async def test_the_one_that_has_waited_longest_counts(database: Database) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"))
    await let_wait(database, 20, S1)
    await let_wait(database, 40, S2)

    assert 40 * SECOND <= await longest_wait(database) < 55 * SECOND


async def test_what_is_in_slack_does_not_wait(database: Database) -> None:
    await add(database, a_running())
    await let_wait(database, 100)
    for claim in (await claim_all(database)).values():
        await database.outbox.release(claim, done=True, not_before=None)

    assert await longest_wait(database) == timedelta(0)


async def test_a_session_whose_channel_is_lost_waits_for_people(database: Database) -> None:
    await add(database, a_running().lost(Loss.ARCHIVED))
    await let_wait(database, 100)

    assert await longest_wait(database) == timedelta(0)


async def test_the_last_beat_is_known_to_all(database: Database, other: Database) -> None:
    async with database.transaction() as tx:
        await tx.beats.beat(at(3))

    assert (await other.standing()).last_beat == at(3)
