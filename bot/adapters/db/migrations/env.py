"""Run by Alembic for every command: migrates over the connection it is given."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum, String, text
from sqlalchemy.types import TypeDecorator

from bot.adapters.db.tables import Base

# Any number that no other program uses for its locks in the same database.
MIGRATING = 7_034_268_911


def written_type(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write the types of the database into a migration, not ours, which may change later."""
    if kind != "type":
        return False
    if isinstance(value, Enum):
        return f"sa.{String(value.length)!r}"
    if isinstance(value, TypeDecorator):
        return f"sa.{value.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Of several processes that migrate at once, the others wait, then find nothing to do.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=written_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


migrate(context.config.attributes["connection"])
