"""A close is taken back: the session stands as it stood, and nobody lost any time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves.clock import advance, wake_at
from bot.domain.moves.close import Verdict
from bot.domain.moves.reopen import REOPEN_FOR, reopen
from bot.domain.moves.time import LONGEST_PAUSE
from bot.domain.rules.plan import NIGHT
from bot.domain.rules.schedule import time_left
from bot.domain.state.agenda import ItemState
from bot.domain.state.facts import FellBehind, LongPauseNoticed, SessionClosed
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow
from bot.domain.state.session import Moved, Result, SessionState
from tests.support.sessions import ANA, BEN, START, a_session, an_item, at, minutes

seconds = st.integers(0, int(REOPEN_FOR.total_seconds()) - 1)


@given(closed_for=seconds, ran_for=st.integers(0, 299))
def test_a_step_has_as_much_time_left_as_before(closed_for: int, ran_for: int) -> None:
    builder = a_session().running().after(ran_for / 60)
    before = time_left(builder.session, builder.now)
    closed = builder.closed()
    now = closed.now + timedelta(seconds=closed_for)

    reopened = reopen(closed.session, ANA, now).session

    assert time_left(reopened, now) == before
    assert reopened.current is not None
    assert reopened.current.state is ItemState.RUNNING
    assert (reopened.closed_at, reopened.reopening, reopened.undoable) == (None, None, ())


@given(closed_for=seconds)
def test_a_pause_goes_on_and_is_not_asked_about_at_once(closed_for: int) -> None:
    closed = a_session().running().after(3).paused().after(8).closed()
    now = closed.now + timedelta(seconds=closed_for)

    reopened = reopen(closed.session, ANA, now).session

    assert reopened.state is SessionState.PAUSED
    assert reopened.paused_since == at(3)
    assert wake_at(reopened) == now + LONGEST_PAUSE


def test_a_night_ends_at_its_morning_all_the_same() -> None:
    night = replace(NIGHT, until="Wed 9:00")
    builder = a_session((an_item("Draft", 30), night, an_item("Review", 30))).running().to_step(2)
    morning = builder.session.items[1].due_at
    closed = builder.after(60).closed()

    reopened = reopen(closed.session, ANA, at(70)).session

    assert reopened.current is not None
    assert reopened.current.due_at == morning


def test_a_night_whose_morning_came_while_it_was_closed_is_over() -> None:
    builder = a_session((an_item("Draft", 30), NIGHT, an_item("Review", 30))).running().to_step(2)
    morning = builder.session.items[1].due_at
    assert morning is not None
    builder.now = morning - minutes(5)
    now = morning + minutes(5)

    again = advance(reopen(builder.closed().session, ANA, now).session, now).session

    assert again.current is not None
    assert (again.current.title, again.current.started_at) == ("Review", now)


def test_whoever_leads_is_asked_about_the_delay_once_it_is_worth_it() -> None:
    closed = a_session().running().after(3).closed().session
    assert not asked(reopen(closed, ANA, at(7)))

    (fact,) = asked(reopen(closed, ANA, at(13)))

    assert (fact.behind, fact.asked) == (minutes(10), ANA)


def asked(moved: Moved) -> list[FellBehind]:
    return [each.fact for each in moved.records if isinstance(each.fact, FellBehind)]


def test_a_session_that_was_through_is_through_again_and_asks_to_be_closed() -> None:
    closed = a_session().running().through().waited_until(30)
    assert closed.session.state is SessionState.CLOSED

    reopened = reopen(closed.session, ANA, at(40)).session

    assert reopened.current is None
    assert reopened.finished_at == at(40)
    assert wake_at(reopened) == at(50)


def test_what_closed_by_itself_in_overtime_or_a_pause_does_not_close_at_once_again() -> None:
    for builder in (
        a_session().running().after(2).paused().waited_until(242),
        a_session().running().waited_until(90),
    ):
        session = builder.session
        assert session.closed_by is None
        assert session.closed_at is not None
        now = session.closed_at + timedelta(minutes=1)

        again = advance(reopen(session, ANA, now).session, now + timedelta(minutes=1))

        assert again.session.is_live
        assert not any(isinstance(each.fact, LongPauseNoticed) for each in again.records)


def test_ratings_and_what_was_written_stay_but_the_result_is_asked_for_again() -> None:
    verdict = Verdict(result=Result.MET, link="https://example.com", note="Thanks")
    closed = a_session().running().closed(verdict).rated({BEN: True})

    reopened = reopen(closed.session, ANA, at(5)).session

    assert reopened.result is None
    assert (reopened.result_link, reopened.note) == ("https://example.com", "Thanks")
    assert [each.worth_it for each in reopened.participants.people if each.person == BEN] == [True]


def test_a_second_close_and_a_second_reopening_are_like_the_first() -> None:
    builder = a_session().running().closed()
    once = reopen(builder.session, ANA, at(4))
    builder.session = once.session
    closed = builder.after(6).closed()

    twice = reopen(closed.session, ANA, at(10)).session

    assert time_left(twice, at(10)) == timedelta(minutes=3)
    assert sum(isinstance(each.fact, SessionClosed) for each in builder.records) == 2


def test_only_who_may_close_may_reopen_and_not_for_ever() -> None:
    closed = a_session().running().closed().session

    with pytest.raises(NotAllowed, match="to reopen the session"):
        reopen(closed, BEN, START)
    with pytest.raises(NotNow, match="for 15 minutes"):
        reopen(closed, ANA, START + REOPEN_FOR)
    with pytest.raises(NotNow, match="for 15 minutes"):
        reopen(advance(closed, START + REOPEN_FOR).session, ANA, START)
    with pytest.raises(AlreadyMoved):
        reopen(a_session().running().session, ANA, START)
