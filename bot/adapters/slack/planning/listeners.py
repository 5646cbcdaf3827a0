"""The buttons and forms of a plan."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm, Say, UpdateForm
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.text import place_link
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.planning import answers, forms
from bot.adapters.slack.planning.busy import already_running
from bot.adapters.slack.planning.start import start_form
from bot.adapters.slack.planning.views import confirm
from bot.application.use_cases import planning
from bot.application.use_cases.planning import Busy, PlanChange, Planned, Queued, Started, is_clear
from bot.domain.moves import start as moves
from bot.domain.state.identity import Place
from bot.domain.state.session import Session, SessionState


async def start_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    started = await planning.start(services.work, call.asker, pressed.session)
    if started is None:
        return None
    if isinstance(started, Busy):
        return already_running(services, call, started)
    return Say(_begun(services, call, started.session), instead=True)


def _begun(services: Services, call: Call, session: Session) -> Rendered:
    """That it has begun, with a way there for whoever is elsewhere."""
    channel = session.place.channel
    elsewhere = session.place.is_direct and call.channel != channel
    return answers.started(
        session, place_link(services.workspace_url, channel) if elsewhere else ""
    )


async def start_turn(services: Services, call: Call, pressed: Pressed) -> Answer:
    """Start a plan that has waited; what is left to decide about it is asked first."""
    plan = await services.work.peek(call.asker, pressed.session)
    if plan.state is SessionState.PLANNED and not is_clear(plan):
        return Say(confirm.confirm_message(plan, services.work.clock.now()), instead=True)
    return await start_plan(services, call, pressed)


async def cancel_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    cancelled = await services.work.make(call.asker, pressed.session, moves.cancel)
    return Say(answers.cancelled(), instead=True) if cancelled else None


async def queue_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    match await planning.queue(services.work, call.asker, pressed.session):
        case Queued(session):
            return Say(answers.queued(session), instead=True)
        case Planned(session):
            return Say(confirm.confirm_message(session, services.work.clock.now()), instead=True)
        case None:
            return None


async def plan_next(services: Services, call: Call, _pressed: Pressed) -> Answer:
    """Plan a session that waits for the running one."""
    return await _start_form(
        services, call, forms.StartFormValues(channel=call.channel_here, queue=True)
    )


async def plan_new(services: Services, call: Call, _pressed: Pressed) -> Answer:
    return await _start_form(services, call, forms.StartFormValues(channel=call.channel_here))


async def edit_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    form = await start_form(services, call.asker.team, forms.values_of(session))
    return UpdateForm(form) if call.view is not None else OpenForm(form)


async def change_plan(
    services: Services, call: Call, pressed: Pressed, change: PlanChange
) -> Answer:
    changed = await planning.change(services.work, call.asker, pressed.session, change)
    return _confirm_again(services, call, changed)


async def keep_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    kept = await services.work.make(
        call.asker, pressed.session, lambda plan, by, _now: moves.keep_plan(plan, by)
    )
    return _confirm_again(services, call, kept)


def _confirm_again(services: Services, call: Call, session: Session | None) -> Answer:
    """The changed plan, where the person saw the old one: in a form or in a message."""
    if session is None:
        return None
    now = services.work.clock.now()
    if call.view is not None:
        return UpdateForm(confirm.confirm_form(session, now))
    return Say(confirm.confirm_message(session, now), instead=True)


async def _start_form(services: Services, call: Call, values: forms.StartFormValues) -> OpenForm:
    await services.work.admission.enter(call.asker, Place(call.asker.team, values.channel))
    return OpenForm(await start_form(services, call.asker.team, values))


def plan(services: Services) -> OnForm:
    """The start form: start at once where nothing is left to decide, else show the plan."""

    async def listener(call: Call, form: Form) -> Answer:
        typed = forms.read_start_form(form)
        place = Place(call.asker.team, typed.channel)
        match await planning.submit(services.work, call.asker, place, typed):
            case Planned(session):
                return UpdateForm(confirm.confirm_form(session, services.work.clock.now()))
            case Queued(session):
                return Say(answers.queued(session), channel=place.channel)
            case Busy() as busy:
                return _busy(services, call, busy)
            case Started(session) if session.place != place:
                link = place_link(services.workspace_url, session.place.channel)
                return Say(answers.started(session, link), channel=place.channel)
            case Started() | None:
                return None

    return listener


def start(services: Services) -> OnForm:
    """The plan was looked at, and is to start."""

    async def listener(call: Call, form: Form) -> Answer:
        pressed = confirm.read_confirm_form(form)
        started = await planning.start(services.work, call.asker, pressed.session)
        if isinstance(started, Busy):
            return _busy(services, call, started)
        return None

    return listener


def _busy(services: Services, call: Call, busy: Busy) -> Say:
    """What runs already, told in its channel; of a session alone, in the form itself."""
    if busy.running.place.is_direct:
        return already_running(services, call, busy)
    return replace(already_running(services, call, busy), channel=busy.running.place.channel)


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.START: start_plan,
    ActionId.START_TURN: start_turn,
    ActionId.EDIT_PLAN: edit_plan,
    ActionId.CANCEL_PLAN: cancel_plan,
    ActionId.FIT_PLAN: partial(change_plan, change=PlanChange.FIT),
    ActionId.ADD_BREAK: partial(change_plan, change=PlanChange.ADD_BREAK),
    ActionId.KEEP_PLAN: keep_plan,
    ActionId.QUEUE_PLAN: queue_plan,
    ActionId.PLAN_NEXT: plan_next,
    ActionId.PLAN_NEW: plan_new,
}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.view(ViewId.START.value)(answering.submission(plan(services), Field.AGENDA))
    app.view(ViewId.CONFIRM.value)(answering.submission(start(services), None))
