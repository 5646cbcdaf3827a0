"""How a call to the Web API can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from localslack.faults.holds import Hold
from localslack.json_types import JsonObject


class Reset(Enum):
    """When the connection of a call breaks."""

    BEFORE = "before"
    """Nothing was done."""
    AFTER = "after"
    """The call was carried out, but the app never hears of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What becomes of one call.

    Attributes:
        reset: When the connection breaks, if it does.
        answer: What is said instead of the real answer.
        status: The HTTP status of that answer.
        headers: What its head says in addition.
        carried_out: Whether the call is done although the app is told something else.
        half: The connection ends in the middle of the answer, which had told its length.
        hold: What keeps the answer of a call back that was carried out.
    """

    reset: Reset | None = None
    answer: JsonObject | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    carried_out: bool = False
    half: bool = False
    hold: Hold | None = None


def rate_limited(retry_after: int = 1) -> Fault:
    return Fault(
        status=429,
        answer={"ok": False, "error": "ratelimited"},
        headers={"Retry-After": str(retry_after)},
    )


def error(code: str, *, carried_out: bool = False) -> Fault:
    """An error code; `fatal_error` and `internal_error` may come although the work was done."""
    return Fault(answer={"ok": False, "error": code}, carried_out=carried_out)


def http_500(*, carried_out: bool = False) -> Fault:
    return _outage(500, "internal_error", carried_out=carried_out)


def http_503(*, carried_out: bool = False) -> Fault:
    return _outage(503, "service_unavailable", carried_out=carried_out)


def reset_before() -> Fault:
    return Fault(reset=Reset.BEFORE)


def reset_after() -> Fault:
    return Fault(reset=Reset.AFTER)


def half_an_answer() -> Fault:
    """The call is carried out, but its answer breaks off."""
    return Fault(half=True)


def slow(hold: Hold) -> Fault:
    """The call is carried out at once, and its answer comes when the hold lets it go."""
    return Fault(hold=hold)


def never() -> Fault:
    """The call is carried out, and the app waits for an answer in vain."""
    return slow(Hold())


def _outage(status: int, code: str, *, carried_out: bool) -> Fault:
    return Fault(status=status, answer={"ok": False, "error": code}, carried_out=carried_out)
