"""A session's own time and the clock's: there and back, never early."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.application.work.pace import caught_up, real_moment, real_wake_at, session_now
from bot.domain.moves.clock import wake_at
from bot.domain.state.facts import CueGiven, SessionClosed, WasAway
from bot.domain.state.formats import Advance
from bot.domain.state.session import Session, SessionState
from tests.support.sessions import ANA, START, a_session, at, minutes

paces = st.integers(1, 600)
spans = st.timedeltas(timedelta(0), timedelta(days=2))
SECOND = timedelta(seconds=1)


def rehearsal(pace: int = 60) -> Session:
    return replace(a_session(advance=Advance.AUTO).started().session, pace=pace)


@given(pace=paces, span=spans)
def test_a_moment_has_come_when_the_clock_says_so_and_hardly_before(
    pace: int, span: timedelta
) -> None:
    session, moment = rehearsal(pace), START + span

    comes = real_moment(session, moment)

    assert session_now(session, comes) >= moment
    assert session_now(session, comes - timedelta(microseconds=1)) < moment


@given(pace=paces, earlier=spans, later=spans)
def test_time_never_goes_back(pace: int, earlier: timedelta, later: timedelta) -> None:
    session = rehearsal(pace)
    first, second = sorted((START + earlier, START + later))

    assert session_now(session, first) <= session_now(session, second)


@given(now=st.datetimes(timezones=st.just(START.tzinfo)))
def test_at_the_usual_pace_and_before_the_start_it_is_the_clocks_time(now: datetime) -> None:
    for session in (a_session().session, replace(a_session().session, pace=60), rehearsal(1)):
        assert session_now(session, now) == now
        assert real_moment(session, now) == now


def test_an_hour_passes_in_a_minute_moment_by_moment_and_then_it_closes() -> None:
    session, cues, clock = rehearsal(), 0, START
    while (comes := real_wake_at(session)) is not None:
        assert comes >= clock
        clock = comes
        moved = caught_up(session, clock)
        assert moved.records
        cues += any(isinstance(each.fact, CueGiven) for each in moved.records)
        session = moved.session

    assert clock == START + minutes(1)
    assert cues == 4
    assert session.state is SessionState.CLOSED
    assert session.closed_at == at(60)
    assert session.reopening is None


def test_a_pause_lasts_as_long_as_it_seems() -> None:
    builder = a_session().running().after(2).paused()
    session = replace(builder.session, pace=60)

    assert wake_at(session) == at(17)
    assert real_wake_at(session) == START + 17 * SECOND


def test_an_absence_of_the_bot_is_noted_in_the_clocks_time() -> None:
    """Away from second 10 to second 30, which are minutes in the session."""
    away = replace(rehearsal(), away_since=START + 10 * SECOND)

    moved = caught_up(away, START + 30 * SECOND)

    assert real_wake_at(away) == START + 10 * SECOND
    absence = next(each.fact for each in moved.records if isinstance(each.fact, WasAway))
    assert (absence.since, absence.until) == (at(10), at(30))
    assert absence.passed
    assert moved.session.away_since is None
    assert moved.session.facilitator == ANA


def test_a_rehearsal_ends_even_if_the_bot_was_away_then() -> None:
    away = replace(rehearsal(), away_since=START + 10 * SECOND)

    moved = caught_up(away, START + timedelta(hours=1))

    assert any(isinstance(each.fact, SessionClosed) for each in moved.records)
