"""The engine for a database address: its driver, its connections, how its transactions begin."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

# Slack waits three seconds for an answer: whoever asked must have heard by then that the database
# is busy, after the line for a connection and the wait for a lock.
LINE_SECONDS = 1.0
# FULL: what is committed, and so acknowledged to Slack, is still there after a power cut.
SQLITE_SETTINGS = (
    "PRAGMA busy_timeout = 1000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What was deleted is gone from the file as well, and not only from its index.
    "PRAGMA secure_delete = ON",
    # With this SQLite opens the files beside it, which must then stay there.
    "SELECT count(*) FROM sqlite_master",
)
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
# Errors go to the log with their traceback, and a statement's values hold people's text.
HIDE_WHAT_PEOPLE_WROTE = True


class UnknownDatabase(Exception):
    """The address is of no database that the bot can use."""


def open_engine(address: str) -> AsyncEngine:
    """An engine for SQLite or Postgres; nothing is connected yet."""
    url = _async_url(address)
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgres(url)


def _async_url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Not shown and not chained: it may hold a password.
        raise UnknownDatabase(
            "It is not an address like sqlite:///worksession.sqlite3 or "
            "postgresql://user:password@host/database."
        ) from None
    if url.drivername not in DRIVERS:
        raise UnknownDatabase(
            f"It begins with {url.drivername}://; use sqlite:// or postgresql://."
        )
    if (url.database or "").startswith("file:"):
        raise UnknownDatabase("It is a file: address; use sqlite:/// and the path of the file.")
    return url.set(drivername=DRIVERS[url.drivername])


def _sqlite(url: URL) -> AsyncEngine:
    """One connection, so that those who write wait in a fair line and not in SQLite's polling."""
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=LINE_SECONDS,
        connect_args={"isolation_level": None},
        hide_parameters=HIDE_WHAT_PEOPLE_WROTE,
    )
    _settle(engine, SQLITE_SETTINGS)

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # The lock comes first: what a transaction has read is still true when it writes.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=LINE_SECONDS,
        connect_args=dict(POSTGRES_CONNECTION),
        isolation_level="READ COMMITTED",
        hide_parameters=HIDE_WHAT_PEOPLE_WROTE,
    )
    _settle(engine, POSTGRES_SETTINGS)
    return engine


def _settle(engine: AsyncEngine, settings: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor: Any = connection.cursor()
        for setting in settings:
            cursor.execute(setting)
        cursor.close()
        connection.commit()
