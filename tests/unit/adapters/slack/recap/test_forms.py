from bot.adapters.slack.kit.ids import Field
from bot.adapters.slack.recap import forms as recap_forms
from bot.domain.moves.close import Verdict
from bot.domain.state.formats import Closing
from bot.domain.state.identity import CaptureId, SessionId
from bot.domain.state.session import Result
from tests.support.sessions import a_session
from tests.unit.adapters.slack.form_payloads import filled_in
from tests.unit.adapters.slack.view_samples import running, with_captures

SESSION = SessionId("S1")


def test_a_close_form_gives_the_verdict() -> None:
    view = filled_in(
        recap_forms.close_form(with_captures(running()).build(), Closing()),
        result={"selected_option": {"value": "partly"}},
        link={"value": "https://example.com"},
        note={"value": "Thanks"},
        left_out={"selected_options": [{"value": "2"}, {"value": "4"}]},
    )
    verdict = Verdict(
        result=Result.PARTLY,
        link="https://example.com",
        note="Thanks",
        left_out=frozenset({CaptureId(2), CaptureId(4)}),
    )

    assert recap_forms.read_close_form(view) == (SESSION, verdict)


def test_a_close_form_left_as_it_was_gives_no_verdict() -> None:
    view = filled_in(recap_forms.close_form(a_session(outcome="").running().build(), Closing()))

    assert recap_forms.read_close_form(view) == (SESSION, Verdict(result=None))


def test_a_form_without_captures_offers_none_to_leave_out() -> None:
    view = recap_forms.close_form(a_session().running().build(), Closing()).to_dict()

    assert Field.LEFT_OUT not in [block.get("block_id") for block in view["blocks"]]
