"""The log tells what happened and where, and never what people wrote."""

import asyncio
import gc
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from structlog.contextvars import bound_contextvars
from yarl import URL

from bot.adapters.logs import told
from tests.support.logbook import Logbook, logged

SECRET = "Our secret plan"
log = structlog.get_logger()


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """An exception as it is when it is caught."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_a_line_is_json_with_its_action_session_and_delivery(book: Logbook) -> None:
    with bound_contextvars(session="S1", delivery="Ev1"):
        log.warning("post_refused", code="msg_too_long")

    (line,) = book.lines
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "post_refused",
        "action": "post_refused",
        "level": "warning",
        "code": "msg_too_long",
        "session": "S1",
        "delivery": "Ev1",
    }


def test_a_terminal_shows_the_same_for_people() -> None:
    with logged(terminal=True) as book:
        log.warning("post_refused", code="msg_too_long")
        logging.getLogger("slack_sdk").warning("Failed to connect (error: %s)", SECRET)

    assert "post_refused" in book.text
    assert "msg_too_long" in book.text
    assert "Failed to connect" in book.text
    assert SECRET not in book.text
    assert not book.text.startswith("{")


def test_an_exception_is_shown_with_its_place_and_not_with_its_words(book: Logbook) -> None:
    try:
        int(SECRET)
    except ValueError:
        log.exception("listener_failed")

    (line,) = book.lines
    assert line["exception"].endswith("ValueError")
    assert "test_logs.py" in line["exception"]
    assert SECRET not in book.text


def test_what_caused_an_exception_is_shown_as_well() -> None:
    said = told(raised(RuntimeError(SECRET), raised(KeyError(SECRET))))

    assert said.index("KeyError") < said.index("This led to:") < said.index("RuntimeError")
    assert SECRET not in said


def test_exceptions_of_a_group_are_shown_without_their_words() -> None:
    said = told(raised(ExceptionGroup(SECRET, [ValueError(SECRET), OSError(2, "No such file")])))

    assert "ValueError" in said
    assert "FileNotFoundError: No such file" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SlackApiError(SECRET, {"error": "x", "text": SECRET}), "SlackApiError"),  # type: ignore[no-untyped-call]
        (OSError(28, "No space left on device", SECRET), "OSError: No space left on device"),
        (AttributeError("'str' object has no attribute 'get'"), "has no attribute 'get'"),
        (
            aiohttp.WSServerHandshakeError(
                aiohttp.RequestInfo(URL(f"wss://slack/?ticket={SECRET}"), "GET", {}, URL()),  # type: ignore[arg-type]
                (),
                status=403,
                message=SECRET,
            ),
            "WSServerHandshakeError: 403",
        ),
    ],
)
def test_what_is_harmless_in_an_exception_is_kept(error: Exception, said: str) -> None:
    assert said in told(raised(error))
    assert SECRET not in told(raised(error))


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        (f"Failed to connect (error: {SECRET}); Retrying...", "Failed to connect"),
        (f"Unhandled request ({{'text': '{SECRET}'}})", "Unhandled request"),
        (f"Received message: {SECRET}", "Received message"),
        (f"Error in 'query' {SECRET}", "Error in"),
        (f'Run time of job "{SECRET}" was missed', "Run time of job"),
        (f"listener didn't call ack()\n{SECRET}", "listener didn't call ack"),
        (f"Failed with token=xoxb-1 {SECRET}", "Failed with token"),
    ],
)
def test_of_a_library_s_sentence_its_own_words_are_kept(
    message: str, kept: str, book: Logbook
) -> None:
    logging.getLogger("slack_bolt.AsyncApp").error(message)

    (line,) = book.lines
    assert line["event"] == kept
    assert (line["action"], line["logger"]) == ("library", "slack_bolt.AsyncApp")
    assert line["where"].startswith("test_logs:")
    assert SECRET not in book.text


def test_values_of_a_library_s_sentence_are_never_filled_in(book: Logbook) -> None:
    logging.getLogger("aiohttp.server").error("Error handling request from %s", SECRET)

    assert book.lines[0]["event"] == "Error handling request from"


def test_libraries_say_nothing_below_a_warning_at_any_level(book: Logbook) -> None:
    for name in (
        "slack_sdk.web.async_client",
        "slack_bolt.AsyncApp",
        "sqlalchemy.engine",
        "aiohttp",
    ):
        logging.getLogger(name).debug(SECRET)
        logging.getLogger(name).info(SECRET)

    assert book.text == ""


@pytest.mark.parametrize(("level", "shown"), [(logging.WARNING, 1), (logging.ERROR, 0)])
def test_the_level_counts_for_both(level: int, shown: int) -> None:
    with logged(level) as book:
        log.warning("ours")
        logging.getLogger("theirs").warning("theirs")

    assert len(book.lines) == 2 * shown


async def test_a_request_that_bolt_does_not_know_is_told_without_its_body(book: Logbook) -> None:
    app = AsyncApp(signing_secret="s", request_verification_enabled=False, authorize=_anybody)
    body: dict[str, Any] = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "actions": [{"action_id": SECRET, "value": SECRET, "type": "button", "block_id": SECRET}],
        "token": "verification-token",
    }
    await app.async_dispatch(AsyncBoltRequest(body=json.dumps(body), mode="socket_mode"))

    (line,) = book.lines
    assert line["event"] == "Unhandled request"
    assert "verification-token" not in book.text
    assert SECRET not in book.text


async def _anybody(**_about: object) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")


def test_the_end_of_the_process_is_told_without_words_too(book: Logbook) -> None:
    error = raised(RuntimeError(SECRET))
    sys.excepthook(type(error), error, error.__traceback__)

    (line,) = book.lines
    assert (line["action"], line["level"]) == ("crashed", "critical")
    assert "RuntimeError" in line["exception"]
    assert SECRET not in book.text


def test_a_library_s_warning_keeps_its_own_words(book: Logbook) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"This is old: {SECRET}", DeprecationWarning, stacklevel=1)
        warnings.warn_explicit(f"'{SECRET}'", RuntimeWarning, f"/{SECRET}/client.py", 7)

    first, second = book.lines
    assert (first["event"], first["kind"]) == ("This is old", "DeprecationWarning")
    assert first["where"].startswith("test_logs:")
    assert (second["action"], second["where"]) == ("library", "client:7")
    assert SECRET not in book.text


async def test_a_task_that_nobody_waited_for_is_told_without_its_words(book: Logbook) -> None:
    async def fails() -> None:
        raise ValueError(SECRET)

    task = asyncio.ensure_future(fails())
    await asyncio.wait({task})
    del task
    gc.collect()

    (line,) = book.lines
    assert line["event"] == "Task exception was never retrieved"
    assert line["exception"].endswith("ValueError")
    assert SECRET not in book.text


def test_a_thread_that_ends_badly_is_told_without_its_words(book: Logbook) -> None:
    thread = threading.Thread(target=int, args=(SECRET,))
    thread.start()
    thread.join()

    (line,) = book.lines
    assert line["action"] == "thread_crashed"
    assert SECRET not in book.text


def test_what_nobody_can_catch_is_told_without_its_words(book: Logbook) -> None:
    class Fragile:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Fragile()
    gc.collect()

    (line,) = book.lines
    assert line["action"] == "unraisable"
    assert SECRET not in book.text


def test_a_line_that_cannot_be_written_is_not_shown_elsewhere(
    book: Logbook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.close()
    logging.getLogger("slack_sdk").warning("Failed: %s", SECRET)

    assert SECRET not in capsys.readouterr().err
