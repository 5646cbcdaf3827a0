"""Goals: one to three each, changed until the end, ticked by whoever set them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves.goals import LONGEST_GOAL, LONGEST_WIN, set_goals, share_win, tick_goals
from bot.domain.state.agenda import Activity
from bot.domain.state.goals import GoalState
from bot.domain.state.refusals import NotAllowed, NotNow, WrongInput
from tests.support.sessions import (
    ANA,
    BEN,
    DAN,
    SessionBuilder,
    a_session,
    a_session_with_goals,
    an_item,
)


def running() -> SessionBuilder:
    return a_session_with_goals().running()


@given(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(GoalState)),
)
def test_what_was_said_of_a_goal_stays_as_long_as_the_goal(
    before: list[str], after: list[str], said: dict[str, GoalState]
) -> None:
    session = running().goals_set(BEN, *before).goals_ticked(BEN, said).build()

    own = set_goals(session, BEN, after).session.activities.goals.of(BEN)

    assert [goal.text for goal in own.goals] == after
    for goal in own.goals:
        assert goal.state == (said.get(goal.text) if goal.text in before else None)


def test_goals_belong_to_whoever_set_them_and_a_form_in_the_midst_takes_none_away() -> None:
    builder = (
        running().goals_set(ANA, "Taxes", " ", "Taxes").goals_set(BEN, "Taxes", "  Book  a room")
    )
    builder.goals_ticked(BEN, {"Taxes": GoalState.DONE, "Long gone": GoalState.DONE}, " Done!\n")

    goals = builder.build().activities.goals
    assert [goal.text for goal in goals.of(ANA).goals] == ["Taxes"]
    assert goals.of(ANA).goals[0].state is None
    assert [goal.state for goal in goals.of(BEN).goals] == [GoalState.DONE, None]
    assert [(each.person, each.win) for each in goals.with_wins] == [(BEN, "Done!")]


def test_a_win_can_be_shared_without_a_goal_and_taken_back() -> None:
    session = running().goals_ticked(BEN, {}, "I was here").build()
    assert session.activities.goals.set_by == ()
    assert [each.win for each in session.activities.goals.with_wins] == ["I was here"]

    assert tick_goals(session, BEN, {}, "").session.activities.goals.with_wins == ()


def test_a_win_is_shared_where_nobody_is_asked_for_goals_from_its_step_on() -> None:
    plan = (an_item("Draft", 10), an_item("Wins", 10, Activity.WINS), an_item("Next steps", 10))
    builder = a_session(plan).running()
    with pytest.raises(NotNow, match="Wins come later"):
        share_win(builder.build(), BEN, "Early")

    # A form that comes in when its step is over is none the worse.
    session = share_win(builder.to_step(3).build(), BEN, " A  draft\n").session

    assert [(each.person, each.win) for each in session.activities.goals.with_wins] == [
        (BEN, "A draft")
    ]
    assert share_win(session, BEN, "").session.activities.goals.with_wins == ()
    with pytest.raises(WrongInput, match="300 characters"):
        share_win(session, BEN, "x" * (LONGEST_WIN + 1))
    with pytest.raises(NotAllowed, match="share a win"):
        share_win(session, DAN, "Not here")


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((), "at least one"),
        (("", "  "), "at least one"),
        (("a", "b", "c", "d"), "3 goals are the most"),
        (("x" * (LONGEST_GOAL + 1),), "150 characters"),
    ],
)
def test_goals_that_cannot_be_used_are_told(texts: tuple[str, ...], why: str) -> None:
    with pytest.raises(WrongInput, match=why):
        set_goals(running().build(), BEN, texts)


def test_a_win_that_is_too_long_is_told() -> None:
    with pytest.raises(WrongInput, match="300 characters"):
        tick_goals(running().build(), BEN, {}, "x" * (LONGEST_WIN + 1))


def test_only_those_who_take_part_set_goals_while_it_runs_and_where_they_are_asked() -> None:
    with pytest.raises(NotAllowed, match="Press Join first"):
        set_goals(running().build(), DAN, ["Taxes"])
    with pytest.raises(NotAllowed, match="Press Join first"):
        set_goals(running().watched_by(BEN).build(), BEN, ["Taxes"])
    with pytest.raises(NotNow, match="closed"):
        tick_goals(running().closed().build(), BEN, {}, "")
    with pytest.raises(NotNow, match="Nobody is asked"):
        set_goals(a_session().running().build(), BEN, ["Taxes"])
