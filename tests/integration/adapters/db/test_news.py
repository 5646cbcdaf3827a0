"""A commit in one process is news for the others, at once and without looking."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.db.store import Database
from tests.integration.adapters.db.samples import a_running, add, tick
from tests.support.databases import PostgresServer


@pytest.fixture
async def shared(postgres: PostgresServer) -> AsyncIterator[Database]:
    database = Database.open(await postgres.with_tables())
    yield database
    await database.close()


@pytest.fixture
async def news(shared: Database) -> AsyncIterator[asyncio.Queue[str]]:
    """What another process hears, from the moment at which it listens."""
    heard: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(shared.listen(lambda: heard.put_nowait("news")))
    async with asyncio.timeout(30):
        await heard.get()
    yield heard
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_a_changed_session_is_news(shared: Database, news: asyncio.Queue[str]) -> None:
    await add(shared, a_running())

    async with asyncio.timeout(30):
        assert await news.get() == "news"


async def test_a_repeated_delivery_is_no_news(shared: Database, news: asyncio.Queue[str]) -> None:
    await add(shared, a_running())
    await tick(shared, "key")
    await tick(shared, "key")
    await tick(shared, "another")

    async with asyncio.timeout(30):
        for _ in range(2):
            await news.get()
    assert news.empty()


async def test_a_connection_that_was_cut_is_opened_again_and_what_was_missed_is_news(
    shared: Database, news: asyncio.Queue[str], postgres: PostgresServer
) -> None:
    postgres.cut_connections()

    async with asyncio.timeout(30):
        assert await news.get() == "news"
    await add(shared, a_running())
    async with asyncio.timeout(30):
        assert await news.get() == "news"


async def test_sqlite_has_no_others_to_tell(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/one.sqlite3")
    await database.listen(lambda: None)
    await database.close()
