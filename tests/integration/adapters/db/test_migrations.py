"""The migrations make exactly the tables that the code uses, and take them away again."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.adapters.db import migrations
from bot.adapters.db.migrations import OutOfDate, Version, scripts
from bot.adapters.db.migrations.__main__ import main, write
from bot.adapters.db.store import Database
from bot.adapters.db.tables import Base
from bot.domain.moves.changes import change_time
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change
from bot.domain.state.identity import ItemId
from tests.integration.adapters.db.samples import (
    REAL_NOW,
    S2,
    TEAM,
    a_plan,
    a_running,
    add,
    records_of,
    stored,
)
from tests.support.databases import PostgresServer, SqliteFiles
from tests.support.sessions import ANA, BEN, at

MIGRATE = """
import asyncio, sys
from bot.adapters.db.store import Database
asyncio.run(Database.open(sys.argv[1]).migrate())
"""
REVISION = """
from alembic import op

revision, down_revision = "{number:04}", "{newest:04}"

def upgrade():
    with op.batch_alter_table("{table}", recreate="always") as table:
        {change}
"""


@pytest.fixture
def empty_address(databases: PostgresServer | SqliteFiles) -> str:
    return databases.without_tables()


@pytest.fixture
async def empty(empty_address: str) -> AsyncIterator[Database]:
    database = Database.open(empty_address)
    yield database
    await database.close()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test can add to."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.SCRIPTS.parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(scripts, "LOCATION", str(folder))
    monkeypatch.setattr(migrations, "SCRIPTS", folder / "versions")
    return folder / "versions"


def newest(versions: Path) -> int:
    return max(int(path.name[:4]) for path in versions.glob("[0-9]*.py"))


def add_revision(versions: Path, table: str, change: str) -> None:
    last = newest(versions)
    body = REVISION.format(number=last + 1, newest=last, table=table, change=change)
    (versions / f"{last + 1:04}_change.py").write_text(body)


def definitions(connection: Connection) -> dict[str, list[str]]:
    """The tables as the database knows them, with their keys, references and indexes."""
    found = MetaData()
    found.reflect(connection)
    dialect = connection.dialect
    return {
        name: [
            str(CreateTable(table).compile(dialect=dialect)),
            *sorted(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes),
        ]
        for name, table in found.tables.items()
        if name != "alembic_version"
    }


def differences(connection: Connection) -> list[object]:
    """What `make migration` would write."""
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_the_tables_go_up_down_and_up_again(empty: Database) -> None:
    for _ in range(2):
        await empty.migrate()
        found = await empty.connections.run(definitions)
        assert found.keys() == Base.metadata.tables.keys()
        await empty.connections.run(migrations.in_one_transaction(scripts.downgrade))
        assert await empty.connections.run(definitions) == {}


async def test_the_migrations_make_the_tables_of_the_code(empty: Database) -> None:
    await empty.migrate()
    migrated = await empty.connections.run(definitions)
    assert await empty.connections.run(differences) == []
    await empty.connections.run(migrations.in_one_transaction(scripts.downgrade))
    await empty.connections.run(migrations.in_one_transaction(Base.metadata.create_all))

    assert await empty.connections.run(definitions) == migrated


async def test_a_database_is_current_once_it_is_migrated(empty: Database) -> None:
    assert await empty.version() is Version.BEHIND
    await empty.migrate()
    await empty.migrate()

    assert await empty.version() is Version.CURRENT


async def test_processes_can_migrate_at_the_same_time(empty: Database, empty_address: str) -> None:
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", MIGRATE, empty_address)
        for _ in range(2)
    ]

    assert [await process.wait() for process in processes] == [0, 0]
    assert await empty.version() is Version.CURRENT


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_file_is_brought_up_to_date_before_it_is_used(empty: Database) -> None:
    await empty.prepare(REAL_NOW)

    assert await empty.version() is Version.CURRENT


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_a_shared_database_is_migrated_by_hand(empty: Database) -> None:
    with pytest.raises(OutOfDate, match="worksession migrate"):
        await empty.prepare(REAL_NOW)
    await empty.migrate()
    await empty.prepare(REAL_NOW)


async def test_tables_of_a_newer_version_are_left_alone(empty: Database) -> None:
    await empty.migrate()
    async with empty.connections.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for start in (empty.migrate(), empty.prepare(REAL_NOW)):
        with pytest.raises(OutOfDate, match="newer than this version of the bot"):
            await start
    assert await empty.version() is Version.AHEAD


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_table_can_be_rebuilt_without_losing_what_refers_to_it(
    database: Database, copied: Path
) -> None:
    builder = a_running().captured(CaptureKind.IDEA, "Still here")
    await add(database, builder)
    add_revision(copied, "sessions", "pass")
    await database.migrate()

    assert await database.version() is Version.CURRENT
    assert await stored(database) == builder.build()
    assert await records_of(database) == tuple(builder.records)


async def test_sessions_are_carried_over_to_documents_and_back(database: Database) -> None:
    builder = a_running().captured(CaptureKind.ACTION, "Write it", owner=BEN)
    for minute in (1, 2):
        extended = change_time(builder.session, Change.EXTEND, ANA, ItemId(1), at(minute))
        builder.session = extended.session
    closed = a_plan(S2, "C2").running().closed()
    await add(database, builder, closed)

    back: tuple[Callable[[Connection], None], ...] = (
        partial(scripts.downgrade, to="0006"),
        migrations.upgrade,
    )
    for to in back:
        await database.connections.run(migrations.in_one_transaction(to))

    assert await stored(database) == builder.build()
    assert await stored(database, S2) == closed.build()
    assert await records_of(database) == tuple(builder.records)
    async with database.transaction() as tx:
        assert await tx.sessions.live_of(TEAM, BEN) == [builder.build()]
        assert [each.capture.text for each in await tx.sessions.actions_of(TEAM, BEN)] == [
            "Write it"
        ]


async def test_a_new_migration_holds_what_the_tables_have_and_the_others_do_not_make(
    copied: Path,
) -> None:
    add_revision(copied, "heartbeats", "table.drop_column('at')")
    number = newest(copied) + 1
    path = await asyncio.to_thread(write, "Know when it was alive")

    assert path.name == f"{number:04}_know_when_it_was_alive.py"
    written = await asyncio.to_thread(path.read_text)
    assert written.startswith('"""Know when it was alive."""')
    assert "sa.Column('at', sa.DateTime(timezone=True), nullable=False)" in written
    assert "batch_op.drop_column('at')" in written


@pytest.mark.parametrize("arguments", [[], ["two", "messages"]])
def test_a_migration_needs_one_message(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["migrations", *arguments])

    with pytest.raises(SystemExit, match="Say what changes"):
        main()
