"""INSERT … ON CONFLICT, which SQLAlchemy has for each database, but not for both."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.db.connections import Db
from bot.adapters.db.tables import Base


async def upsert(
    db: Db, table: type[Base], values: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows with all their columns, or change those with the same primary key."""
    await db.execute(_upsert(db.dialect.name, table), values)


@cache
def _upsert(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    mapped = inspect(table)
    key = [column.name for column in mapped.primary_key]
    statement = insert_into(dialect, table)
    changes = {
        column.name: statement.excluded[column.name]
        for column in mapped.columns
        if column.name not in key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=changes)


def insert_into(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
