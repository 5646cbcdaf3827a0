"""Time passes: bells, cues, overtime, absences, and sessions that nobody closes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.moves.clock import Due, advance, next_moment, wake_at
from bot.domain.rules.schedule import clocks, ends_at
from bot.domain.state.facts import (
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
from bot.domain.state.formats import Advance
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Moved, Session, SessionState
from tests.support.sessions import ANA, SessionBuilder, a_session, an_item, at, minutes


def facts(moved: Moved, kind: type[Fact]) -> list[Fact]:
    return [record.fact for record in moved.records if isinstance(record.fact, kind)]


def away(session: Session, since: float, until: float) -> Moved:
    return advance(replace(session, away_since=at(since)), at(until))


def test_the_bell_moves_on_at_the_moment_it_was_due_however_late_the_wake() -> None:
    moved = advance(a_session().running().build(), at(32))

    assert [record.at for record in moved.records if isinstance(record.fact, ItemStarted)] == [
        at(5),
        at(30),
    ]
    assert moved.session.current is not None
    assert moved.session.current.due_at == at(35)


def test_a_session_over_midnight_goes_on_as_at_any_other_hour() -> None:
    late = 13 * 60 + 40  # from 23:40 to 00:40
    session = a_session().after(late).running().build()
    moved = advance(session, at(late + 60))

    begun = [record.at for record in moved.records if isinstance(record.fact, ItemStarted)]
    assert ends_at(session) == at(late + 60)
    assert begun == [at(late + minute) for minute in (5, 30, 35, 50)]
    assert moved.session.finished_at == at(late + 60)
    assert not facts(moved, WasAway)


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
        FacilitatorAlerted(item=ItemId(1), over=minutes(20), asked=ANA)
    ]
    assert moved.session.current is not None
    assert moved.session.current.id == ItemId(1)


def test_a_break_ends_by_the_clock_even_when_people_move_on_by_hand() -> None:
    session = a_session(advance=Advance.MANUAL).running().to_step(3).build()
    moved = advance(session, at(5))

    assert moved.session.current is not None
    assert moved.session.current.title == "Review"


def test_a_long_pause_is_noticed_once_and_ends_with_the_close_after_four_hours() -> None:
    paused = a_session().running().after(2).paused().build()
    noticed = advance(paused, at(241))
    closed = advance(noticed.session, at(242))

    assert [(record.at, record.fact) for record in noticed.records] == [
        (at(17), LongPauseNoticed(since=at(2), closes_at=at(242), asked=ANA))
    ]
    assert [record.fact for record in closed.records] == [SessionClosed(by=None)]
    assert closed.session.closed_at == at(242)


def test_a_long_pause_that_was_ended_closes_nothing() -> None:
    session = a_session((an_item("Work", 400),)).running().after(2).paused()
    resumed = session.waited_until(30).resumed()

    assert resumed.waited_until(300).build().is_live


def test_a_session_whose_channel_is_lost_closes_after_four_hours() -> None:
    lost = a_session().running().lost().build()

    assert advance(lost, at(239)).records == ()
    assert advance(lost, at(240)).session.state is SessionState.CLOSED


def test_after_an_absence_people_get_the_full_time_to_end_a_pause() -> None:
    paused = a_session().running().after(2).paused().build()
    missed_question = away(paused, since=3, until=500)
    missed_close = away(advance(paused, at(20)).session, since=30, until=500)

    for moved in (missed_question, missed_close):
        assert moved.session.state is SessionState.PAUSED
        assert facts(moved, LongPauseNoticed) == [
            LongPauseNoticed(since=at(2), closes_at=at(725), asked=ANA)
        ]
        assert advance(moved.session, at(725)).session.state is SessionState.CLOSED


def test_a_session_nobody_closes_is_asked_about_and_then_closes_itself() -> None:
    session = a_session().running().build()
    finished = advance(session, at(60))
    reminded = advance(finished.session, at(70))
    closed = advance(reminded.session, at(90))

    assert facts(finished, AgendaFinished) == [AgendaFinished()]
    assert facts(reminded, CloseReminded) == [CloseReminded(closes_at=at(90), asked=ANA)]
    assert facts(closed, SessionClosed) == [SessionClosed(by=None)]
    assert closed.session.state is SessionState.CLOSED
    assert wake_at(closed.session) == at(105)
    assert wake_at(advance(closed.session, at(105)).session) is None


def one_long_step() -> SessionBuilder:
    """One step by hand; half an hour after its time the facilitator is asked to close."""
    return a_session((an_item("Draft"), an_item("Review")), advance=Advance.MANUAL).running()


def test_by_hand_the_close_comes_half_an_hour_after_all_time_is_used_up() -> None:
    over = one_long_step()
    reminded = advance(over.build(), at(50))

    assert advance(over.build(), at(49)).session.closes_at is None
    assert facts(reminded, CloseReminded) == [CloseReminded(closes_at=at(70), asked=ANA)]
    assert facts(advance(reminded.session, at(69)), CloseReminded) == []
    assert advance(reminded.session, at(70)).session.state is SessionState.CLOSED


@pytest.mark.parametrize(
    "going_on",
    [
        lambda session: session.to_step(2),
        lambda session: session.extended(),
        lambda session: session.paused(),
        lambda session: session.paused().after(62).resumed(),
        lambda session: session.to_step(2).gone_back(),
        lambda session: session.skipped(),
    ],
    ids=["next", "more time", "pause", "resume", "back", "skip"],
)
def test_who_goes_on_after_the_reminder_is_not_closed_upon(
    going_on: Callable[[SessionBuilder], SessionBuilder],
) -> None:
    reminded = one_long_step().waited_until(50)
    assert reminded.build().closes_at == at(70)
    went_on = going_on(reminded.after(51)).waited_until(75)

    assert went_on.build().is_live
    moments = [record.at for record in went_on.records]
    assert moments == sorted(moments)


def test_a_pause_after_the_reminder_does_not_answer_it_for_ever() -> None:
    resumed = one_long_step().waited_until(50).paused().after(60).resumed()

    assert resumed.waited_until(80).build().closes_at == at(85)
    assert resumed.waited_until(85).build().state is SessionState.CLOSED


def test_by_hand_the_clocks_on_the_card_never_lie_in_the_past() -> None:
    session = one_long_step()
    for minute in range(5, 60, 5):
        later = session.waited_until(minute + 4).build()
        end = ends_at(later)

        assert end is not None
        assert end > at(minute + 4)
        assert clocks(later)[1].starts_at > at(minute + 4)


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
    assert facts(moved, CloseReminded) == [CloseReminded(closes_at=at(520), asked=ANA)]
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
