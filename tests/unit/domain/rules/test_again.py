from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves.plan import edit_plan
from bot.domain.rules.again import carried_over, plan_again
from bot.domain.rules.recap import NO_WORK
from bot.domain.rules.schedule import planned_time
from bot.domain.state.agenda import Activity, PlannedItem
from tests.support.sessions import ANA, a_session, an_item
from tests.support.sessions import minutes as minutes_long

WEEKLY = (
    an_item("Check-in", 5, Activity.CHECK_IN),
    an_item("One"),
    an_item("Two"),
    an_item("Break", 5, Activity.BREAK),
    an_item("Three"),
    an_item("Wins", 5, Activity.WINS),
)


def test_what_was_written_out_of_the_plan_can_be_held_another_time() -> None:
    builder = a_session().running().to_step(2).after(7)
    coming = tuple(item.id for item in builder.session.pending)
    anew = (an_item("Wins", 10, Activity.WINS),)

    edited = edit_plan(builder.session, ANA, coming, anew, builder.now).session

    (review,) = (line for line in plan_again(edited).items if line.title == "Review")
    assert review.timebox == minutes_long(15)
    assert planned_time(edited) == minutes_long(5 + 25 + 10)


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
