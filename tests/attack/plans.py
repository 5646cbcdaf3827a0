"""The plans of campaigns: which bots are attacked, on which way, and how hard."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.chaos.seeds import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How hard: so many deliveries, held connections, and unsigned megabytes at once.

    `slow_seconds` is how long slow strangers go on at most; `to_the_end` says that every session
    has to come to its end afterwards, which takes as long as Slack's pace lets it.
    """

    deliveries: int
    connections: int
    megabytes: int
    slow_seconds: float
    to_the_end: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The attack on one bot: `seed` is where its choices come from, `http` how Slack reaches it."""

    seed: str
    database: Database
    http: bool
    scale: Scale

    @property
    def name(self) -> str:
        return f"{self.database} {'HTTP' if self.http else 'sockets'}"

    @property
    def stem(self) -> str:
        return f"{self.seed}/{self.database}/{int(self.http)}"


FULL = Scale(deliveries=4_000, connections=1_000, megabytes=20, slow_seconds=40.0, to_the_end=True)
SHORT = Scale(deliveries=150, connections=150, megabytes=20, slow_seconds=5.0, to_the_end=False)


# The attacks of one step go on side by side.
Plan = Sequence[Sequence[Part]]


def full(seed: str) -> Plan:
    """12,000 deliveries and every forgery; one after the other, because each bot is measured."""
    return [[each] for each in _parts(seed, FULL)]


def quick(seed: str) -> Plan:
    """The short attack that is in the tests."""
    return [_parts(seed, SHORT)]


def _parts(seed: str, scale: Scale) -> Sequence[Part]:
    return (
        Part(seed, Database.SQLITE, http=False, scale=scale),
        Part(seed, Database.SQLITE, http=True, scale=scale),
        Part(seed, Database.POSTGRES, http=True, scale=scale),
    )
