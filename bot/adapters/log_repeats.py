"""Warnings and errors of one kind are logged once a minute, with how many there were.

The first of a kind is logged at once. What follows within a minute is counted, and told in one line
when the minute is over, so that nobody fills the disk by making the bot say the same again.
"""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

REPEATED_SECONDS = 60.0
SWEEP_EVERY = 5.0
# Nothing about a single occurrence: what strangers can vary at will must not make a kind.
ABOUT_A_KIND = ("level", "action", "logger", "where", "session", "check", "reason", "code")
MOST_KINDS = 500
# What people were told in apologies stays findable.
MOST_ERROR_IDS = 50
TIMES = "times"
TROUBLE = frozenset({"warning", "error", "critical"})

LogKind = tuple[Hashable, ...]


@dataclass(slots=True)
class _Repeated:
    """A kind of line that was logged `since` then, and how often it came again."""

    since: float
    fields: Mapping[str, Any]
    times: int = 0
    error_ids: list[str] = field(default_factory=list)


class Repeats:
    """Decides which lines are shown; also a structlog processor.

    Args:
        seconds: A time that never goes back.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._kinds: dict[LogKind, _Repeated] = {}
        # Libraries log in threads of their own.
        self._lock = threading.Lock()

    def __call__(self, _logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
        """Let a line through, or drop it if one of its kind was shown within a minute."""
        if not self.shows(line):
            raise structlog.DropEvent
        return line

    def shows(self, line: EventDict) -> bool:
        """Whether a line is to be shown now; otherwise it is counted."""
        if line["level"] not in TROUBLE or TIMES in line:
            return True
        with self._lock:
            kind, now = self._kind_of(line), self._seconds()
            repeated = self._kinds.get(kind)
            if repeated is None:
                fields = {name: line[name] for name in ("event", *ABOUT_A_KIND) if name in line}
                self._kinds[kind] = _Repeated(now, fields)
                return True
            repeated.times += 1
            if "error_id" in line and len(repeated.error_ids) < MOST_ERROR_IDS:
                repeated.error_ids.append(line["error_id"])
            return False

    def tell(self, after: float = REPEATED_SECONDS) -> None:
        """Log what came again of each kind that was last shown so many seconds ago."""
        now = self._seconds()
        with self._lock:
            over = {kind: each for kind, each in self._kinds.items() if now - each.since >= after}
            for kind, repeated in over.items():
                del self._kinds[kind]
                if repeated.times:
                    self._kinds[kind] = _Repeated(now, repeated.fields)
        for repeated in over.values():
            if repeated.times:
                _log(repeated)

    async def keep_telling(self) -> None:
        """Tell what came again, for as long as the process runs, and once more at its end."""
        try:
            while True:
                await asyncio.sleep(SWEEP_EVERY)
                self.tell()
        finally:
            self.tell(after=0)

    def _kind_of(self, line: EventDict) -> LogKind:
        kind = (*(str(line.get(name)) for name in ABOUT_A_KIND), _raised_at(line.get("exc_info")))
        if kind in self._kinds or len(self._kinds) < MOST_KINDS:
            return kind
        return (line["level"], line["action"])


def error_in(exc_info: object) -> BaseException | None:
    """The exception that a line is about, in any of the forms in which loggers take one."""
    raised = sys.exc_info() if exc_info is True else exc_info
    error = raised[1] if isinstance(raised, tuple) else raised
    return error if isinstance(error, BaseException) else None


def _raised_at(exc_info: object) -> LogKind:
    """The type of an exception and the line that raised it."""
    error = error_in(exc_info)
    if error is None:
        return ()
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ()
    return (type(error).__qualname__, place)


def _log(repeated: _Repeated) -> None:
    told = {name: value for name, value in repeated.fields.items() if name != "level"}
    if repeated.error_ids:
        told["error_ids"] = repeated.error_ids
    log = getattr(structlog.get_logger(), repeated.fields["level"])
    log(**told, **{TIMES: repeated.times})
