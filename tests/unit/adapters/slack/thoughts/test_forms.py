from bot.adapters.slack.thoughts.forms import read_thought_form, thought_form
from bot.domain.state.identity import SessionId
from tests.unit.adapters.slack.form_payloads import filled_in

SESSION = SessionId("S1")


def test_a_thought_comes_back_with_its_session() -> None:
    form = filled_in(thought_form(SESSION), thought={"value": "Call the printer"})

    assert read_thought_form(form) == (SESSION, "Call the printer")
