"""A database is opened from its address, and set up so that what is committed stays."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.adapters.db.engine import UnknownDatabase, address_of
from bot.adapters.db.store import LAST_CALL, Database
from bot.domain.state.session import Session
from tests.integration.db.samples import LEASE, REAL_NOW, a_plan, a_running, add, claim_one, stored


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///x.sqlite3", "pysqlite"),
        ("sqlite+aiosqlite:///x.sqlite3", "pysqlite"),
        ("postgres://ana@db/work", "psycopg"),
        ("postgresql://ana@db/work", "psycopg"),
        ("postgresql+psycopg://ana@db/work", "psycopg"),
    ],
)
def test_an_address_gets_its_driver(address: str, driver: str) -> None:
    assert address_of(address).get_driver_name() == driver


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://ana:secret@db/work", "mysql://; use sqlite:// or postgresql://"),
        ("postgresql+asyncpg://ana:secret@db/work", "postgresql+asyncpg://; use"),
        ("secret", "not an address like"),
        ("sqlite:///file:secret.sqlite3?uri=true", "It is a file: address; use sqlite:///"),
        ("postgresql://ana:secret@db:port/work", "not an address like"),
    ],
)
def test_an_unknown_address_is_refused_without_telling_a_password(address: str, said: str) -> None:
    with pytest.raises(UnknownDatabase, match=re.escape(said)) as refused:
        Database.open(address)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 0),
        ("secure_delete", 1),
    ],
)
async def test_sqlite_keeps_what_is_committed(
    database: Database, setting: str, value: object
) -> None:
    async with database.connections.begin() as connection:
        assert (await connection.execute(text(f"PRAGMA {setting}"))).scalar() == value


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_postgres_does_not_wait_for_a_lock_for_ever(database: Database) -> None:
    async with database.connections.begin() as connection:
        assert (await connection.execute(text("SHOW lock_timeout"))).scalar() == "1500ms"
        shown = await connection.execute(text("SHOW transaction_isolation"))
        assert shown.scalar() == "read committed"


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_a_publisher_sees_one_state_of_a_postgres(database: Database) -> None:
    async with database.connections.reading() as db:
        shown = await db.execute(text("SHOW transaction_isolation"))
        assert shown.scalar() == "repeatable read"


async def test_a_database_in_memory_is_good_for_a_trial() -> None:
    database = Database.open("sqlite://")
    await database.prepare(REAL_NOW)
    await add(database, a_running())

    assert await stored(database) == a_running().build()
    await database.close()


async def test_what_was_committed_is_there_when_it_is_opened_again(
    database: Database, address: str
) -> None:
    await add(database, a_running())
    await database.close()
    again = Database.open(address)

    assert await stored(again) == a_running().build()
    await again.close()


async def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/new.sqlite3")
    await database.prepare(REAL_NOW)
    await database.close()

    assert (tmp_path / "new.sqlite3").exists()


async def test_what_a_killed_process_had_in_hand_is_free_soon(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/one.sqlite3"
    killed, new = Database.open(address), Database.open(address)
    await killed.prepare(REAL_NOW)
    await add(killed, a_running())
    assert await claim_one(killed, "killed", REAL_NOW, LEASE) is not None
    await killed.close()
    await new.prepare(REAL_NOW)

    assert await new.outbox.next_due() == REAL_NOW + LAST_CALL
    assert await claim_one(new, "new", REAL_NOW, LEASE) is None
    assert await claim_one(new, "new", REAL_NOW + LAST_CALL, LEASE) is not None
    await new.close()


async def test_an_error_tells_nothing_that_people_wrote(database: Database) -> None:
    secret = replace(a_plan().build(), outcome="Our secret plan")
    await store(database, secret)
    with pytest.raises(IntegrityError) as raised:
        await store(database, secret)

    assert "Our secret plan" not in str(raised.value)
    assert "hide_parameters" in str(raised.value)


async def store(database: Database, session: Session) -> None:
    async with database.transaction() as tx:
        await tx.sessions.add(session, ())
