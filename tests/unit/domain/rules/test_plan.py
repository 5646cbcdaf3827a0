"""A plan can be checked, fitted to its slot, given breaks, and made from a format."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rules.plan import (
    CannotFit,
    Items,
    NoBreak,
    OverSlot,
    UnderSlot,
    add_break,
    concerns,
    fit,
    scaled,
)
from bot.domain.state.agenda import MINUTE, Activity, PlannedItem, minutes, total
from bot.domain.state.formats import Advance, FormatItem, Role, SessionFormat
from bot.domain.typed.agenda import read_agenda

WEEK = timedelta(days=7)


def plan(text: str) -> Items:
    read = read_agenda("\n".join(text.split(", ")))
    assert read.unreadable == ()
    return read.items


def told(items: Items) -> str:
    return ", ".join(f"{item.title} {minutes(item.timebox)}" for item in items)


def a_format(*agenda: tuple[str, float, int, int]) -> SessionFormat:
    return SessionFormat(
        name="own",
        title="Own",
        summary="",
        default_minutes=60,
        shortest_minutes=30,
        longest_minutes=120,
        advance=Advance.AUTO,
        roles=tuple(Role),
        agenda=tuple(
            FormatItem(
                title=title,
                activity=Activity.WORK,
                weight=weight,
                at_least=least,
                at_most=most,
            )
            for title, weight, least, most in agenda
        ),
        tasks={},
    )


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("A 30, B 30", 60, ()),
        ("A 30", 60, (UnderSlot(30 * MINUTE),)),
        ("A 30, B 26", 60, ()),
        ("A 30, B 42", 90, (UnderSlot(18 * MINUTE), NoBreak(72 * MINUTE))),
        ("A 30, B 42", 60, (OverSlot(12 * MINUTE), NoBreak(72 * MINUTE))),
        ("A 60, Break 5, B 60", 129, ()),
        ("A 50, Break 5, B 61, Break 5", 121, (NoBreak(116 * MINUTE),)),
        ("A 70, Break 5, B 80, Break 5, C 65", 225, (NoBreak(155 * MINUTE),)),
        ("Break 5", 5, ()),
    ],
)
def test_a_plan_too_long_or_without_a_break_raises_concerns(
    text: str, slot: int, expected: tuple[object, ...]
) -> None:
    found = concerns(plan(text), slot * MINUTE)

    assert found == expected


def test_an_empty_plan_leaves_the_whole_slot_free() -> None:
    found = concerns((), 60 * MINUTE)

    assert found == (UnderSlot(60 * MINUTE),)


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("A 10, B 20", 60, "A 10, B 20"),
        ("A 40, B 40", 60, "A 30, B 30"),
        ("A 50, B 25, C 25", 60, "A 30, B 15, C 15"),
        ("A 10, B 10, C 10", 20, "A 7, B 7, C 6"),
        ("A 90, B 1", 30, "A 29, B 1"),
        ("A 60, Break 10, B 60", 70, "A 30, Break 10, B 30"),
        ("A 60, Break 10, B 60", 9, "A 1, Break 7, B 1"),
        ("A 60, Break 3, B 60", 5, "A 1, Break 3, B 1"),
    ],
)
def test_items_give_way_in_proportion_and_breaks_last(text: str, slot: int, expected: str) -> None:
    fitted = fit(plan(text), slot * MINUTE)

    assert told(fitted) == expected


def test_more_steps_than_minutes_cannot_fit() -> None:
    with pytest.raises(CannotFit) as refused:
        fit(plan("A 10, Break 10, B 10"), 6 * MINUTE)

    assert refused.value.text == (
        "These steps need at least 7 minutes, and there are 6. "
        "Take steps out, or make the session longer."
    )


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("A 30, B 30", 60, "A 30, B 30"),
        ("A 30, B 35", 90, "A 30, Break 5, B 35"),
        ("A 20, B 20, C 30", 90, "A 20, B 20, Break 5, C 30"),
        ("A 30, B 40", 70, "A 28, Break 5, B 37"),
        ("A 30, B 40", 60, "A 30, Break 5, B 40"),
        ("A 50, B 60", 120, "A 50, Break 10, B 60"),
        ("A 70", 90, "A 35, Break 5, A (continued) 35"),
        ("A 5, B 80", 90, "A 5, B 35, Break 5, B (continued) 45"),
        ("A 45, B 65", 120, "A 45, B 10, Break 10, B (continued) 55"),
        ("A 20, Break 5, B 70", 95, "A 18, Break 5, B 31, Break 10, B (continued) 31"),
        ("A 80, B 100", 240, "A 80, Break 10, B 100"),
        ("A (continued) 70", 90, "A (continued) 35, Break 5, A (continued) 35"),
    ],
)
def test_a_break_goes_near_the_middle_of_the_longest_stretch(
    text: str, slot: int, expected: str
) -> None:
    longer = add_break(plan(text), slot * MINUTE)

    assert told(longer) == expected


def test_a_split_item_keeps_its_owner_and_its_activity() -> None:
    items = add_break(plan("Ideas 70 @ana"), 90 * MINUTE)

    first, _, second = items
    assert (first.owner, first.activity) == (second.owner, second.activity)


def test_a_split_item_keeps_within_the_longest_title() -> None:
    items = add_break((PlannedItem(title="x" * 150, timebox=70 * MINUTE),), 90 * MINUTE)

    assert items[-1].title == "x" * 138 + " (continued)"


def test_many_tiny_steps_leave_no_time_for_a_break() -> None:
    items = (PlannedItem(title="Step", timebox=MINUTE),) * 61

    with pytest.raises(CannotFit):
        add_break(items, 61 * MINUTE)


def test_time_goes_by_weight_within_the_bounds_and_in_fives() -> None:
    items = scaled(a_format(("A", 1, 5, 5), ("B", 1, 1, 90), ("C", 2, 20, 90)), 50 * MINUTE)

    assert told(items) == "A 5, B 15, C 30"


def test_what_fives_leave_over_goes_to_the_longest_item() -> None:
    items = scaled(a_format(("A", 1, 1, 90), ("B", 2, 1, 90)), 48 * MINUTE)

    assert told(items) == "A 15, B 33"


@pytest.mark.parametrize(
    ("first", "expected"),
    [(("A", 1, 6, 9), "A 9, B 31"), (("A", 1, 38, 40), "A 38, B 2")],
)
def test_minutes_are_used_where_fives_do_not_work(
    first: tuple[str, float, int, int], expected: str
) -> None:
    items = scaled(a_format(first, ("B", 2, 1, 90)), 40 * MINUTE)

    assert told(items) == expected


def test_a_short_session_is_planned_by_the_minute() -> None:
    items = scaled(a_format(("A", 1, 1, 90), ("B", 2, 1, 90)), 20 * MINUTE)

    assert told(items) == "A 7, B 13"


def test_a_long_agenda_has_as_many_breaks_as_it_needs() -> None:
    items = scaled(a_format(("A", 1, 1, 480)), 240 * MINUTE)

    assert told(items) == (
        "A (1 of 4) 50, Break 10, A (2 of 4) 55, Break 10, A (3 of 4) 50, Break 10, A (4 of 4) 55"
    )


def a_workshop(*agenda: tuple[str, float, int, int]) -> SessionFormat:
    return replace(a_format(*agenda), day_minutes=480, long_break_minutes=45)


def test_a_long_day_has_one_long_break_near_its_middle() -> None:
    items = scaled(a_workshop(("A", 1, 1, 480)), 360 * MINUTE)

    assert told(items) == (
        "A (1 of 6) 45, Break 10, A (2 of 6) 45, Break 10, A (3 of 6) 45, Long break 45, "
        "A (4 of 6) 45, Break 10, A (5 of 6) 45, Break 10, A (6 of 6) 50"
    )


def test_what_is_longer_than_a_day_takes_equal_days_with_a_night_between() -> None:
    items = scaled(a_workshop(("A", 1, 60, 240), ("B", 1, 60, 2000)), 600 * MINUTE)

    night = next(item for item in items if item.is_day_break)
    first = items[: items.index(night)]
    assert (night.title, night.until) == ("Day break", "9:00")
    assert (total(first), total(items)) == (300 * MINUTE, 600 * MINUTE)


def test_no_tiny_part_of_a_step_is_left_for_another_day() -> None:
    items = scaled(a_workshop(("A", 1, 203, 203), ("B", 1, 60, 2000)), 490 * MINUTE)

    night = next(at for at, item in enumerate(items) if item.is_day_break)
    assert items[night + 1].title.startswith("B")


def test_a_night_ends_a_stretch_and_takes_no_time_of_a_plan() -> None:
    items = plan("A 50, Day break until 9:00, B 50")

    assert concerns(items, 100 * MINUTE) == ()
    assert told(fit(items, 60 * MINUTE)) == "A 30, Day break 0, B 30"
    assert add_break(items, 100 * MINUTE) == items


def test_a_break_goes_into_the_day_that_lacks_one() -> None:
    items = add_break(plan("A 50, Day break until 9:00, B 70"), 200 * MINUTE)

    assert told(items) == "A 50, Day break 0, B 35, Break 10, B (continued) 35"


def test_parts_of_parts_are_numbered_but_what_people_numbered_stays() -> None:
    items = add_break(plan("Unit (1 of 3) 10, Unit (2 of 3) 10, Unit (3 of 3) 10"), 90 * MINUTE)
    assert told(items) == "Unit (1 of 3) 10, Unit (2 of 3) 10, Unit (3 of 3) 10"

    items = add_break(plan("A 40, Break 5, A (continued) 70"), 200 * MINUTE)
    assert told(items) == "A (1 of 3) 40, Break 5, A (2 of 3) 35, Break 10, A (3 of 3) 35"


@pytest.mark.parametrize("length", [29, 101])
def test_a_length_outside_the_bounds_of_the_agenda_is_refused(length: int) -> None:
    with pytest.raises(CannotFit) as refused:
        scaled(a_format(("A", 1, 30, 100)), length * MINUTE)

    assert refused.value.text.startswith("Own: the steps take 30 to 100 minutes together")


ITEMS = st.lists(
    st.builds(
        PlannedItem,
        title=st.sampled_from(["Draft", "Review"]),
        timebox=st.integers(1, 480).map(lambda count: count * MINUTE),
        activity=st.sampled_from([Activity.WORK, Activity.WORK, Activity.IDEAS, Activity.BREAK]),
    ),
    max_size=8,
).map(tuple)
SLOTS = st.integers(0, 600).map(lambda count: count * MINUTE)


@given(ITEMS, SLOTS)
def test_a_fitted_plan_is_within_its_slot_and_otherwise_the_same(
    items: Items, slot: timedelta
) -> None:
    try:
        fitted = fit(items, slot)
    except CannotFit:
        return

    assert total(fitted) == min(total(items), slot)
    assert [(item.title, item.activity) for item in fitted] == [
        (item.title, item.activity) for item in items
    ]
    for before, after in zip(items, fitted, strict=True):
        least = 5 * MINUTE if before.activity is Activity.BREAK else MINUTE
        assert min(before.timebox, least) <= after.timebox <= before.timebox


@given(ITEMS, SLOTS)
def test_adding_breaks_comes_to_an_end(items: Items, slot: timedelta) -> None:
    try:
        for _ in range(total(items) // (5 * MINUTE) + 1):
            longer = add_break(items, slot)
            if longer == items:
                break
            assert total(longer) <= max(slot, total(items) + 10 * MINUTE)
            items = longer
    except CannotFit:
        return

    assert not any(isinstance(each, NoBreak) for each in concerns(items, slot))


@given(ITEMS)
def test_a_break_takes_no_time_from_the_rest_when_there_is_room(items: Items) -> None:
    longer = add_break(items, WEEK)

    added = total(longer) - total(items)
    assert added == (timedelta(0) if longer == items else 10 * MINUTE)


AGENDAS = st.lists(
    st.tuples(st.just("A"), st.floats(0.1, 9), st.integers(1, 6)), min_size=1, max_size=5
)


@given(AGENDAS, st.integers(30, 120))
def test_a_scaled_agenda_has_exactly_its_length_and_breaks(
    agenda: list[tuple[str, float, int]], length: int
) -> None:
    session_format = a_format(*((*item, 120) for item in agenda))

    items = scaled(session_format, length * MINUTE)

    assert concerns(items, length * MINUTE) == ()
    assert total(items) == length * MINUTE
