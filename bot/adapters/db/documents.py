"""Whole values as JSON in the words of their fields; nothing is written that would not load."""

from functools import cache
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()


class NotLoadable(ValueError):
    """A value that could be stored, and not be read again as what it was."""


def write(value: object, kind: Any) -> str:
    """The JSON of a value of a kind.

    Raises:
        NotLoadable: it would load as something else, or not at all.
    """
    try:
        raw = _ENCODER.encode(value)
        again = _decoder(kind).decode(raw)
    except (ValueError, TypeError, RecursionError) as failed:
        raise NotLoadable(type(value).__name__) from failed
    if again != value:
        raise NotLoadable(type(value).__name__)
    return str(raw, "utf-8")


def read(raw: str, kind: Any) -> Any:
    """Raises `ValueError` for what is no JSON of this kind."""
    return _decoder(kind).decode(raw)


def builtins_of(value: object, kind: Any) -> Any:
    """A value in JSON's own types; raises `NotLoadable`."""
    try:
        found = msgspec.to_builtins(value)
        again = from_builtins(found, kind)
    except (ValueError, TypeError, RecursionError) as failed:
        raise NotLoadable(type(value).__name__) from failed
    if again != value:
        raise NotLoadable(type(value).__name__)
    return found


def from_builtins(found: object, kind: Any) -> Any:
    """Raises `ValueError` for what is no value of this kind."""
    return msgspec.convert(found, kind)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
