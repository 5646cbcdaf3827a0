"""The traffic log: every call of the app and everything that was delivered to it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from localslack.concurrency.changes import Changes
from localslack.json_types import JsonObject


class Direction(Enum):
    CALL = "call"
    """The app called a Web API method or a response URL."""
    DELIVERY = "delivery"
    """The app was sent an event, a command or an interaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    direction: Direction
    name: str
    arguments: JsonObject
    answer: JsonObject
    seconds: float
    at: float = field(default_factory=time.time)
    team_id: str = ""
    overlooked: frozenset[str] = frozenset()
    """Arguments that the method does not know, which Slack passes over in silence."""

    @property
    def ok(self) -> bool:
        return bool(self.answer.get("ok"))


class Traffic:
    def __init__(self, changes: Changes) -> None:
        self.records: list[Record] = []
        self.changes = changes
        self.watchers: list[Callable[[Record], None]] = []

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def add(self, record: Record) -> None:
        self.records.append(record)
        for watcher in self.watchers:
            watcher(record)
        self.changes.tell()

    def calls(self, name: str = "") -> list[Record]:
        """The app's calls, of one method or of all."""
        return self._select(Direction.CALL, name)

    def deliveries(self, name: str = "") -> list[Record]:
        """What was delivered; each retry counts. Names are like `reaction_added`."""
        return self._select(Direction.DELIVERY, name)

    def _select(self, direction: Direction, name: str) -> list[Record]:
        return [
            record
            for record in self.records
            if record.direction is direction and name in {"", record.name}
        ]
