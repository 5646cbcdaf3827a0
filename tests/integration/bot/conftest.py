"""A publisher over a real database and a messenger that can fail."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.db.store import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database.open(f"sqlite:///{tmp_path / 'worksession.sqlite3'}")
    await database.prepare()
    yield database
    await database.close()
