"""Time passes: bells, cues, overtime, absences, and sessions that nobody closes."""

from dataclasses import replace

from bot.domain.facts import (
    AgendaFinished,
    CloseReminded,
    CueGiven,
    FacilitatorAlerted,
    Fact,
    ItemEnded,
    ItemStarted,
    LongPauseNoticed,
    OvertimeReached,
    SessionClosed,
    TimeUp,
    WasAway,
)
from bot.domain.formats import Advance
from bot.domain.identity import ItemId
from bot.domain.passing import PASSING, Due, advance, next_moment, wake_at
from bot.domain.session import Moved, Session, SessionState
from tests.support.sessions import ANA, a_session, at, minutes


def facts(moved: Moved, kind: type[Fact]) -> list[Fact]:
    return [record.fact for record in moved.records if isinstance(record.fact, kind)]


def away(session: Session, since: float, until: float) -> Moved:
    return advance(replace(session, away_since=at(since)), at(until))


def test_everything_that_can_fall_due_has_a_way_to_pass() -> None:
    assert set(PASSING) == set(Due)


def test_the_bell_moves_on_at_the_moment_it_was_due_however_late_the_wake() -> None:
    moved = advance(a_session().running().build(), at(32))

    assert [record.at for record in moved.records if isinstance(record.fact, ItemStarted)] == [
        at(5),
        at(30),
    ]
    assert moved.session.current is not None
    assert moved.session.current.due_at == at(35)


def test_a_cue_comes_when_four_fifths_of_a_step_are_gone_and_only_once() -> None:
    session = a_session().running().build()
    first = advance(session, at(4))
    second = advance(first.session, at(4.5))

    assert facts(first, CueGiven) == [CueGiven(item=ItemId(1), ends_at=at(5))]
    assert second.records == ()


def test_breaks_and_short_steps_have_no_cue() -> None:
    during_break = a_session().running().to_step(3).build()

    moment = next_moment(during_break)
    assert moment is not None
    assert moment.due is Due.BELL


def test_by_hand_there_are_three_gentle_lines_and_then_one_private_alert() -> None:
    session = a_session(advance=Advance.MANUAL).running().build()
    moved = advance(session, at(60))

    assert facts(moved, TimeUp) == [TimeUp(item=ItemId(1))]
    assert facts(moved, OvertimeReached) == [
        OvertimeReached(item=ItemId(1), over=minutes(over)) for over in (5, 10, 15)
    ]
    assert facts(moved, FacilitatorAlerted) == [
        FacilitatorAlerted(item=ItemId(1), over=minutes(20))
    ]
    assert moved.session.current is not None
    assert moved.session.current.id == ItemId(1)


def test_a_break_ends_by_the_clock_even_when_people_move_on_by_hand() -> None:
    session = a_session(advance=Advance.MANUAL).running().to_step(3).build()
    moved = advance(session, at(5))

    assert moved.session.current is not None
    assert moved.session.current.title == "Review"


def test_a_long_pause_is_noticed_once() -> None:
    paused = a_session().running().after(2).paused().build()
    moved = advance(paused, at(60))

    assert [record.fact for record in moved.records] == [LongPauseNoticed(since=at(2))]
    assert next_moment(moved.session) is None


def test_a_session_nobody_closes_is_asked_about_and_then_closes_itself() -> None:
    session = a_session().running().build()
    finished = advance(session, at(60))
    reminded = advance(finished.session, at(70))
    closed = advance(reminded.session, at(90))

    assert facts(finished, AgendaFinished) == [AgendaFinished()]
    assert facts(reminded, CloseReminded) == [CloseReminded(closes_at=at(90))]
    assert facts(closed, SessionClosed) == [SessionClosed(by=None)]
    assert closed.session.state is SessionState.CLOSED
    assert wake_at(closed.session) is None


def test_an_absence_in_the_middle_of_a_step_is_told_once_and_merges_nothing() -> None:
    moved = away(a_session().running().to_step(2).build(), since=3, until=7)

    assert [record.fact for record in moved.records] == [
        WasAway(since=at(3), until=at(7), passed=())
    ]
    assert advance(moved.session, at(8)).records == ()


def test_steps_that_were_over_again_before_the_return_are_merged() -> None:
    moved = away(a_session().running().build(), since=2, until=36)

    assert facts(moved, ItemStarted) == [
        ItemStarted(item=ItemId(2), posting=moved.session.posting, merged=True),
        ItemStarted(item=ItemId(3), posting=moved.session.posting, merged=True),
        ItemStarted(item=ItemId(4), posting=moved.session.posting),
    ]
    assert all(fact.merged for fact in facts(moved, ItemEnded) if isinstance(fact, ItemEnded))
    assert facts(moved, CueGiven) == []
    assert facts(moved, WasAway) == [
        WasAway(since=at(2), until=at(36), passed=(ItemId(1), ItemId(2), ItemId(3)))
    ]


def test_after_an_absence_people_get_the_full_time_to_close() -> None:
    moved = away(a_session().running().build(), since=2, until=500)

    assert moved.session.state is SessionState.RUNNING
    assert facts(moved, SessionClosed) == []
    assert facts(moved, CloseReminded) == [CloseReminded(closes_at=at(520))]
    closed = advance(moved.session, at(520)).session
    assert closed.state is SessionState.CLOSED


def test_an_automatic_close_that_was_missed_waits_again() -> None:
    reminded = a_session().running().waited_until(70).build()
    moved = away(reminded, since=75, until=300)

    assert moved.session.state is SessionState.RUNNING
    assert wake_at(moved.session) == at(320)


def test_overtime_missed_by_hand_is_left_to_the_one_line() -> None:
    session = a_session(advance=Advance.MANUAL).running().build()
    moved = away(session, since=2, until=22)

    assert facts(moved, TimeUp) == []
    assert facts(moved, OvertimeReached) == []
    assert len(facts(moved, WasAway)) == 1


def test_a_session_that_was_not_live_says_nothing_about_an_absence() -> None:
    closed = a_session().running().through().closed().build()

    assert away(closed, since=1, until=100).records == ()


def test_an_absence_wakes_the_session_at_once() -> None:
    session = replace(a_session().running().build(), away_since=at(1))

    assert wake_at(session) == at(1)


def test_a_planned_session_has_nothing_due() -> None:
    assert wake_at(a_session().build()) is None
    assert a_session().build().planned_by == ANA
