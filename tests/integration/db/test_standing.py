"""How all sessions stand: how many are live, and how long one has waited to be shown."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from bot.adapters.db.checks import ask, examine
from bot.adapters.db.column_types import UtcMoment
from bot.adapters.db.store import Database
from bot.domain.state.facts import Loss
from tests.integration.db.samples import S1, S2, S3, a_plan, a_running, add, claim_all
from tests.support.databases import PostgresServer, SqliteFiles
from tests.support.sessions import at

SECOND = timedelta(seconds=1)


async def let_wait(database: Database, seconds: float, session: str = S1) -> None:
    """Put the moment at which a session began to wait into the past."""
    async with database.connections.begin() as connection:
        now = await connection.scalar(select(func.now(type_=UtcMoment())))
        assert now is not None
        began = text("UPDATE sessions SET unpublished_since = :since WHERE id = :id")
        since = UtcMoment().bind_processor(connection.dialect)
        moment = now - timedelta(seconds=seconds)
        await connection.execute(
            began, {"since": since(moment) if since else moment, "id": session}
        )


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


@pytest.mark.parametrize(("seconds", "found"), [(30, []), (61, ["queue"])])
async def test_more_than_a_minute_is_too_long(
    database: Database, seconds: float, found: list[str]
) -> None:
    await add(database, a_running())
    await let_wait(database, seconds)

    assert await problems(database) == found


async def test_the_last_beat_is_known_to_all(database: Database, other: Database) -> None:
    async with database.transaction() as tx:
        await tx.beats.beat(at(3))

    assert (await other.standing()).last_beat == at(3)


async def test_a_database_that_cannot_be_reached_is_told() -> None:
    gone = Database.open("postgresql://nobody@127.0.0.1:1/none")
    (finding,) = (await ask(gone)).findings
    await gone.close()

    assert finding.problem == "It cannot be reached."
    assert "DATABASE_URL" in finding.fix


async def test_an_up_to_date_database_is_fit(address: str) -> None:
    assert (await examine(address)).is_ok


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_an_older_postgres_has_to_be_migrated(databases: PostgresServer) -> None:
    finding = await examine(databases.without_tables())

    assert finding.fix == "Run `worksession migrate`."


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_missing_file_is_made_by_the_start_and_not_by_looking(
    databases: SqliteFiles,
) -> None:
    address = databases.without_tables()
    finding = await examine(address)

    assert finding.is_ok
    assert "`worksession run` makes" in finding.note
    assert (await examine(address)) == finding


async def test_a_newer_database_needs_a_newer_bot(database: Database, address: str) -> None:
    async with database.connections.begin() as connection:
        kept = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    finding = await examine(address)
    async with database.connections.begin() as connection:
        back = text("UPDATE alembic_version SET version_num = :kept")
        await connection.execute(back, {"kept": kept})

    assert "newer than the bot" in finding.problem


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("oracle://db", "oracle://; use sqlite"),
        ("postgresql://nobody@127.0.0.1:1/none", "It cannot be reached. connection"),
        ("sqlite:////nowhere/at/all.sqlite3", "/nowhere/at/all.sqlite3 cannot be made"),
    ],
)
async def test_an_address_that_leads_nowhere_is_told_in_one_line(address: str, said: str) -> None:
    finding = await examine(address)

    assert said in finding.problem
    assert "\n" not in finding.problem
    assert finding.fix


async def test_a_file_that_is_no_database_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("wrong") / "letter.txt"
    file.write_text("Dear all, " * 1000)

    assert not (await examine(f"sqlite:///{file}")).is_ok
