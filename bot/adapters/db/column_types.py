"""Column types that give back exactly the domain values they were given, on both databases."""

# ruff: noqa: ARG002 - SQLAlchemy tells every type which database it is for

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, DateTime, Dialect
from sqlalchemy.types import TypeDecorator

MICROSECOND = timedelta(microseconds=1)


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


class TupleOf(TypeDecorator[tuple[Any, ...]]):
    """A short tuple of words or of small tuples, such as role names, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def __init__(self, member: Callable[[Any], object]) -> None:
        super().__init__()
        self.member = member

    def process_bind_param(
        self, value: tuple[Any, ...] | None, dialect: Dialect
    ) -> list[Any] | None:
        return None if value is None else list(value)

    def process_result_value(
        self, value: list[Any] | None, dialect: Dialect
    ) -> tuple[Any, ...] | None:
        return None if value is None else tuple(self.member(each) for each in value)


class JsonOf(TypeDecorator[Any]):
    """A frozen dataclass, kept as JSON in the words of its fields."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        return None if value is None else _adapter(self.kind).dump_python(value, mode="json")

    def process_result_value(self, value: object, dialect: Dialect) -> object:
        return None if value is None else _in_utc(_adapter(self.kind).validate_python(value))


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _in_utc(value: Any) -> Any:
    """The same value with its moments in Python's own UTC instead of pydantic's."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_in_utc(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        found = {each.name: _in_utc(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **found)
    return value
