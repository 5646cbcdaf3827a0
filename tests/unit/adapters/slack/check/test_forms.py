from dataclasses import replace

from bot.adapters.slack.check import forms as check_forms
from bot.adapters.slack.kit.ids import Pressed
from bot.domain.state.activities import Activities
from bot.domain.state.check import Quiz
from bot.domain.state.identity import ItemId
from tests.support.sessions import BEN, DAN
from tests.unit.adapters.slack.form_payloads import filled_in
from tests.unit.adapters.slack.turns_samples import QUESTIONS, answered, item


def test_a_check_form_has_a_level_for_each_question() -> None:
    session = replace(answered().build(), activities=Activities(quiz=Quiz(questions=QUESTIONS)))
    levels = {f"sure_{number}": {"selected_option": {"value": str(number)}} for number in (1, 2, 3)}
    view = filled_in(check_forms.check_form(session, item(session, 3), DAN), **levels)

    assert check_forms.read_check_form(view) == (Pressed(session.id, ItemId(3)), (1, 2, 3))


def test_a_check_that_was_answered_shows_one_s_own_answer_and_nobody_else_s() -> None:
    session = answered().build()
    mine, other = (check_forms.check_form(session, item(session, 3), who) for who in (BEN, DAN))

    assert check_forms.read_check_form(filled_in(mine))[1] == (4,)
    assert "initial_option" not in str(other.to_dict())
