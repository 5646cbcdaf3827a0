"""A Postgres, which several processes may share."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.adapters.db import news
from bot.adapters.db.connections import Changed, Db, telling_trouble
from bot.adapters.db.engine import HIDE_WHAT_PEOPLE_WROTE, settle

# Slack waits three seconds for an answer: whoever asked must have heard by then that the database
# is busy, after the line for a connection and the wait for a lock.
LINE_SECONDS = 1.0
# Longer than the second after which Postgres looks for a deadlock, which can be tried again.
POSTGRES_SETTINGS = ("SET lock_timeout = '1500ms'", "SET statement_timeout = '5s'")
# Nobody waits for a server that has gone without a word. `connect_timeout` is in whole seconds,
# two at least, `tcp_user_timeout` in milliseconds.
POSTGRES_CONNECTION: Mapping[str, Any] = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def _open(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=LINE_SECONDS,
        connect_args=dict(POSTGRES_CONNECTION),
        isolation_level="READ COMMITTED",
        hide_parameters=HIDE_WHAT_PEOPLE_WROTE,
    )
    settle(engine.sync_engine, POSTGRES_SETTINGS)
    return engine


class PostgresConnections:
    """The Connections port; a pool of connections."""

    def __init__(self, address: URL) -> None:
        self._address = address
        self._engine = _open(address)
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ")

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Db]:
        with telling_trouble():
            async with self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Db]:
        with telling_trouble():
            async with self._snapshots.begin() as connection:
                yield connection

    @property
    def engine(self) -> Engine:
        return self._engine.sync_engine

    async def run(self, change: Callable[[Connection], Changed]) -> Changed:
        async with self._engine.connect() as connection:
            return await connection.run_sync(change)

    async def tell_others(self, db: Db) -> None:
        await db.execute(news.TELL)

    async def hear_others(self, heard: Callable[[], None]) -> None:
        await news.listen(self._address, POSTGRES_CONNECTION, heard)

    async def close(self) -> None:
        await self._engine.dispose()
