"""The button and the form of the check before and after."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.check import forms
from bot.adapters.slack.check import views as checking
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves import check
from bot.domain.rules.rights import require_joined


async def open_check(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_joined(session, call.asker.person, "answer")
    item = check.require_check(session, pressed.item)
    return OpenForm(forms.check_form(session, item, call.asker.person))


BUTTONS: Mapping[ActionId, Press] = {ActionId.ANSWER_CHECK: open_check}


def answer(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, levels = forms.read_check_form(form)
        session = await services.work.make(
            call.asker,
            pressed.session,
            lambda each, by, _now: check.answer(each, by, pressed.item, levels),
        )
        return Say(checking.answered(), channel=session.place.channel) if session else None

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.view(ViewId.CHECK.value)(answering.submission(answer(services), Field.SURE_1))
