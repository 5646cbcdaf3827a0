"""What Alembic does with the scripts in `versions`."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

LOCATION = "bot.adapters.db:migrations"


def upgrade(connection: Connection, to: str = "head") -> None:
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str = "base") -> None:
    command.downgrade(_config(connection), to)


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
