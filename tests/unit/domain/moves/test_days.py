"""A workshop of several days: evenings, mornings by the clock, and what belongs to which day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves import time
from bot.domain.moves.changes import change_time
from bot.domain.moves.clock import advance, wake_at
from bot.domain.moves.plan import behind, edit_plan, park, shrink_rest
from bot.domain.moves.undo import undo
from bot.domain.rules.plan import CannotFit
from bot.domain.rules.schedule import clocks, ends_at
from bot.domain.state.agenda import NO_TIME, ItemState, PlannedItem
from bot.domain.state.facts import Change, FellBehind, ItemEnded, ItemStarted, Loss, WasAway
from bot.domain.state.formats import Advance
from bot.domain.state.identity import ItemId
from bot.domain.state.refusals import NotNow, WrongInput
from bot.domain.state.session import Moved, Session, SessionState, agenda_of
from bot.domain.typed.agenda import read_agenda
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
    in_the_night,
    on,
)
from tests.support.sessions import ANA


def pressed(session: Session, change: Change, at: datetime) -> Moved:
    current = session.current
    return change_time(session, change, ANA, current.id if current else None, at)


def test_a_night_ends_by_the_clock_without_a_cue_even_by_hand() -> None:
    session = begun(a_workshop("A 60, Day break until 9:00, B 60", how=Advance.MANUAL))
    session = pressed(session, Change.NEXT, on("24 16:00")).session

    assert wake_at(session) == on("25 09:00")
    moved = advance(session, on("25 09:00"))
    assert [type(record.fact) for record in moved.records] == [ItemEnded, ItemStarted]
    assert moved.session.current is not None
    assert moved.session.current.title == "B"


def test_a_night_takes_up_what_the_day_was_late() -> None:
    session = begun(a_workshop(how=Advance.MANUAL))
    for clock in ("24 16:30", "24 17:45"):
        session = pressed(advance(session, on(clock)).session, Change.NEXT, on(clock)).session
    assert session.current is not None
    assert session.current.id == NIGHT

    assert behind(session, on("24 17:45")) == NO_TIME
    assert ends_at(session) == session.hard_end == on("25 11:00")


def test_who_leads_is_asked_about_a_delay_of_the_day_and_can_keep_its_end() -> None:
    session = begun(a_workshop())
    moved = pressed(session, Change.EXTEND, on("24 15:05"))

    [fact] = [each.fact for each in moved.records if isinstance(each.fact, FellBehind)]
    assert (fact.behind, fact.session_ends_at) == (timedelta(minutes=5), on("24 17:05"))
    kept = pressed(moved.session, Change.SHRINK, on("24 15:06")).session
    assert ends(kept)[BUILD] == "24 17:00"
    assert ends(kept)[WINS] == "25 11:00"


def test_an_evening_may_come_later_and_the_next_day_stays_as_long() -> None:
    late = pressed(begun(a_workshop()), Change.EXTEND, on("24 15:05")).session

    session = pressed(late, Change.END_LATER, on("24 15:06")).session

    assert session.hard_end == on("24 17:05")
    assert behind(session, on("24 15:06")) == NO_TIME
    assert advance(session, on("25 09:00")).session.hard_end == on("25 11:00")


def test_next_begins_the_day_earlier() -> None:
    moved = pressed(in_the_night(), Change.NEXT, on("25 08:30"))

    assert ends(moved.session)[WINS] == "25 10:30"
    assert moved.session.hard_end == on("25 10:30")


def test_the_morning_can_be_put_off_while_somebody_is_missing() -> None:
    morning = advance(in_the_night(), on("25 09:01")).session

    back = pressed(morning, Change.BACK, on("25 09:01")).session

    assert ends(back)[NIGHT] == "25 09:06"
    assert behind(back, on("25 09:01")) == timedelta(minutes=6)


def test_going_back_before_a_night_and_on_again_keeps_the_morning() -> None:
    session = pressed(in_the_night(), Change.BACK, on("24 17:20")).session
    assert session.item(NIGHT) is not None
    assert ends(session)[NIGHT] == "25 09:00"

    session = advance(session, on("24 17:25")).session

    assert session.current is not None
    assert session.current.id == NIGHT
    assert session.current.due_at == on("25 09:00")


def test_a_night_can_be_undone() -> None:
    session = advance(begun(a_workshop()), on("24 16:30")).session
    night = pressed(session, Change.NEXT, on("24 16:30")).session
    assert night.current is not None
    assert night.current.id == NIGHT

    undone = undo(night, ANA, on("24 16:31")).session

    assert undone.current is not None
    assert undone.current.id == BUILD
    assert ends(undone)[NIGHT] == "25 09:00"


def test_a_night_can_be_neither_parked_nor_paused() -> None:
    with pytest.raises(WrongInput, match="A break cannot be parked"):
        park(begun(a_workshop()), ANA, NIGHT, on("24 15:01"))
    with pytest.raises(NotNow, match="It is night"):
        pressed(in_the_night(), Change.PAUSE, on("24 20:00"))


@pytest.mark.parametrize(
    ("found_at", "goes_on"), [("24 20:00", "25 09:00"), ("25 09:30", "25 09:30")]
)
def test_a_channel_lost_in_the_night_does_not_move_the_morning(found_at: str, goes_on: str) -> None:
    lost = time.halt(in_the_night(), Loss.ARCHIVED, on("24 17:01")).session
    assert lost.closes_at == on("25 13:00")

    session = pressed(lost, Change.RESUME, on(found_at)).session

    assert wake_at(session) == on(goes_on)


def test_a_day_that_nobody_ends_is_over_half_an_hour_late_and_the_rest_comes_in_the_morning() -> (
    None
):
    session = begun(a_workshop("A 60, B 30, Day break until 9:00, C 60", how=Advance.MANUAL))

    session = advance(session, on("24 20:00")).session

    night = session.current
    assert night is not None
    assert night.is_day_break
    assert night.started_at == on("24 17:00")  # an hour of A, 30 min of B, 30 min of overtime
    assert [item.title for item in session.pending] == ["B", "C"]
    assert advance(session, on("25 09:00")).session.state is SessionState.RUNNING


def test_a_pause_that_nobody_ends_is_the_end_of_the_day_only() -> None:
    paused = pressed(begun(a_workshop()), Change.PAUSE, on("24 15:30")).session

    session = advance(paused, on("25 09:00")).session

    assert session.state is SessionState.RUNNING
    assert session.item(FRAME).actual == timedelta(minutes=30)  # type: ignore[union-attr]
    assert [item.title for item in session.items][1:3] == ["Day break", "Break"]
    assert session.current is not None
    assert session.current.id == BREAK


def test_a_plan_written_anew_can_move_the_night() -> None:
    session = begun(a_workshop())
    plan = read_agenda("Build 30\nDay break until 10:00\nReview 60\nWins 30").items

    moved = edit_plan(session, ANA, (BREAK, BUILD, NIGHT, REVIEW, WINS), plan, on("24 15:10"))

    assert ends(moved.session)[NIGHT] == "25 10:00"
    assert ends(moved.session)[WINS] == "25 11:30"


def test_a_new_night_ends_the_day_where_it_stands() -> None:
    session = begun(a_workshop("A 60, B 60, C 60"))
    plan = read_agenda("B 60\nOvernight until 9:00\nC 60").items

    moved = edit_plan(session, ANA, (ItemId(2), ItemId(3)), plan, on("24 15:10"))

    assert moved.session.hard_end == on("24 17:00")
    assert behind(moved.session, on("24 15:10")) == NO_TIME


def test_a_night_that_is_taken_out_falls_away() -> None:
    session = begun(a_workshop("A 60, Overnight until 9:00, C 60"))
    plan = read_agenda("C 60").items

    moved = edit_plan(session, ANA, (ItemId(2), ItemId(3)), plan, on("24 15:10"))

    assert [item.title for item in moved.session.items] == ["A", "C"]
    assert moved.session.hard_end == on("24 17:00")


def test_what_the_bot_missed_of_a_night_is_the_morning_of_today_and_nothing_more() -> None:
    agenda = "A 60, Overnight until 9:00, B 60, Overnight until 9:00, C 60, D 60"
    session = replace(begun(a_workshop(agenda)), away_since=on("24 15:30"))

    moved = advance(session, on("26 09:10"))

    told = [
        record.fact
        for record in moved.records
        if isinstance(record.fact, ItemEnded | ItemStarted) and not record.fact.merged
    ]
    assert [fact.item for fact in told] == [ItemId(4), ItemId(5)]
    assert isinstance(moved.records[-1].fact, WasAway)


def test_a_bot_that_comes_back_in_the_night_tells_of_no_morning() -> None:
    session = replace(begun(a_workshop()), away_since=on("24 16:55"))

    moved = advance(session, on("25 03:00"))

    told = [record.fact for record in moved.records if isinstance(record.fact, ItemStarted)]
    assert [fact.item for fact in told if not fact.merged] == [NIGHT]
    assert all(record.fact.merged for record in moved.records if isinstance(record.fact, ItemEnded))


@pytest.mark.parametrize(
    ("evening", "hours"),
    [("2026-10-24 16:00", 16), ("2026-03-28 17:00", 14), ("2026-11-24 17:00", 15)],
)
def test_daylight_saving_changes_the_night_and_no_working_time(evening: str, hours: int) -> None:
    """From six in the evening to nine in the morning, in Berlin."""
    ends_day = datetime.fromisoformat(evening).replace(tzinfo=UTC)
    plan = a_workshop("A 60, Overnight until 9:00, B 60", "Europe/Berlin")
    session = begun(plan, ends_day - timedelta(hours=1))

    session = advance(session, ends_day).session

    assert session.current is not None
    assert session.current.timebox == timedelta(hours=hours)
    assert ends_at(session) == ends_day + timedelta(hours=hours + 1)


def test_a_day_over_midnight_goes_on_in_the_same_morning() -> None:
    session = begun(a_workshop("A 60, Overnight until 9:00, B 60"), on("24 23:30"))

    session = advance(session, on("25 09:00")).session

    assert session.current is not None
    assert (session.current.title, session.current.started_at) == ("B", on("25 09:00"))
    assert session.item(ItemId(1)).actual == timedelta(hours=1)  # type: ignore[union-attr]
    assert session.pending == ()
    assert session.items[0].state is ItemState.ENDED


def a_day(lengths: list[int], title: str) -> tuple[PlannedItem, ...]:
    return tuple(
        PlannedItem(title=f"{title}{at}", timebox=timedelta(minutes=each))
        for at, each in enumerate(lengths)
    )


LENGTHS = st.lists(st.integers(10, 60), min_size=2, max_size=4)
OVERNIGHT = read_agenda("Overnight until 9:00").items


@given(first=LENGTHS, second=LENGTHS, late=st.integers(6, 240))
def test_however_late_a_day_is_its_end_can_be_kept_and_the_next_day_stays_as_it_is(
    first: list[int], second: list[int], late: int
) -> None:
    plan = (*a_day(first, "A"), *OVERNIGHT, *a_day(second, "B"))
    draft = replace(
        a_workshop(), items=agenda_of(plan), slot=timedelta(minutes=sum(first + second))
    )
    session = begun(draft)
    evening, end = session.hard_end, ends_at(session)
    assert session.current is not None
    delayed = time.extend(
        session, ANA, session.current.id, on("24 15:00"), timedelta(minutes=late)
    ).session

    assert ends_at(delayed) == end
    assert behind(delayed, on("24 15:00")) == timedelta(minutes=late)
    try:
        kept = shrink_rest(delayed, ANA, on("24 15:00")).session
    except CannotFit:
        return
    night = next(each for each in clocks(kept) if kept.item(each.item).is_day_break)  # type: ignore[union-attr]
    assert night.starts_at == evening
    assert [item.timebox for item in kept.items[-len(second) :]] == [
        timedelta(minutes=each) for each in second
    ]
