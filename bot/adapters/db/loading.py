"""Rows become sessions, or it is said which session cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.adapters.db.facts import UnknownFact

# What rows raise that hold something else than the bot writes: wrong JSON, words, moments, types.
BROKEN = (ValueError, TypeError, LookupError, AttributeError, UnknownFact)


class Broken(Exception):
    """A row holds what the bot never wrote."""


@contextmanager
def reading_rows() -> Iterator[None]:
    """Raise `Broken` for whatever cannot be read in the block."""
    try:
        yield
    except BROKEN as failed:
        raise Broken from failed
