from bot.adapters.slack.groups import forms as groups_forms
from bot.adapters.slack.kit.ids import Pressed
from bot.domain.state.identity import ItemId
from tests.unit.adapters.slack.form_payloads import filled_in
from tests.unit.adapters.slack.turns_samples import in_groups


def test_a_split_form_left_as_it_is_keeps_the_size() -> None:
    session = in_groups().build()
    pressed = Pressed(session.id, ItemId(2), "3")

    assert groups_forms.read_split_form(filled_in(groups_forms.split_form(session, pressed))) == (
        pressed,
        session.activities.breakouts.size,
    )


def test_a_result_form_knows_its_group() -> None:
    session = in_groups().build()
    pressed = Pressed(session.id, ItemId(2), "1")
    view = filled_in(groups_forms.result_form(session, pressed), text={"value": "It works"})

    assert groups_forms.read_result_form(view) == (pressed, "It works")
