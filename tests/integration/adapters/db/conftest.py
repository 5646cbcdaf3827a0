"""Every test here runs on both databases: SQLite in a file, and a real Postgres."""

from collections.abc import AsyncIterator

import pytest

from bot.adapters.db.store import Database
from tests.support.databases import PostgresServer, SqliteFiles


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def databases(kind: str, request: pytest.FixtureRequest) -> SqliteFiles | PostgresServer:
    found: SqliteFiles | PostgresServer = request.getfixturevalue(kind)
    return found


@pytest.fixture
async def address(databases: SqliteFiles | PostgresServer) -> str:
    """The address of a database that is up to date and empty."""
    return await databases.with_tables()


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
