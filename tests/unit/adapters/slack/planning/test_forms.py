from dataclasses import replace

from bot.adapters.slack.planning import forms as planning_forms
from bot.domain.state.identity import SessionId
from tests.support.sessions import BEN, PLACE, a_session
from tests.unit.adapters.slack.form_payloads import filled_in
from tests.unit.adapters.slack.form_samples import EMPTY, FILLED, FORMATS, TEMPLATES

SESSION = SessionId("S1")


def test_a_start_form_shown_again_holds_all_that_was_typed() -> None:
    assert (
        planning_forms.read_start_form(filled_in(planning_forms.start_form(FORMATS, FILLED)))
        == FILLED
    )


def test_a_template_that_was_chosen_is_read_in_the_place_of_a_format() -> None:
    chosen = replace(FILLED, format="", template="retro")
    form = planning_forms.start_form(FORMATS, chosen, TEMPLATES)

    assert planning_forms.read_start_form(filled_in(form)) == chosen


def test_an_untouched_start_form_asks_for_the_first_format_and_nothing_else() -> None:
    read = planning_forms.read_start_form(filled_in(planning_forms.start_form(FORMATS, EMPTY)))

    assert read == planning_forms.StartFormValues(channel=PLACE.channel, format="team")


def test_a_plan_can_be_edited_with_all_that_is_in_it() -> None:
    values = planning_forms.values_of(a_session().build())

    assert values.agenda.splitlines()[1] == f"Draft 25 <@{BEN}>"
    assert values.length == "60"
    assert values.revises == SESSION
