"""The engine for a database address: its driver, its connections, how its transactions begin."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    # As it was called in former versions.
    "sqlite+aiosqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

# FULL: what is committed, and so acknowledged to Slack, is still there after a power cut.
SQLITE_SETTINGS = (
    # Whoever uses the connection waits for locks themselves, without holding up everybody.
    "PRAGMA busy_timeout = 0",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What was deleted is gone from the file as well, and not only from its index.
    "PRAGMA secure_delete = ON",
    # With this SQLite opens the files beside it, which must then stay there.
    "SELECT count(*) FROM sqlite_master",
)
# Errors go to the log with their traceback, and a statement's values hold people's text.
HIDE_WHAT_PEOPLE_WROTE = True


class UnknownDatabase(Exception):
    """The address is of no database that the bot can use."""


def address_of(address: str) -> URL:
    """The address of a database with the driver that the bot uses.

    Raises:
        UnknownDatabase: it is neither SQLite's nor Postgres's.
    """
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


def open_sqlite(url: URL) -> Engine:
    """An engine whose connections may be used by any thread, by one at a time.

    Without a transaction of SQLAlchemy, whoever uses a connection begins and ends them.
    """
    in_memory = {"poolclass": StaticPool} if url.database in {None, "", ":memory:"} else {}
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "check_same_thread": False},
        hide_parameters=HIDE_WHAT_PEOPLE_WROTE,
        **in_memory,
    )
    settle(engine, SQLITE_SETTINGS)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("PRAGMA busy_timeout = 1000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def settle(engine: Engine, settings: tuple[str, ...]) -> None:
    """Let every connection begin with these statements."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor: Any = connection.cursor()
        for setting in settings:
            cursor.execute(setting)
        cursor.close()
        connection.commit()
