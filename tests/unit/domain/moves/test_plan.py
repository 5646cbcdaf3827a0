"""Changing the plan of a session that runs: shorten, park, write anew, keep the end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves.changes import change_time
from bot.domain.moves.plan import (
    behind,
    edit_plan,
    end_later,
    notice_delay,
    one_to_park,
    park,
    shorten,
    shrink_rest,
)
from bot.domain.moves.time import extend, move_on, pause, skip
from bot.domain.moves.undo import undo
from bot.domain.rules.plan import CannotFit
from bot.domain.rules.schedule import ends_at
from bot.domain.state.agenda import NO_TIME, Activity, ItemState, PlannedItem
from bot.domain.state.facts import (
    Change,
    EndMoved,
    FellBehind,
    ItemParked,
    ItemShortened,
    PlanChanged,
)
from bot.domain.state.formats import Advance
from bot.domain.state.identity import ItemId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow, WrongInput
from bot.domain.state.session import Moved, Session, agenda_of
from tests.support.sessions import (
    ANA,
    CARA,
    DAN,
    START,
    SessionBuilder,
    a_session,
    an_item,
    at,
    minutes,
)

FIRST, SECOND, THIRD, FOURTH, FIFTH = (ItemId(number) for number in range(1, 6))


def running() -> Session:
    """Check-in 5, Draft 25, Break 5, Review 15, Wins 10: an hour from START."""
    return a_session().running().build()


def in_draft() -> Session:
    """Five minutes in: Draft has just begun."""
    return move_on(running(), ANA, FIRST, at(5)).session


def ids(session: Session) -> list[ItemId]:
    return [item.id for item in session.pending]


def test_five_minutes_less_move_every_later_clock() -> None:
    moved = shorten(in_draft(), ANA, SECOND, at(6))

    assert moved.records[-1].fact == ItemShortened(
        item=SECOND, by=ANA, taken=minutes(5), item_ends_at=at(25), session_ends_at=at(55)
    )
    assert ends_at(moved.session) == at(55)


def test_time_that_is_not_left_cannot_be_taken_off() -> None:
    with pytest.raises(NotNow, match="Too little time is left"):
        shorten(in_draft(), ANA, SECOND, at(25))
    assert shorten(in_draft(), ANA, SECOND, at(24.9)).session.current is not None


def test_a_cue_whose_moment_the_shorter_time_has_passed_is_not_given() -> None:
    shortened = shorten(in_draft(), ANA, SECOND, at(22)).session

    assert shortened.current is not None
    assert shortened.current.cue_given


def test_an_item_to_come_is_parked_and_its_time_is_free() -> None:
    moved = park(in_draft(), ANA, FOURTH, at(6))

    assert moved.records[-1].fact == ItemParked(item=FOURTH, by=ANA, session_ends_at=at(45))
    assert ids(moved.session) == [THIRD, FIFTH]
    item = moved.session.item(FOURTH)
    assert item is not None
    assert item.state is ItemState.PARKED


def test_the_item_that_runs_is_parked_and_the_next_begins() -> None:
    moved = park(in_draft(), ANA, SECOND, at(10))

    assert [type(record.fact).__name__ for record in moved.records] == ["ItemParked", "ItemStarted"]
    assert moved.session.current is not None
    assert moved.session.current.id == THIRD
    fact = moved.records[0].fact
    assert isinstance(fact, ItemParked)
    assert fact.session_ends_at == ends_at(moved.session) == at(40)


def test_a_break_cannot_be_parked_nor_what_is_over() -> None:
    with pytest.raises(WrongInput, match="Press Skip"):
        park(in_draft(), ANA, THIRD, at(6))
    with pytest.raises(AlreadyMoved, match="is over already"):
        park(in_draft(), ANA, FIRST, at(6))


def test_the_plan_is_written_anew_and_known_lines_stay_the_same_items() -> None:
    session = in_draft()
    plan = (an_item("Demo", 10), an_item("review", 20), an_item("Break", 5, Activity.BREAK))
    moved = edit_plan(session, ANA, (THIRD, FOURTH, FIFTH), plan, at(6))

    assert ids(moved.session) == [ItemId(6), FOURTH, THIRD]
    assert [item.timebox for item in moved.session.pending] == [
        minutes(10),
        minutes(20),
        minutes(5),
    ]
    assert moved.records[-1].fact == PlanChanged(by=ANA, session_ends_at=at(65), parked=(FIFTH,))
    wins = moved.session.item(FIFTH)
    assert wins is not None
    assert wins.state is ItemState.PARKED


def test_a_break_that_is_taken_out_falls_away() -> None:
    moved = edit_plan(in_draft(), ANA, (THIRD, FOURTH, FIFTH), (an_item("Review", 15),), at(6))

    assert moved.session.item(THIRD) is None


def test_a_plan_that_somebody_else_changed_is_not_overwritten() -> None:
    session = park(in_draft(), ANA, FOURTH, at(6)).session

    with pytest.raises(AlreadyMoved, match="has changed in the meantime"):
        edit_plan(session, ANA, (THIRD, FOURTH, FIFTH), (), at(7))


REFUSED: dict[str, Callable[[Session], Moved]] = {
    "shorten": lambda session: shorten(session, CARA, SECOND, at(6)),
    "park": lambda session: park(session, CARA, FOURTH, at(6)),
    "edit_plan": lambda session: edit_plan(session, CARA, (THIRD, FOURTH, FIFTH), (), at(6)),
    "shrink_rest": lambda session: shrink_rest(session, CARA, at(6)),
    "end_later": lambda session: end_later(session, CARA, at(6)),
    "undo": lambda session: undo(session, CARA, at(6)),
    "undo by somebody who is not there": lambda session: undo(session, DAN, at(6)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_only_who_steers_may(what: str) -> None:
    with pytest.raises(NotAllowed):
        REFUSED[what](in_draft())


def test_being_behind_counts_from_the_end_that_was_promised() -> None:
    session = in_draft()

    assert behind(session, at(6)) == NO_TIME
    assert behind(extend(session, ANA, SECOND, at(6)).session, at(6)) == minutes(5)
    assert behind(session, at(33)) == minutes(3)
    assert behind(skip(session, ANA, SECOND, at(15)).session, at(15)) == minutes(-15)
    assert behind(pause(session, ANA, SECOND, at(6)).session, at(10)) == minutes(4)


def test_whoever_leads_is_asked_once_for_every_five_minutes() -> None:
    once = notice_delay(extend(in_draft(), ANA, SECOND, at(6)), at(6))
    again = notice_delay(Moved(once.session), at(7))
    more = notice_delay(extend(once.session, ANA, SECOND, at(8)), at(8))

    assert once.records[-1].fact == FellBehind(
        behind=minutes(5), session_ends_at=at(65), can_shrink=True, to_park=FIFTH, asked=ANA
    )
    assert again.records == ()
    assert more.records[-1].fact == FellBehind(
        behind=minutes(10), session_ends_at=at(70), can_shrink=True, to_park=FIFTH, asked=ANA
    )


def asked_in(builder: SessionBuilder) -> list[tuple[datetime, timedelta]]:
    """When somebody was asked about a delay, and of how much."""
    found = [(record.at, record.fact) for record in builder.records]
    return [(at, fact.behind) for at, fact in found if isinstance(fact, FellBehind)]


def test_overtime_asks_once_by_itself_and_again_at_the_next_press() -> None:
    over = a_session(advance=Advance.MANUAL).running().waited_until(25)
    moved = change_time(over.session, Change.NEXT, ANA, FIRST, at(25))

    assert asked_in(over) == [(at(10), minutes(5))]
    assert asked_in(SessionBuilder(moved.session, list(moved.records))) == [(at(25), minutes(20))]


def test_an_absence_in_overtime_asks_once_it_is_over() -> None:
    away = a_session(advance=Advance.MANUAL).running().away_since(4).waited_until(25)

    assert asked_in(away) == [(at(25), minutes(20))]


def test_who_caught_up_and_falls_behind_again_is_asked_again() -> None:
    late = notice_delay(extend(in_draft(), ANA, SECOND, at(6)), at(6)).session
    in_time = notice_delay(shorten(late, ANA, SECOND, at(7)), at(7)).session
    late_again = notice_delay(extend(in_time, ANA, SECOND, at(8)), at(8))

    assert in_time.told_behind == NO_TIME
    assert isinstance(late_again.records[-1].fact, FellBehind)


def test_shrinking_the_rest_keeps_the_end() -> None:
    late = extend(in_draft(), ANA, SECOND, at(6)).session
    moved = shrink_rest(late, ANA, at(7))

    assert ends_at(moved.session) == at(60)
    assert moved.records[-1].fact == PlanChanged(by=ANA, session_ends_at=at(60))
    rest = {item.title: item.timebox for item in moved.session.pending}
    assert rest == {"Break": minutes(5), "Review": minutes(12), "Wins": minutes(8)}


def test_ending_later_makes_the_new_end_the_promise() -> None:
    moved = end_later(extend(in_draft(), ANA, SECOND, at(6)).session, ANA, at(7))

    assert moved.session.hard_end == at(65)
    assert behind(moved.session, at(7)) == NO_TIME
    assert moved.records[-1].fact == EndMoved(by=ANA, session_ends_at=at(65))


def test_a_choice_that_comes_too_late_changes_nothing() -> None:
    for choose in (shrink_rest, end_later):
        with pytest.raises(AlreadyMoved, match="in time again"):
            choose(in_draft(), ANA, at(6))


def test_the_shortest_item_that_is_enough_would_be_parked() -> None:
    late = extend(in_draft(), ANA, SECOND, at(6)).session
    found = one_to_park(late, at(6))
    later = one_to_park(extend(late, ANA, SECOND, at(7), minutes(30)).session, at(7))

    assert found is not None
    assert found.title == "Wins"
    assert later is not None
    assert later.title == "Review"


lengths = st.integers(1, 45).map(lambda count: timedelta(minutes=count))
plans = st.lists(
    st.builds(
        PlannedItem,
        title=st.sampled_from(["Draft", "Review", "Demo", "Wins"]),
        timebox=lengths,
        activity=st.sampled_from([Activity.WORK, Activity.WORK, Activity.BREAK]),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


def at_work(plan: tuple[PlannedItem, ...]) -> Session:
    whole = sum((item.timebox for item in plan), NO_TIME)
    session = replace(a_session().build(), items=agenda_of(plan), slot=whole)
    return a_session_of(session)


def a_session_of(session: Session) -> Session:
    builder = a_session()
    builder.session = session
    return builder.running().build()


@given(plan=plans, anew=plans)
def test_a_plan_written_anew_is_what_comes_with_its_clocks(
    plan: tuple[PlannedItem, ...], anew: tuple[PlannedItem, ...]
) -> None:
    session = at_work(plan)
    seen = tuple(item.id for item in session.pending)
    moved = edit_plan(session, ANA, seen, anew, START).session

    assert [(item.title, item.timebox, item.is_break) for item in moved.pending] == [
        (line.title, line.timebox, line.is_break) for line in anew
    ]
    numbers = [item.id for item in moved.items]
    assert len(numbers) == len(set(numbers))
    assert session.current is not None
    whole = sum((line.timebox for line in anew), session.current.timebox)
    assert ends_at(moved) == START + whole


@given(plan=plans, late=lengths)
def test_however_late_it_is_the_end_is_kept_or_that_it_cannot_be_is_said(
    plan: tuple[PlannedItem, ...], late: timedelta
) -> None:
    session = at_work(plan)
    assert session.current is not None
    delayed = extend(session, ANA, session.current.id, START, late).session
    try:
        kept = shrink_rest(delayed, ANA, START).session
    except CannotFit:
        assert session.hard_end is not None
        assert delayed.current is not None
        assert delayed.current.due_at is not None
        left = session.hard_end - delayed.current.due_at
        assert left < len(delayed.pending) * timedelta(minutes=5)
    else:
        assert ends_at(kept) == session.hard_end
