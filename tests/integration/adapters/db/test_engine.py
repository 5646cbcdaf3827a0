import re
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.adapters.db.engine import UnknownDatabase, address_of
from bot.adapters.db.store import Database
from bot.domain.state.session import Session
from tests.integration.adapters.db.samples import a_plan


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
