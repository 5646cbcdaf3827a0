"""Plans that are kept under a name, and a session that is held once more."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves.plan import edit_plan, end_later, shrink_rest
from bot.domain.moves.time import extend
from bot.domain.rules.again import carried_over, plan_again
from bot.domain.rules.plan import UnderSlot, concerns
from bot.domain.rules.recap import NO_WORK
from bot.domain.rules.schedule import planned_time
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import Activity, PlannedItem, minutes, total
from bot.domain.state.formats import Role
from bot.domain.state.identity import ItemId
from bot.domain.state.refusals import WrongInput
from bot.domain.typed.templates import LONGEST_TEMPLATE_NAME, read_template_name
from tests.support.sessions import ANA, PLAN, a_session, an_item, at
from tests.support.sessions import minutes as minutes_long

RESERVED = frozenset({"team", "start", "auto"})
WEEKLY = (
    an_item("Check-in", 5, Activity.CHECK_IN),
    an_item("One"),
    an_item("Two"),
    an_item("Break", 5, Activity.BREAK),
    an_item("Three"),
    an_item("Wins", 5, Activity.WINS),
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("retro", "retro"), ("  Retro-2 ", "retro-2"), ("übung", "übung"), ("x" * 40, "x" * 40)],
)
def test_a_name_is_kept_in_small_letters(typed: str, name: str) -> None:
    assert read_template_name(typed, RESERVED) == name


@pytest.mark.parametrize(
    "typed",
    ["", "two words", "a_b", "a/b", "<!here>", "60", "---", "x" * (LONGEST_TEMPLATE_NAME + 1)],
)
def test_what_is_no_name_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(WrongInput, match="Try one such as"):
        read_template_name(typed, RESERVED)


@pytest.mark.parametrize("typed", ["team", "START", "auto", "60m", "1h30", "2h"])
def test_a_name_that_means_something_else_in_a_start_line_is_refused(typed: str) -> None:
    with pytest.raises(WrongInput, match="means something else"):
        read_template_name(typed, RESERVED)


def test_a_template_keeps_the_plan_with_its_owners_and_not_the_day() -> None:
    builder = a_session().running().to_step(2).after(10)
    builder.session = extend(builder.session, builder.session.in_charge, ItemId(2), at(10)).session

    kept = plan_to_keep(builder.session)

    assert kept.items == PLAN
    assert kept.slot == builder.session.slot
    assert kept.roles == tuple(Role)


def test_what_was_written_on_the_way_is_in_the_plan_with_its_time() -> None:
    builder = a_session().running().to_step(2).after(7)
    anew = (an_item("Risks", 15), an_item("Review", 20), an_item("Wins", 10, Activity.WINS))
    coming = tuple(item.id for item in builder.session.pending)

    edited = edit_plan(builder.session, ANA, coming, anew, builder.now).session

    kept = plan_to_keep(edited)
    assert [item.title for item in kept.items] == ["Check-in", "Draft", "Risks", "Review", "Wins"]
    assert [minutes(item.timebox) for item in kept.items] == [5, 25, 15, 20, 10]
    assert kept.slot == total(kept.items)


def test_what_was_shortened_for_the_day_is_as_long_as_before_the_next_time() -> None:
    builder = a_session().running().to_step(2).after(40)
    shorter = shrink_rest(builder.session, ANA, builder.now).session
    coming = tuple(item.id for item in shorter.pending)
    as_shown = tuple(item.as_planned for item in shorter.pending)

    edited = edit_plan(shorter, ANA, coming, as_shown, builder.now).session

    assert plan_to_keep(edited).items == PLAN


def test_what_was_written_out_of_the_plan_can_be_held_another_time() -> None:
    builder = a_session().running().to_step(2).after(7)
    coming = tuple(item.id for item in builder.session.pending)
    anew = (an_item("Wins", 10, Activity.WINS),)

    edited = edit_plan(builder.session, ANA, coming, anew, builder.now).session

    (review,) = (line for line in plan_again(edited).items if line.title == "Review")
    assert review.timebox == minutes_long(15)
    assert planned_time(edited) == minutes_long(5 + 25 + 10)


def test_a_session_that_ended_later_takes_no_longer_the_next_time() -> None:
    builder = a_session().running().to_step(2).after(45)
    later = end_later(builder.session, ANA, builder.now).session
    assert later.slot > builder.session.slot

    kept = plan_to_keep(later)

    assert (kept.items, kept.slot) == (PLAN, builder.session.slot)
    assert not [each for each in concerns(kept.items, kept.slot) if isinstance(each, UnderSlot)]


def test_what_nobody_marked_done_comes_before_what_was_done() -> None:
    builder = a_session(WEEKLY).running().to_step(2).ticked(2).to_step(3).skipped()

    assert [item.title for item in carried_over(builder.session)] == ["Two", "Three"]
    assert [item.title for item in plan_again(builder.session).items] == [
        "Check-in",
        "Two",
        "Three",
        "Break",
        "One",
        "Wins",
    ]


@given(
    plan=st.lists(
        st.builds(an_item, st.sampled_from("abc"), activity=st.sampled_from(Activity)), min_size=1
    ),
    ticked=st.sets(st.integers(1, 5)),
)
def test_nothing_is_lost_and_all_but_work_stays_in_its_place(
    plan: list[PlannedItem], ticked: set[int]
) -> None:
    builder = a_session(plan).running()
    for step in range(1, len(plan) + 1):
        builder.to_step(step)
        if step in ticked and not plan[step - 1].is_break:
            builder.ticked(step)
    last = builder.through().closed().session

    again = plan_again(last).items

    assert Counter(again) == Counter(item.as_planned for item in last.items)
    for before, after in zip(last.items, again, strict=True):
        assert (before.activity in NO_WORK) == (after.activity in NO_WORK)
        assert before.activity not in NO_WORK or before.as_planned == after
