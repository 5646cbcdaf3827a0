"""The database as the application sees it: transactions, the outbox, and its migrations."""

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.adapters.db import migrations, news
from bot.adapters.db.beats import BeatsInDatabase
from bot.adapters.db.channels import ChannelsInDatabase
from bot.adapters.db.engine import open_engine
from bot.adapters.db.inbox import InboxInDatabase
from bot.adapters.db.outbox import OutboxInDatabase
from bot.adapters.db.posts import PostsInDatabase
from bot.adapters.db.quarantine import TroublesInDatabase, note_unloadable
from bot.adapters.db.sessions import SessionsInDatabase
from bot.adapters.db.sqlite_file import SqliteFile
from bot.adapters.db.standing import Standing, standing
from bot.adapters.db.tables import InboxRow
from bot.adapters.db.templates import TemplatesInDatabase
from bot.adapters.db.transactions import Transactions
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.identity import TeamId

LAST_CALL = timedelta(seconds=2)
# The oldest of all notes, so that whatever is left of one is forgotten first.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class DatabaseTransaction:
    """Every port over one database transaction."""

    def __init__(self, db: AsyncSession) -> None:
        self.sessions = SessionsInDatabase(db)
        self.inbox = InboxInDatabase(db)
        self.channels = ChannelsInDatabase(db)
        self.beats = BeatsInDatabase(db)
        self.posts = PostsInDatabase(db)
        self.templates = TemplatesInDatabase(db)
        self.troubles = TroublesInDatabase(db)


class Database:
    """A SQLite file for one process, or a Postgres that several processes share (`is_shared`)."""

    def __init__(self, engine: AsyncEngine, *, own_clock: bool = False) -> None:
        self.engine = engine
        self.is_shared = engine.dialect.name == "postgresql"
        self._file = self._guarded_file()
        self._transactions = self._over(engine)
        self.outbox = OutboxInDatabase(
            self._transactions, self._snapshots(), own_clock=own_clock and self.is_shared
        )

    @classmethod
    def open(cls, address: str, *, own_clock: bool = False) -> Self:
        """A database that connects when it is first used.

        Args:
            address: Of a SQLite file or a Postgres.
            own_clock: Whether leases on a shared database go by its own clock.

        Raises:
            UnknownDatabase: the address is neither SQLite's nor Postgres's.
        """
        return cls(open_engine(address), own_clock=own_clock)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        try:
            async with self._transactions.begin() as db:
                transaction = DatabaseTransaction(db)
                yield transaction
                if self.is_shared and transaction.sessions.has_news:
                    await news.tell(db)
        except Unloadable as failed:
            await note_unloadable(self._transactions, failed)
            raise
        for left_out in transaction.sessions.unloadable:
            await note_unloadable(self._transactions, left_out)

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever another process has changed a session, until cancelled."""
        if self.is_shared:
            await news.listen(self.engine.url, heard)

    async def prepare(self, real_now: datetime) -> None:
        """Make ready to run; a SQLite file belongs to this process, so it is brought up to date.

        What a process that was killed had in hand is free soon: its last call may still arrive.

        Raises:
            InUse: another process has the SQLite file.
            OutOfDate: a shared database needs `worksession migrate` first, or the tables are
                newer than the bot.
        """
        self.claim()
        if not self.is_shared:
            await self.migrate()
            await self.outbox.shorten_leases(real_now + LAST_CALL)
            return
        version = await self.version()
        if version is not migrations.Version.CURRENT:
            raise migrations.OutOfDate(version)

    def claim(self) -> None:
        """Take a SQLite file for this process alone, until `close`.

        Raises:
            InUse: another process has it.
            StoreTrouble: nothing can be written there.
        """
        if self._file is not None:
            self._file.claim()

    def is_claimed(self) -> bool:
        """Whether a process of the bot has the SQLite file now."""
        return self._file is not None and self._file.is_claimed()

    async def migrate(self) -> None:
        """Bring the tables up to date, all or nothing; several processes may do so at once.

        Raises:
            OutOfDate: they are newer than the bot.
        """
        await migrations.run(self.engine, migrations.upgrade)

    async def version(self) -> migrations.Version:
        async with self.engine.connect() as connection:
            return await connection.run_sync(migrations.version)

    async def try_write(self) -> None:
        """Write something and take it away again; what cannot be written raises `StoreTrouble`."""
        async with self._transactions.begin() as db:
            tried = InboxRow(team=TeamId(""), key=uuid.uuid4().hex, at=NEVER)
            db.add(tried)
            await db.flush()
            await db.delete(tried)

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database, unless it lives in memory."""
        name = None if self.is_shared else self.engine.url.database
        return Path(name) if name and name != ":memory:" else None

    async def standing(self) -> Standing:
        """How things stand in all sessions together."""
        async with self._transactions.begin() as db:
            return await standing(db)

    async def close(self) -> None:
        await self.engine.dispose()
        if self._file is not None:
            self._file.release()

    def _snapshots(self) -> Transactions:
        """Transactions that see one state of the database in all of their queries."""
        if not self.is_shared:
            # A transaction of SQLite always does.
            return self._transactions
        return self._over(self.engine.execution_options(isolation_level="REPEATABLE READ"))

    def _over(self, engine: AsyncEngine) -> Transactions:
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        return (
            Transactions(sessions)
            if self._file is None
            else Transactions(sessions, self._file.check)
        )

    def _guarded_file(self) -> SqliteFile | None:
        if self.file is None:
            return None
        guarded = SqliteFile(self.file)
        engine = self.engine.sync_engine
        event.listen(engine, "do_connect", lambda *_: guarded.about_to_open())
        event.listen(engine, "connect", lambda *_: guarded.opened())
        event.listen(engine, "close", lambda *_: guarded.closing())
        return guarded
