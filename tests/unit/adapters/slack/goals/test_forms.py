from bot.adapters.slack.goals.forms import (
    goals_form,
    read_goals_form,
    read_tick_form,
    read_win_form,
    tick_form,
    win_form,
)
from bot.domain.state.goals import GoalState
from bot.domain.state.identity import SessionId
from tests.support.sessions import BEN, CARA, SessionBuilder, a_session_with_goals
from tests.unit.adapters.slack.form_payloads import filled_in

SESSION = SessionId("S1")


def with_goals() -> SessionBuilder:
    return a_session_with_goals().running().goals_set(BEN, "Taxes", "A room")


def test_goals_that_were_set_stand_in_the_form_to_be_changed() -> None:
    session = with_goals().build()

    assert read_goals_form(filled_in(goals_form(session, BEN))) == (
        SESSION,
        ("Taxes", "A room", ""),
    )
    assert read_goals_form(filled_in(goals_form(session, CARA))) == (SESSION, ("", "", ""))


def test_what_was_said_of_a_goal_comes_back_with_its_text() -> None:
    session = with_goals().goals_ticked(BEN, {"Taxes": GoalState.PARTLY}, "Half of it").build()
    form = tick_form(session, BEN)
    done = {"selected_option": {"value": "done"}}

    assert read_tick_form(filled_in(form)) == (SESSION, {"Taxes": GoalState.PARTLY}, "Half of it")
    assert read_tick_form(filled_in(form, goal_state_2=done, win={"value": None})) == (
        SESSION,
        {"Taxes": GoalState.PARTLY, "A room": GoalState.DONE},
        "",
    )


def test_a_win_is_shared_without_goals() -> None:
    form = win_form(with_goals().build(), CARA)

    assert read_win_form(filled_in(form, win={"value": " It works "})) == (SESSION, "It works")
