"""Thoughts that can wait: by button and form; the word `!later` stands with the others."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.thoughts import forms
from bot.domain.moves.thoughts import park_thought
from bot.domain.rules.rights import require_joined


async def open_thought(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_joined(session, call.asker.person, "park a thought")
    return OpenForm(forms.thought_form(pressed.session))


def thought_parked(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, text = forms.read_thought_form(form)
        await services.work.make(
            call.asker, session_id, lambda session, by, now: park_thought(session, by, text, now)
        )
        return None

    return listener


BUTTONS: Mapping[ActionId, Press] = {ActionId.PARK_THOUGHT: open_thought}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.view(ViewId.THOUGHT.value)(answering.submission(thought_parked(services), Field.THOUGHT))
