"""The database as the application sees it: transactions, the outbox, and its migrations."""

import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import URL, delete, event, insert

from bot.adapters.db import migrations
from bot.adapters.db.beats import BeatsInDatabase
from bot.adapters.db.channels import ChannelsInDatabase
from bot.adapters.db.connections import Connections, Db
from bot.adapters.db.engine import address_of, open_sqlite
from bot.adapters.db.inbox import InboxInDatabase
from bot.adapters.db.outbox import OutboxInDatabase
from bot.adapters.db.posts import PostsInDatabase
from bot.adapters.db.quarantine import TroublesInDatabase, note_unloadable
from bot.adapters.db.recent import RecentRecords
from bot.adapters.db.sessions import SessionsInDatabase
from bot.adapters.db.sqlite import SqliteConnections
from bot.adapters.db.sqlite_file import SqliteFile
from bot.adapters.db.standing import Standing, standing
from bot.adapters.db.tables import InboxRow
from bot.adapters.db.templates import TemplatesInDatabase
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.identity import TeamId

LAST_CALL = timedelta(seconds=2)
# The oldest of all notes, so that whatever is left of one is forgotten first.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class DatabaseTransaction:
    """Every port over one database transaction."""

    def __init__(self, db: Db) -> None:
        self.sessions = SessionsInDatabase(db)
        self.inbox = InboxInDatabase(db)
        self.channels = ChannelsInDatabase(db)
        self.beats = BeatsInDatabase(db)
        self.posts = PostsInDatabase(db)
        self.templates = TemplatesInDatabase(db)
        self.troubles = TroublesInDatabase(db)


class Database:
    """A SQLite file for one process, or a Postgres that several processes share (`is_shared`)."""

    def __init__(self, address: URL, *, own_clock: bool = False) -> None:
        self._address = address
        self.is_shared = address.get_backend_name() == "postgresql"
        self._guarded = SqliteFile(self.file) if self.file else None
        self.connections = self._open_connections()
        self._recent = RecentRecords()
        self.outbox = OutboxInDatabase(
            self.connections, self._recent, own_clock=own_clock and self.is_shared
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
        return cls(address_of(address), own_clock=own_clock)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        try:
            async with self.connections.begin() as db:
                transaction = DatabaseTransaction(db)
                yield transaction
                if self.is_shared and transaction.sessions.has_news:
                    await self.connections.tell_others(db)
        except Unloadable as failed:
            await note_unloadable(self.connections, failed)
            raise
        for session, records in transaction.sessions.appended:
            self._recent.note(session, records)
        for left_out in transaction.sessions.unloadable:
            await note_unloadable(self.connections, left_out)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[DatabaseTransaction]:
        unloadable: Sequence[Unloadable] = ()
        try:
            async with self.connections.reading() as db:
                transaction = DatabaseTransaction(db)
                yield transaction
                unloadable = transaction.sessions.unloadable
        except Unloadable as failed:
            await note_unloadable(self.connections, failed)
            raise
        for left_out in unloadable:
            await note_unloadable(self.connections, left_out)

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever another process has changed a session, until cancelled."""
        await self.connections.hear_others(heard)

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
        if self._guarded is not None:
            self._guarded.claim()

    def is_claimed(self) -> bool:
        """Whether a process of the bot has the SQLite file now."""
        return self._guarded is not None and self._guarded.is_claimed()

    async def migrate(self) -> None:
        """Bring the tables up to date, all or nothing; several processes may do so at once.

        Raises:
            OutOfDate: they are newer than the bot.
        """
        await self.connections.run(migrations.in_one_transaction(migrations.upgrade))

    async def version(self) -> migrations.Version:
        return await self.connections.run(migrations.version)

    async def try_write(self) -> None:
        """Write something and take it away again; what cannot be written raises `StoreTrouble`."""
        key = uuid.uuid4().hex
        async with self.connections.begin() as db:
            await db.execute(insert(InboxRow), {"team": TeamId(""), "key": key, "at": NEVER})
            await db.execute(delete(InboxRow).where(InboxRow.key == key))

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database, unless it lives in memory."""
        name = None if self.is_shared else self._address.database
        return Path(name) if name and name != ":memory:" else None

    async def standing(self) -> Standing:
        """How things stand in all sessions together."""
        async with self.connections.reading() as db:
            return await standing(db)

    async def close(self) -> None:
        await self.connections.close()
        if self._guarded is not None:
            self._guarded.release()

    def _open_connections(self) -> Connections:
        if self.is_shared:
            # Only whoever has a Postgres waits for its driver at the start.
            from bot.adapters.db.postgres import PostgresConnections  # noqa: PLC0415

            return PostgresConnections(self._address)
        engine = open_sqlite(self._address)
        guarded = self._guarded
        if guarded is None:
            return SqliteConnections(engine)
        event.listen(engine, "do_connect", lambda *_: guarded.about_to_open())
        event.listen(engine, "connect", lambda *_: guarded.opened())
        event.listen(engine, "close", lambda *_: guarded.closing())
        return SqliteConnections(engine, guarded.check)
