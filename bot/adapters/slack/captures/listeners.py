"""What keeps something: a button, a message's menu, a form."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.captures import answers, forms
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OnShortcut, OpenForm, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ShortcutId, ViewId
from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.payloads.interactions import PressedMessage
from bot.adapters.slack.payloads.views import Form
from bot.application.use_cases.captures import capture_in_session
from bot.domain.state.identity import MessageRef, Place


async def open_capture(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.work.peek(call.asker, pressed.session)
    return OpenForm(forms.capture_form(pressed.session))


def capture_message(services: Services) -> OnShortcut:
    """The message shortcut: keep what somebody wrote."""

    async def listener(call: Call, message: PressedMessage) -> Answer:
        session = await services.work.peek_in(call.asker, Place(call.asker.team, call.channel_here))
        source = MessageRef(call.channel_here, message.ts, message.thread_ts)
        text = plain_text(message.text or "")
        return OpenForm(forms.capture_form(session.id, text, source))

    return listener


def capture(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, note = forms.read_capture_form(form)
        kept = await capture_in_session(services.work, call.asker, session_id, note)
        if kept is None:
            return None
        return Say(answers.captured(kept.capture), channel=kept.session.place.channel)

    return listener


BUTTONS: Mapping[ActionId, Press] = {ActionId.CAPTURE: open_capture}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.shortcut(ShortcutId.CAPTURE.value)(answering.shortcut(capture_message(services)))
    app.view(ViewId.CAPTURE.value)(answering.submission(capture(services), Field.TEXT))
