"""Column types that give back exactly the domain values they were given, on both databases."""

# ruff: noqa: ARG002 - SQLAlchemy tells every type which database it is for

import re
from datetime import UTC, datetime, timedelta
from types import GenericAlias
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

from bot.adapters.db import documents
from bot.adapters.db.documents import NotLoadable

MICROSECOND = timedelta(microseconds=1)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Postgres keeps whole numbers in four bytes.
LARGEST = 2**31 - 1


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC, exact to the microsecond; SQLite keeps it as text that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; moments are kept in UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Span(TypeDecorator[timedelta]):
    """A length of time as a whole number of microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else value * MICROSECOND


class Words(TypeDecorator[str]):
    """Text that both databases give back as it was; Postgres takes no NUL and no half letter."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or UNSTORABLE.search(value) is not None:
            raise NotLoadable(f"{type(value).__name__} that is no text, or holds no characters")
        return value


class WholeNumber(TypeDecorator[int]):
    """A whole number; SQLite would keep anything else as it is."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
            raise NotLoadable(f"{type(value).__name__} where a whole number belongs")
        return value

    def process_result_value(self, value: object, dialect: Dialect) -> int | None:
        return self.process_bind_param(value, dialect)


def whole_number(found: object) -> int:
    """What a column of whole numbers holds; 0 for anything else, which SQLite may keep there."""
    return found if isinstance(found, int) and abs(found) <= LARGEST else 0


class JsonOf(TypeDecorator[Any]):
    """A short value, kept as JSON in the words of its fields."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        return None if value is None else documents.builtins_of(value, self.kind)

    def process_result_value(self, value: object, dialect: Dialect) -> object:
        return None if value is None else documents.from_builtins(value, self.kind)


class TupleOf(JsonOf):
    """A short tuple of words or of small tuples, such as role names, kept as a JSON list."""

    cache_ok = True

    def __init__(self, member: type) -> None:
        super().__init__(GenericAlias(tuple, (member, ...)))
        # SQLAlchemy tells types of one kind by the arguments that made them.
        self.member = member
