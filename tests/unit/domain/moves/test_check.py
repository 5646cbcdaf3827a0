"""The check before and after: private answers, and in the end only the group's shift."""

from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.application.posts.contents import Card, RecapPage, Step
from bot.domain.moves.check import answer
from bot.domain.moves.clock import advance
from bot.domain.moves.close import Verdict, close, close_unattended
from bot.domain.moves.discard import discard
from bot.domain.moves.people import join
from bot.domain.moves.reopen import REOPEN_FOR, reopen
from bot.domain.rules.recap import recap_of
from bot.domain.state.agenda import Activity
from bot.domain.state.check import FEWEST_TO_SHOW, LEVELS, GroupShift, Quiz, Shift
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import NotAllowed, NotNow, WrongInput
from bot.domain.state.session import Moved, Result, Session
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    START,
    SessionBuilder,
    a_session,
    an_item,
    at,
)
from tests.unit.adapters.slack.form_payloads import payload_of

BEFORE, AFTER = ItemId(1), ItemId(3)
PLAN = (
    an_item("Can you do it?", 5, Activity.QUIZ),
    an_item("Try", 20),
    an_item("And now?", 5, Activity.QUIZ),
)
PEOPLE = [PersonId(f"U0P{number}") for number in range(8)]
levels = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(LEVELS))


def said(session: Session, about: ItemId, answers: dict[PersonId, int]) -> Session:
    for person, level in answers.items():
        session = answer(session, person, about, (level,)).session
    return session


def trained(before: dict[PersonId, int], after: dict[PersonId, int]) -> Session:
    """Everybody came, some answered before, some after."""
    session = a_session(PLAN).started().build()
    for person in PEOPLE:
        session = join(session, person, START).session
    session = said(session, BEFORE, before)
    return said(SessionBuilder(session).to_step(3).build(), AFTER, after)


@settings(deadline=None)
@given(levels, levels)
def test_the_shift_is_that_of_those_who_answered_both_and_no_name_is_left(
    before: dict[PersonId, int], after: dict[PersonId, int]
) -> None:
    told = close(trained(before, after), ANA, Verdict(result=Result.MET), at(30)).session
    closed = advance(told, at(30) + REOPEN_FOR).session

    both = before.keys() & after.keys()
    assert closed.activities.quiz.answers == ()
    assert not any(person in repr(closed.activities.quiz) for person in PEOPLE)
    assert closed.activities.quiz.result == told.activities.quiz.result
    if not before or not after:
        assert closed.activities.quiz.result is None
    elif len(both) < FEWEST_TO_SHOW:
        assert closed.activities.quiz.result == GroupShift(people=None)
    else:
        result = closed.activities.quiz.result
        assert result is not None
        assert result.people == len(both)
        (shift,) = result.shifts
        assert shift.before * len(both) == pytest.approx(sum(before[each] for each in both))
        assert shift.after * len(both) == pytest.approx(sum(after[each] for each in both))


@settings(deadline=None)
@given(levels, levels)
def test_no_message_says_what_anybody_answered(
    before: dict[PersonId, int], after: dict[PersonId, int]
) -> None:
    """Who answered what does not matter to what people see while it runs, only how many did."""
    session = trained(before, after)
    other = trained(before, dict.fromkeys(after, 1))
    item = session.current
    assert item is not None

    assert payload_of(Step(session, item)) == payload_of(Step(other, item))
    assert payload_of(Card(session)) == payload_of(Card(other))
    closed = close_unattended(session, at(60)).session
    recap = str(payload_of(RecapPage(recap_of(closed), 1, 1, ())))
    assert not any(person in recap for person in PEOPLE)


def test_a_training_closed_by_mistake_between_its_checks_still_shows_its_shift() -> None:
    builder = SessionBuilder(trained(dict.fromkeys(PEOPLE[:3], 2), {})).gone_back().after(20)
    reopened = reopen(builder.closed().session, ANA, at(30)).session
    again = SessionBuilder(reopened).after(31).to_step(3)
    again.session = said(again.session, AFTER, dict.fromkeys(PEOPLE[:3], 4))

    result = again.closed().session.activities.quiz.result

    assert result is not None
    assert (result.people, result.shifts[0].before, result.shifts[0].after) == (3, 2, 4)


