from datetime import timedelta

from bot.domain.moves import close
from bot.domain.moves.clock import advance
from bot.domain.moves.close import Verdict
from bot.domain.rules.schedule import actual_time, moment_after, planned_time
from tests.support.nights import (
    BREAK,
    BUILD,
    FRAME,
    NIGHT,
    REVIEW,
    WINS,
    a_workshop,
    begun,
    ends,
    on,
)
from tests.support.sessions import ANA


def test_the_clocks_of_a_plan_leave_the_night_out() -> None:
    session = a_workshop()

    assert ends(session, on("24 15:00")) == {
        FRAME: "24 16:00",
        BREAK: "24 16:10",
        BUILD: "24 17:00",
        NIGHT: "25 09:00",
        REVIEW: "25 10:00",
        WINS: "25 11:00",
    }
    assert planned_time(session) == timedelta(hours=4)


def test_a_working_hour_after_a_night_is_one_of_the_next_day() -> None:
    session, start = a_workshop(), on("24 15:00")

    assert moment_after(session, timedelta(hours=2), start) == on("24 17:00")
    assert moment_after(session, timedelta(hours=3), start) == on("25 10:00")


def test_nights_count_as_neither_planned_nor_worked() -> None:
    session = advance(begun(a_workshop()), on("25 11:00")).session

    closed = close.close(session, ANA, Verdict(result=None), on("25 11:00")).session

    assert planned_time(closed) == actual_time(closed) == timedelta(hours=4)
