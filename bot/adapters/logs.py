"""The log: one JSON object a line, or readable lines in a terminal; never what people wrote.

What libraries say passes through here as well. Their sentences and the messages of exceptions may
quote anything, so of those only what is known to be harmless is kept.
"""

import logging
import re
import sqlite3
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import TracebackType
from typing import TextIO

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.adapters.log_repeats import Repeats, error_in

# postgresql.org/docs/current/errcodes-appendix.html: errors about data quote it.
ABOUT_DATA = "22"
# A library's sentence begins with its own words; what follows the first of these may be data.
DATA_BEGINS = re.compile(r"[^\w\s,.'/-]|(?<!\w)'|\n")
LONGEST_SENTENCE = 120
POSTGRES_DRIVER = "psycopg"
# The last ones; a function that calls itself too often would fill pages.
MOST_FRAMES = 40

Told = Callable[[BaseException], str]


def set_up(level: int, stream: TextIO) -> Repeats:
    """Log to a stream from now on; libraries only from WARNING on, as below it they show tokens.

    Args:
        level: One of `logging`'s numbers.
        stream: Never stdout, which is for answers.

    Returns:
        What holds back warnings and errors that come again within a minute, to tell them in time.
    """
    repeats = Repeats()
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        with_action,
    ]
    shown: Processor = (
        structlog.dev.ConsoleRenderer() if stream.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*common, repeats, without_quotes, shown],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[library_sentence, *common, without_quotes],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shown],
            # The message as it was written, without the values that were to be filled in.
            use_get_message=False,
        )
    )
    handler.addFilter(lambda record: repeats.shows(_library_line(record)))
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
    # A line that cannot be written would be shown on stderr with all its values.
    logging.raiseExceptions = False
    sys.excepthook = _crashed
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_crashed
    warnings.showwarning = _warned
    return repeats


def with_action(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Every line says what it is about."""
    line.setdefault("action", line["event"])
    return line


def library_sentence(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Of what a library says, keep the words that are its own."""
    record: logging.LogRecord = line["_record"]
    line["event"] = own_words(line["event"])
    line["action"] = "library"
    line["logger"] = record.name
    line["where"] = f"{record.module}:{record.lineno}"
    return line


def _library_line(record: logging.LogRecord) -> EventDict:
    """What a library says, as far as it tells one kind of line from another."""
    about = {"level": record.levelname.lower(), "exc_info": record.exc_info}
    return library_sentence(None, "", {"event": record.msg, "_record": record, **about})


def own_words(said: object) -> str:
    """The beginning of a library's sentence, before anything that it may quote."""
    return DATA_BEGINS.split(str(said), maxsplit=1)[0].strip()[:LONGEST_SENTENCE]


def without_quotes(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Show an exception with where it came from, and of its message what quotes nobody."""
    error = error_in(line.pop("exc_info", None))
    if error is not None:
        line["exception"] = told(error)
    return line


def told(error: BaseException) -> str:
    """An exception and what caused it, with their tracebacks, the cause first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{told(cause)}\n\nThis led to:\n\n" if cause is not None else ""
    grouped = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    within = "".join(f"\n\nAmong them:\n\n{told(each)}" for each in grouped)
    frames = "".join(traceback.format_tb(error.__traceback__, limit=-MOST_FRAMES))
    return f"{before}{frames}{type(error).__qualname__}{_said(error)}{within}"


def _said(error: BaseException) -> str:
    if _is_of(POSTGRES_DRIVER, error):
        return f": {said}" if (said := _postgres(error)) else ""
    for kind, tell in HARMLESS.items():
        if isinstance(error, kind):
            said = tell(error)
            return f": {said}" if said else ""
    return ""


def _wrapped(error: BaseException) -> str:
    """SQLAlchemy quotes the database's error, the statement and its values; the cause follows."""
    return (
        _said(error.orig).removeprefix(": ") if isinstance(error, DBAPIError) and error.orig else ""
    )


def _postgres(error: BaseException) -> str:
    """What Postgres said, but not its DETAIL, which shows whole rows."""
    code = getattr(error, "sqlstate", None) or ""
    diagnosis = getattr(error, "diag", None)
    told = getattr(diagnosis, "message_primary", None) or ""
    said = "" if code.startswith(ABOUT_DATA) else told
    return " ".join(part for part in (code, said) if part)


def _is_of(library: str, error: BaseException) -> bool:
    """Whether it is an error of a library, which need not be imported to find that out."""
    return any(kind.__module__.partition(".")[0] == library for kind in type(error).__mro__)


def _slack(error: BaseException) -> str:
    """Slack's name for what is wrong; its whole answer may hold what was sent."""
    if not isinstance(error, SlackApiError):
        return ""
    answer: object = getattr(error.response, "data", None)
    code = answer.get("error") if isinstance(answer, Mapping) else None
    return str(code or "")


def _http(error: BaseException) -> str:
    """An address may hold a ticket or a token."""
    return str(getattr(error, "status", ""))


def _system(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or "")


# What may be shown of a message; of exceptions that are not here only the kind is.
HARMLESS: Mapping[type[BaseException], Told] = {
    DBAPIError: _wrapped,
    sqlite3.Error: str,
    SlackApiError: _slack,
    aiohttp.ClientResponseError: _http,
    OSError: _system,
    ImportError: str,
    NameError: str,
    AttributeError: str,
    NotImplementedError: str,
    RecursionError: str,
}


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The end of the process; Python's own words for it would quote whatever was at hand."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.get_logger().critical("crashed", action="crashed", exc_info=error)


def _thread_crashed(crashed: threading.ExceptHookArgs) -> None:
    structlog.get_logger().error(
        "thread_crashed", action="thread_crashed", exc_info=crashed.exc_value
    )


def _unraisable(raised: "sys.UnraisableHookArgs") -> None:
    """What went wrong where nobody can catch it, such as while something is thrown away."""
    structlog.get_logger().error("unraisable", action="unraisable", exc_info=raised.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    """A warning of Python or a library; its text may quote anything, and the line of code too."""
    structlog.get_logger().warning(
        own_words(message),
        action="library",
        logger="warnings",
        kind=category.__name__,
        where=f"{PurePath(filename).stem}:{lineno}",
    )