@settings(deadline=None)
@given(before=levels, after=levels, late=levels)
def test_two_recaps_together_tell_of_nobody_alone(
    before: dict[PersonId, int], after: dict[PersonId, int], late: dict[PersonId, int]
) -> None:
    builder = SessionBuilder(trained(before, after)).after(30).closed()
    first = builder.session.activities.quiz.result
    reopened = reopen(builder.session, ANA, at(31)).session
    again = SessionBuilder(said(reopened, AFTER, late)).after(32).closed()

    second = again.session.activities.quiz.result

    if second != first and second is not None and second.people is not None:
        told = first.people if first is not None and first.people is not None else 0
        assert second.people - told >= FEWEST_TO_SHOW


def test_a_late_answer_is_told_together_with_enough_others_only() -> None:
    sure = dict.fromkeys(PEOPLE[:7], 2)
    builder = SessionBuilder(trained(sure, dict.fromkeys(PEOPLE[:3], 3))).after(30)
    first = builder.closed().session.activities.quiz.result

    recaps = []
    for late in (PEOPLE[3:4], PEOPLE[4:5], PEOPLE[5:6]):
        reopened = reopen(builder.session, ANA, builder.now).session
        builder = SessionBuilder(said(reopened, AFTER, dict.fromkeys(late, 5)), now=builder.now)
        recaps.append(builder.closed().session.activities.quiz.result)

    assert recaps[:2] == [first, first]
    assert recaps[2] is not None
    assert (recaps[2].people, recaps[2].shifts[0].after) == (6, 4)


@pytest.mark.parametrize("gone", ["final", "rehearsed", "discarded"])
def test_answers_are_dropped_once_nothing_can_need_them(gone: str) -> None:
    session = trained({PEOPLE[0]: 1}, {PEOPLE[0]: 2})
    if gone == "rehearsed":
        session = replace(session, pace=60)
    if gone != "discarded":
        session = close(session, ANA, Verdict(result=Result.MET), at(30)).session
    if gone == "final":
        assert session.activities.quiz.answers
        session = advance(session, at(30) + REOPEN_FOR).session
    if gone == "discarded":
        session = discard(session, ANA, at(30)).session

    assert not any(person in repr(session.activities.quiz) for person in PEOPLE)


def test_the_last_answer_counts() -> None:
    session = said(said(trained({}, {}), AFTER, {PEOPLE[0]: 2}), AFTER, {PEOPLE[0]: 5})

    assert [each.levels for each in session.activities.quiz.answers] == [(5,)]


def test_each_question_of_a_format_has_its_own_shift() -> None:
    started = a_session(PLAN).running().build()
    builder = SessionBuilder(started.with_activity(Quiz(questions=("Do?", "Show?"))))
    for about, how_sure in ((BEFORE, (1, 2)), (AFTER, (3, 5))):
        builder.to_step(about)
        for person in (ANA, BEN, CARA):
            builder.moved(partial(_answered, person=person, about=about, how_sure=how_sure))

    assert builder.closed().build().activities.quiz.result == GroupShift(
        people=3,
        shifts=(
            Shift(question="Do?", before=1, after=3),
            Shift(question="Show?", before=2, after=5),
        ),
    )


def _answered(
    session: Session, _now: datetime, person: PersonId, about: ItemId, how_sure: tuple[int, ...]
) -> Moved:
    return answer(session, person, about, how_sure)


def test_a_check_takes_answers_of_those_who_take_part_while_it_runs() -> None:
    session = a_session(PLAN).running().build()

    with pytest.raises(NotAllowed, match="Press Join"):
        answer(session, DAN, BEFORE, (3,))
    with pytest.raises(NotNow, match="This check is over"):
        answer(session, BEN, AFTER, (3,))
    with pytest.raises(NotNow, match="This check is over"):
        answer(session, BEN, ItemId(2), (3,))
    for wrong in ((), (0,), (6,), (3, 3)):
        with pytest.raises(WrongInput, match="1 to 5"):
            answer(session, BEN, BEFORE, wrong)
