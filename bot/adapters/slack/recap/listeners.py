"""The close of a session, and what people say of it afterwards."""

from collections.abc import Mapping
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, FormErrors, OnForm, OpenForm, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.recap import answers, forms
from bot.domain.moves import people
from bot.domain.moves.close import close
from bot.domain.rules.rights import require_closer


async def open_close(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_closer(session, call.asker.person)
    return OpenForm(forms.close_form(session, services.work.formats[session.format].close))


async def rate(services: Services, call: Call, pressed: Pressed, *, worth_it: bool) -> Answer:
    session = await services.work.make(
        call.asker, pressed.session, lambda each, by, _now: people.rate(each, by, worth_it=worth_it)
    )
    return Say(answers.rated(worth_it=worth_it)) if session else None


def close_session(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, verdict = forms.read_close_form(form)
        if verdict.link and not verdict.link.startswith(("https://", "http://")):
            return FormErrors({Field.LINK: "Start the link with https://"})
        await services.work.make(
            call.asker, session_id, lambda session, by, now: close(session, by, verdict, now)
        )
        return None

    return listener


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.CLOSE: open_close,
    ActionId.WORTH_IT: partial(rate, worth_it=True),
    ActionId.NOT_WORTH_IT: partial(rate, worth_it=False),
}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.view(ViewId.CLOSE.value)(answering.submission(close_session(services), Field.NOTE))
