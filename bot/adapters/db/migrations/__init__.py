"""Brings the tables from one version to another, with Alembic."""

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent
LOCATION = "bot.adapters.db:migrations"


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
    if version(connection) is Version.AHEAD:
        raise OutOfDate(Version.AHEAD)
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str = "base") -> None:
    command.downgrade(_config(connection), to)


def version(connection: Connection) -> Version:
    scripts = ScriptDirectory.from_config(_config(connection))
    found = set(MigrationContext.configure(connection).get_current_heads())
    if found == set(scripts.get_heads()):
        return Version.CURRENT
    known = {each.revision for each in scripts.walk_revisions()}
    return Version.BEHIND if found <= known else Version.AHEAD


def write_revision(connection: Connection, message: str) -> Path:
    """Write what must change in an up-to-date database to make it equal to the tables."""
    config = _config(connection)
    number = 1 + len(list(ScriptDirectory.from_config(config).walk_revisions()))
    written: Any = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    return Path(written.path)


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", LOCATION)
    return config


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
