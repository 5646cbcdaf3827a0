"""The log as the bot writes it, in the hands of a test."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from bot.adapters import logs
from bot.adapters.log_repeats import Repeats


class Logbook(io.StringIO):
    """Takes in the log; `terminal` decides which of its two forms that has."""

    repeats: Repeats

    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def text(self) -> str:
        return self.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def logged(level: int = logging.DEBUG, *, terminal: bool = False) -> Iterator[Logbook]:
    """Log as in production meanwhile."""
    root, book = logging.getLogger(), Logbook(terminal=terminal)
    before = root.handlers[:], root.level, logging.raiseExceptions
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    book.repeats = logs.set_up(level, book)
    try:
        yield book
    finally:
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
        root.handlers[:], root.level, logging.raiseExceptions = before
        sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
