from bot.adapters.slack.session.forms import change_plan_form, plan_of, read_change_plan_form
from bot.domain.state.identity import ItemId
from tests.unit.adapters.slack.form_payloads import filled_in
from tests.unit.adapters.slack.view_samples import running


def test_a_plan_that_nobody_changed_comes_back_as_it_was() -> None:
    plan = plan_of(running().build())

    assert read_change_plan_form(filled_in(change_plan_form(plan))) == plan


def test_only_what_is_still_to_come_can_be_changed() -> None:
    session = running().build()
    plan = plan_of(session)

    assert plan.seen == tuple(item.id for item in session.pending)
    assert ItemId(2) not in plan.seen
    assert len(plan.agenda.splitlines()) == len(session.pending)


def test_a_plan_of_more_than_slack_keeps_in_a_form_is_too_long() -> None:
    plan = plan_of(running().build())

    assert not plan.is_too_long
    assert plan.model_copy(update={"agenda": "x" * 3000}).is_too_long
