"""Transactions whose failures are told in the application's words."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.adapters.db.troubles import trouble_of
from bot.application.ports import StoreTrouble


@dataclass(frozen=True, slots=True)
class Transactions:
    """Transactions on one database.

    Attributes:
        sessions: Opens them.
        check: Raises `StoreTrouble` if what is written would be lost.
    """

    sessions: async_sessionmaker[AsyncSession]
    check: Callable[[], None] = lambda: None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction, committed when its block ends well, else rolled back.

        Raises:
            StoreTrouble: the database could not do it.
        """
        try:
            self.check()
            async with self.sessions.begin() as db:
                yield db
            # Whatever was committed to a file that is gone must not be acknowledged.
            self.check()
        except SQLAlchemyError as failed:
            trouble = trouble_of(failed)
            if trouble is None:
                raise
            raise StoreTrouble(trouble) from failed
