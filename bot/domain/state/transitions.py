"""Which state may follow which, and what brings it about."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias, TypeVar

S = TypeVar("S", bound=StrEnum)
Transitions: TypeAlias = Mapping[tuple[S, S], tuple[str, ...]]


class NoSuchTransition(Exception):
    """A move leads where its table knows no way: a fault of the move, which no press may cause."""


def follow(table: Transitions[S], before: S, after: S) -> S:
    """The state after a move, which may leave it as it was."""
    if after is not before and (before, after) not in table:
        raise NoSuchTransition(f"{type(before).__name__}: {before} -> {after}")
    return after
