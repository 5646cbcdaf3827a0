"""A publisher over a real database and a messenger that can fail."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.db.store import Database
from tests.support.newsroom import Newsroom
from tests.support.sessions import START


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database.open(f"sqlite:///{tmp_path / 'worksession.sqlite3'}")
    await database.prepare(START)
    yield database
    await database.close()


@pytest.fixture
def room(database: Database) -> Newsroom:
    return Newsroom(database)
