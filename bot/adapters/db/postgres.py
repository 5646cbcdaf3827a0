"""A Postgres, which several processes may share."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.db.connections import Changed, Db, telling_trouble


class PostgresConnections:
    """The Connections port; a pool of connections."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._snapshots = engine.execution_options(isolation_level="REPEATABLE READ")

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

    async def close(self) -> None:
        await self._engine.dispose()
