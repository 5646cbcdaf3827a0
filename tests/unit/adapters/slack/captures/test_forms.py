from bot.adapters.slack.captures import forms as captures_forms
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.identity import SessionId
from tests.support.sessions import CARA, THREAD_MESSAGE
from tests.unit.adapters.slack.form_payloads import filled_in

SESSION = SessionId("S1")


def test_a_captured_message_keeps_where_it_came_from() -> None:
    view = filled_in(
        captures_forms.capture_form(SESSION, "Ship it", THREAD_MESSAGE),
        kind={"selected_option": {"value": "action"}},
        owner={"selected_user": CARA},
    )
    note = Note(kind=CaptureKind.ACTION, text="Ship it", owner=CARA, source=THREAD_MESSAGE)

    assert captures_forms.read_capture_form(view) == (SESSION, note)


def test_a_capture_typed_in_the_form_has_no_source() -> None:
    view = filled_in(captures_forms.capture_form(SESSION), text={"value": "  No XML "})

    assert captures_forms.read_capture_form(view) == (
        SESSION,
        Note(kind=CaptureKind.DECISION, text="No XML"),
    )
