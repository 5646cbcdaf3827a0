"""Warnings and errors of one kind are logged once a minute, with how many there were."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
import structlog
from structlog.typing import EventDict

from bot.adapters.log_repeats import MOST_KINDS, Repeats
from tests.support.logbook import Logbook, logged

log = structlog.get_logger()


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book


class Watch:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def fails(error: Exception, error_id: str) -> None:
    try:
        raise error
    except type(error):
        log.exception("listener_failed", action="listener_failed", error_id=error_id)


def line(**fields: object) -> EventDict:
    return {"event": "failed", "action": "failed", "level": "error", **fields}


def test_ten_thousand_errors_of_one_kind_are_two_lines(book: Logbook) -> None:
    for _ in range(10_000):
        log.warning("request_refused", reason="late")
    book.repeats.tell(after=0)

    first, rest = book.lines
    assert "times" not in first
    assert (rest["action"], rest["reason"], rest["level"]) == ("request_refused", "late", "warning")
    assert rest["times"] == 9_999


def test_what_libraries_log_is_held_back_as_well(book: Logbook) -> None:
    for secret in ("one", "two", "three"):
        error = ValueError(secret)
        logging.getLogger("aiohttp.server").error(
            "Error handling request from %s", secret, exc_info=error
        )
    book.repeats.tell(after=0)

    first, rest = book.lines
    assert "exception" in first
    assert (rest["event"], rest["times"]) == ("Error handling request from", 2)
    assert (rest["logger"], rest["where"]) == (first["logger"], first["where"])


def test_what_came_once_is_not_told_again(book: Logbook) -> None:
    log.warning("lease_lost")
    book.repeats.tell(after=0)

    assert len(book.lines) == 1


def test_errors_of_another_kind_session_or_reason_are_shown(book: Logbook) -> None:
    for session in ("S1", "S2"):
        for reason in ("late", "unsigned"):
            log.warning("request_refused", session=session, reason=reason)
            log.warning("lease_lost", session=session, reason=reason)
    fails(ValueError(), "e1")
    fails(KeyError(), "e2")

    assert len(book.lines) == 10


def test_every_error_id_that_people_were_told_stays_in_the_log(book: Logbook) -> None:
    for number in range(5):
        fails(ValueError(), f"id-{number}")
    book.repeats.tell(after=0)

    first, rest = book.lines
    assert first["error_id"] == "id-0"
    assert rest["error_ids"] == ["id-1", "id-2", "id-3", "id-4"]


def test_what_is_no_trouble_is_shown_each_time(book: Logbook) -> None:
    for _ in range(3):
        log.info("running")
        log.debug("delivery")

    assert len(book.lines) == 6


def test_an_error_that_lasts_is_told_every_minute(book: Logbook) -> None:
    watch = Watch()
    repeats = Repeats(watch)
    shown = []
    for second in range(180):
        watch.now = float(second)
        shown.append(repeats.shows(line()))
        repeats.tell()

    assert shown.count(True) == 1
    assert [each["times"] for each in book.lines] == [60, 60]


def test_a_kind_that_was_silent_for_a_minute_is_shown_at_once_when_it_comes_again() -> None:
    watch = Watch()
    repeats = Repeats(watch)

    assert repeats.shows(line())
    watch.now = 61.0
    repeats.tell()
    assert repeats.shows(line())
    assert not repeats.shows(line())


def test_endless_new_kinds_are_held_back_by_what_they_are_about() -> None:
    repeats = Repeats(Watch())
    shown = [repeats.shows(line(code=str(number))) for number in range(MOST_KINDS * 10)]

    assert shown.count(True) == MOST_KINDS + 1


async def test_what_is_still_held_back_is_told_at_the_end(book: Logbook) -> None:
    telling = asyncio.create_task(book.repeats.keep_telling())
    await asyncio.sleep(0)
    for _ in range(3):
        log.warning("lease_lost")
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)

    assert [each.get("times") for each in book.lines] == [None, 2]
