"""The form to park a thought, and what was filled in."""

from slack_sdk.models.blocks import PlainTextInputElement
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import small
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import field_input, modal
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.thoughts import LONGEST_THOUGHT
from bot.domain.state.identity import SessionId


def thought_form(session: SessionId) -> View:
    words = PlainTextInputElement(action_id=ActionId.INPUT, max_length=LONGEST_THOUGHT)
    return modal(
        ViewId.THOUGHT,
        title="Park a thought",
        submit="Park it",
        metadata=Pressed(session).encode(),
        blocks=[
            field_input(Field.THOUGHT, "What can wait?", words, optional=False),
            small("Only you get it back: at the next break, or when the session closes."),
        ],
    )


def read_thought_form(form: Form) -> tuple[SessionId, str]:
    return Pressed.decode(form.metadata).session, form.text(Field.THOUGHT)
