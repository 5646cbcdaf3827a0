"""A SQLite file: one connection that writes, whose transactions are committed together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Executable
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.adapters.db.connections import AnyResult, Changed, Db, Parameters, telling_trouble
from bot.adapters.db.troubles import trouble_of
from bot.application.ports import StoreTrouble, Trouble

# Slack waits three seconds for an answer: whoever asked must have heard by then that the database
# is busy, after the line for the connection and the wait for a lock of another program.
TURN_SECONDS = 1.5
LOCK_SECONDS = 1.0
TRY_AGAIN_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class SqliteDb:
    """The Db port; SQLite answers from memory, so that nobody waits in between."""

    connection: Connection

    @property
    def dialect(self) -> Dialect:
        return self.connection.dialect

    async def execute(self, statement: Executable, parameters: Parameters = None) -> AnyResult:
        return self.connection.execute(statement, parameters)

    async def scalar(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Any:
        return self.connection.execute(statement, parameters).scalar()


class SqliteConnections:
    """The Connections port.

    Statements run in the event loop's thread, where they take microseconds; only a commit, which
    waits for the disk, has a thread of its own. Whatever transactions come until it begins are
    committed with it, each with a savepoint of its own, and each ends when the commit has.

    Args:
        engine: Opens connections.
        check: Raises `StoreTrouble` if what is written would be lost.
    """

    def __init__(self, engine: Engine, check: Callable[[], None] = lambda: None) -> None:
        self.engine = engine
        self._check = check
        self._in_memory = engine.url.database in {None, "", ":memory:"}
        self._turn = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._writer: Connection | None = None
        self._reader: Connection | None = None
        self._committed: asyncio.Future[None] | None = None
        self._disk = _a_thread()
        self._commits: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Db]:
        with telling_trouble():
            await self._take_turn()
            try:
                connection, committed = await self._join()
                connection.exec_driver_sql("SAVEPOINT one")
                try:
                    yield SqliteDb(connection)
                except BaseException as failed:
                    self._take_back(connection, committed, failed)
                    raise
                connection.exec_driver_sql("RELEASE one")
            finally:
                self._turn.release()
            await asyncio.shield(committed)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Db]:
        if self._in_memory:
            async with self.begin() as db:
                yield db
            return
        with telling_trouble():
            async with self._reading:
                self._check()
                connection = self._reader_connection()
                connection.exec_driver_sql("BEGIN")
                try:
                    yield SqliteDb(connection)
                finally:
                    _roll_back(connection)

    async def run(self, change: Callable[[Connection], Changed]) -> Changed:
        with telling_trouble():
            await self._take_turn()
            try:
                with self.engine.connect() as connection:
                    return change(connection)
            finally:
                self._turn.release()

    async def tell_others(self, db: Db) -> None:
        """Nobody else has the file."""

    async def hear_others(self, heard: Callable[[], None]) -> None:
        """Nobody else has the file."""

    async def close(self) -> None:
        await asyncio.gather(*self._commits)
        async with self._turn, self._reading:
            for connection in (self._writer, self._reader):
                if connection is not None:
                    connection.close()
            self._writer = self._reader = None
            self.engine.dispose()
        self._disk.shutdown()
        # Whoever uses it again opens it anew.
        self._disk = _a_thread()

    async def _take_turn(self) -> None:
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            raise StoreTrouble(Trouble.BUSY) from None

    async def _join(self) -> tuple[Connection, asyncio.Future[None]]:
        """The connection in the transaction that is to be committed next."""
        connection = self._writer_connection()
        if self._committed is None:
            self._check()
            await self._lock(connection)
            self._committed = asyncio.get_running_loop().create_future()
            # Nobody may be left who waits for it.
            self._committed.add_done_callback(lambda future: future.exception())
            commit = asyncio.create_task(self._commit(connection, self._committed))
            self._commits.add(commit)
            commit.add_done_callback(self._commits.discard)
        return connection, self._committed

    async def _lock(self, connection: Connection) -> None:
        """Begin with the lock: what is read then is still true when it writes."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LOCK_SECONDS
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as failed:
                if trouble_of(failed) is not Trouble.BUSY or loop.time() > until:
                    raise
                await asyncio.sleep(TRY_AGAIN_SECONDS)
            else:
                return

    async def _commit(self, connection: Connection, committed: asyncio.Future[None]) -> None:
        async with self._turn:
            if self._committed is not committed:
                return
            self._committed = None
            loop = asyncio.get_running_loop()
            try:
                await loop.run_in_executor(self._disk, connection.exec_driver_sql, "COMMIT")
                # Whatever was committed to a file that is gone must not be acknowledged.
                self._check()
            except BaseException as failed:
                _roll_back(connection)
                committed.set_exception(failed)
                if not isinstance(failed, (SQLAlchemyError, StoreTrouble)):
                    raise
            else:
                committed.set_result(None)

    def _take_back(
        self, connection: Connection, committed: asyncio.Future[None], failed: BaseException
    ) -> None:
        """Undo what one transaction did; SQLite may have ended all of them with it."""
        with suppress(SQLAlchemyError):
            connection.exec_driver_sql("ROLLBACK TO one")
            connection.exec_driver_sql("RELEASE one")
            return
        _roll_back(connection)
        self._committed = None
        lost = failed if isinstance(failed, SQLAlchemyError) else StoreTrouble(Trouble.CONFLICT)
        committed.set_exception(lost)

    def _writer_connection(self) -> Connection:
        if self._writer is None:
            self._writer = self._open()
        return self._writer

    def _reader_connection(self) -> Connection:
        if self._reader is None:
            self._reader = self._open()
            self._reader.exec_driver_sql("PRAGMA query_only = ON")
        return self._reader

    def _open(self) -> Connection:
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        return connection


def _a_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="commit")


def _roll_back(connection: Connection) -> None:
    with suppress(SQLAlchemyError):
        connection.exec_driver_sql("ROLLBACK")
