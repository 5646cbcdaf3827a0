"""INSERT … ON CONFLICT, which SQLAlchemy has for each database, but not for both."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.db.connections import Db
from bot.adapters.db.tables import Base


def insert_into(db: Db, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if db.dialect.name == "postgresql" else sqlite.insert(table)


async def upsert(db: Db, table: type[Base], values: Mapping[str, Any]) -> None:
    """Insert a row, or change the one with the same primary key."""
    key = [column.name for column in inspect(table).primary_key]
    changes = {name: value for name, value in values.items() if name not in key}
    statement = insert_into(db, table).values(**values)
    await db.execute(statement.on_conflict_do_update(index_elements=key, set_=changes))
