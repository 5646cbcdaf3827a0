"""Buttons and forms of small groups."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.groups import forms
from bot.adapters.slack.groups import views as breakouts
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.application.use_cases.groups import Brought, bring_back
from bot.application.work.pace import session_now
from bot.domain.moves.groups import require_splitting, split_anew
from bot.domain.rules.rights import require_joined
from bot.domain.state.groups import GroupId


async def open_split(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    now = session_now(session, services.work.clock.now())
    require_splitting(session, call.asker.person, pressed.item, now)
    return OpenForm(forms.split_form(session, pressed))


async def open_result(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_joined(session, call.asker.person, "work in a group")
    return OpenForm(forms.result_form(session, pressed))


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.SPLIT_ANEW: open_split,
    ActionId.BRING_RESULT: open_result,
}


def split(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, size = forms.read_split_form(form)
        await services.work.make(
            call.asker,
            pressed.session,
            lambda session, by, now: split_anew(session, by, pressed.item, size, now),
        )
        return None

    return listener


def result(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        pressed, said = forms.read_result_form(form)
        brought = Brought(text=said, group=GroupId(pressed.number))
        kept = await bring_back(services.work, call.asker, pressed.session, brought)
        if kept is None:
            return None
        return Say(breakouts.brought(kept.capture), channel=kept.session.place.channel)

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.view(ViewId.SPLIT.value)(answering.submission(split(services), Field.GROUP_SIZE))
    app.view(ViewId.RESULT.value)(answering.submission(result(services), Field.TEXT))
