"""Brings the tables from one version to another, with Alembic."""

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Connection, inspect

SCRIPTS = Path(__file__).parent / "versions"
ALEMBIC = "alembic_version"


class Version(Enum):
    """How the tables compare to those that this version of the bot needs."""

    CURRENT = auto()
    BEHIND = auto()
    AHEAD = auto()


SAID = {
    Version.BEHIND: "The database is not up to date. Run `worksession migrate` first.",
    Version.AHEAD: "DATABASE_URL: the tables there are newer than this version of the bot. "
    "Run the newest version, or set another DATABASE_URL.",
}


class OutOfDate(Exception):
    """The tables are not those that this version of the bot needs; the text says what to do."""

    def __init__(self, version: Version) -> None:
        super().__init__(SAID[version])


def in_one_transaction(change: Callable[[Connection], None]) -> Callable[[Connection], None]:
    """A change to the tables, made as a whole or not at all."""

    def changed(connection: Connection) -> None:
        _keep_references(connection, "OFF")
        try:
            with connection.begin():
                _take_time(connection)
                change(connection)
        finally:
            _keep_references(connection, "ON")

    return changed


def upgrade(connection: Connection, to: str = "head") -> None:
    """Raises `OutOfDate` where a newer version of the bot was before."""
    found = version(connection)
    if found is Version.AHEAD:
        raise OutOfDate(found)
    if found is Version.BEHIND:
        # Alembic takes longer to import than all that a start does otherwise.
        from bot.adapters.db.migrations import scripts  # noqa: PLC0415

        scripts.upgrade(connection, to)


def version(connection: Connection) -> Version:
    """How the tables compare to those of this version, by the number that Alembic left there."""
    if not inspect(connection).has_table(ALEMBIC):
        return Version.BEHIND
    found = set(connection.exec_driver_sql(f"SELECT version_num FROM {ALEMBIC}").scalars())  # noqa: S608
    known = sorted(path.name[:4] for path in SCRIPTS.glob("[0-9]*.py"))
    if found == {known[-1]}:
        return Version.CURRENT
    return Version.BEHIND if found <= set(known) else Version.AHEAD


def _take_time(connection: Connection) -> None:
    """A change of large tables may take longer than anything that somebody waits for."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")


def _keep_references(connection: Connection, switch: str) -> None:
    """SQLite rebuilds a table by dropping it, which must not take along what refers to it."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {switch}")
        cursor.close()
