"""Things that go wrong on purpose."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import Enum

from localslack.json_types import JsonObject


class Reset(Enum):
    """When the connection of a call breaks."""

    BEFORE = "before"
    """Nothing was done."""
    AFTER = "after"
    """The call was carried out, but the app never hears of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    reset: Reset | None = None
    status: int = 200
    answer: JsonObject | None = None
    headers: dict[str, str] = field(default_factory=dict)


def rate_limited(retry_after: int = 1) -> Fault:
    return Fault(
        status=429,
        answer={"ok": False, "error": "ratelimited"},
        headers={"Retry-After": str(retry_after)},
    )


def error(code: str) -> Fault:
    return Fault(answer={"ok": False, "error": code})


def http_500() -> Fault:
    return Fault(status=500, answer={"ok": False, "error": "internal_error"})


def reset_before() -> Fault:
    return Fault(reset=Reset.BEFORE)


def reset_after() -> Fault:
    return Fault(reset=Reset.AFTER)


class Faults:
    """Which calls will go wrong, by method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of this method go wrong in this way."""
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None

    def clear(self) -> None:
        self._waiting.clear()
