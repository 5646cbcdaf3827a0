"""Every test here runs on both databases: SQLite in a file, and a real Postgres."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.adapters.db.store import Database
from tests.support.databases import PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not in pytest's folder: the path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="worksession-"))
    server = PostgresServer(folder / "postgres")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_address(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite3"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.empty()


@pytest.fixture
async def address(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is up to date."""
    if kind == "sqlite":
        file_address = f"sqlite:///{tmp_path}/test.sqlite3"
        database = Database.open(file_address)
        await database.migrate()
        await database.close()
        return file_address
    server: PostgresServer = request.getfixturevalue("postgres")
    return await server.migrated()


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    database = Database.open(address)
    yield database
    await database.close()


@pytest.fixture
async def other(address: str) -> AsyncIterator[Database]:
    """The same database, as another process would have it open."""
    database = Database.open(address)
    yield database
    await database.close()
