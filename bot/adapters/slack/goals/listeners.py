"""Goals: the buttons and the forms to set them, to tick them, and to share a win."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.goals import forms
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.goals import require_goals, require_wins, set_goals, share_win, tick_goals


async def open_goals(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_goals(session, call.asker.person)
    return OpenForm(forms.goals_form(session, call.asker.person))


async def open_ticks(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_goals(session, call.asker.person)
    return OpenForm(forms.tick_form(session, call.asker.person))


async def open_win(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    require_wins(session, call.asker.person)
    return OpenForm(forms.win_form(session, call.asker.person))


def goals_set(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, texts = forms.read_goals_form(form)
        await services.work.make(
            call.asker, session_id, lambda session, by, _now: set_goals(session, by, texts)
        )
        return None

    return listener


def goals_ticked(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, states, win = forms.read_tick_form(form)
        await services.work.make(
            call.asker, session_id, lambda session, by, _now: tick_goals(session, by, states, win)
        )
        return None

    return listener


def win_shared(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, win = forms.read_win_form(form)
        await services.work.make(
            call.asker, session_id, lambda session, by, _now: share_win(session, by, win)
        )
        return None

    return listener


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.SET_GOALS: open_goals,
    ActionId.TICK_GOALS: open_ticks,
    ActionId.SHARE_WIN: open_win,
}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.view(ViewId.GOALS.value)(answering.submission(goals_set(services), Field.GOAL_1))
    app.view(ViewId.TICK_GOALS.value)(answering.submission(goals_ticked(services), Field.WIN))
    app.view(ViewId.SHARE_WIN.value)(answering.submission(win_shared(services), Field.WIN))
