from bot.adapters.slack.kit.ids import Pressed
from bot.adapters.slack.planning.views import confirm
from bot.domain.state.identity import SessionId
from tests.support.sessions import START, a_session
from tests.unit.adapters.slack.form_payloads import filled_in

SESSION = SessionId("S1")


def test_a_confirm_form_knows_its_plan() -> None:
    view = filled_in(confirm.confirm_form(a_session().build(), START))

    assert confirm.read_confirm_form(view) == Pressed(SESSION)
