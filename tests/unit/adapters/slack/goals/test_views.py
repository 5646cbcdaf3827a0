"""A new message about goals and wins calls nobody; one that is there may name people."""

from bot.application.posts.contents import Step
from bot.domain.state.goals import GoalState
from bot.domain.state.session import Session
from tests.support.sessions import ANA, BEN
from tests.unit.adapters.slack.form_payloads import markdown_in, payload_of
from tests.unit.adapters.slack.view_samples import goals_before_another_check_in, item, with_goals


def said(session: Session, step: int) -> str:
    return "\n".join(markdown_in(payload_of(Step(session, item(session, step)))))


def test_a_second_check_in_counts_the_goals_from_before_and_names_who_speaks_in_it() -> None:
    builder = goals_before_another_check_in()
    fresh = said(builder.build(), 2)
    assert "3 goals of 2 people" in fresh
    assert "<@" not in fresh

    later = said(builder.goals_set(BEN, "Slides").build(), 2)

    assert f"<@{BEN}>: Slides" in later
    assert "2 goals of 1 person" in later
    assert f"<@{ANA}>" not in later


def test_the_first_check_in_names_who_comes_late_as_well() -> None:
    session = goals_before_another_check_in().build()

    assert f"<@{ANA}>" in said(session, 1)
    assert f"<@{BEN}>" in said(session, 1)


def test_a_win_that_was_shared_in_a_break_stands_in_the_step_for_wins_without_its_person() -> None:
    builder = with_goals().to_step(3).goals_ticked(BEN, {}, "Empty inbox").to_step(5)
    fresh = said(builder.build(), 5)
    assert "• Empty inbox" in fresh
    assert "<@" not in fresh

    builder.goals_ticked(BEN, {"Empty inbox": GoalState.DONE}, "Empty inbox")

    assert f"Empty inbox · by <@{BEN}>" in said(builder.build(), 5)
