"""The buttons and forms of a running session: who takes part, the time, the rest of the plan."""

from collections.abc import Mapping
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnForm, OpenForm, Say, UpdateForm
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.session import answers, forms
from bot.adapters.slack.session.part import my_role, say_time
from bot.adapters.slack.session.steering import told
from bot.application.use_cases.time import replan, steer, take_back
from bot.application.use_cases.typed_agenda import typed_agenda
from bot.application.work.changes import MoveBy
from bot.application.work.pace import session_now
from bot.domain.moves.people import join, leave, observe
from bot.domain.moves.plan import edit_plan
from bot.domain.rules.rights import require_steerer
from bot.domain.rules.tasks import task_of
from bot.domain.state.facts import Change
from bot.domain.state.identity import PersonId
from bot.domain.state.people import Presence
from bot.domain.state.refusals import WrongInput
from bot.domain.state.session import Session

ENTRANCE_MOVES: Mapping[Presence, MoveBy] = {
    Presence.JOINED: join,
    Presence.OBSERVING: observe,
    Presence.LEFT: leave,
}


async def take_part(services: Services, call: Call, pressed: Pressed, presence: Presence) -> Answer:
    session = await services.work.make(call.asker, pressed.session, ENTRANCE_MOVES[presence])
    if session is None:
        return None
    match presence:
        case Presence.JOINED:
            person = call.asker.person
            return Say(answers.joined(session, person, _task(services, session, person)))
        case Presence.OBSERVING:
            return Say(answers.watching(session))
        case Presence.LEFT:
            return Say(answers.left())


def _task(services: Services, session: Session, person: PersonId) -> str:
    """The person's task, or nothing while no step runs."""
    if session.current is None:
        return ""
    return task_of(session, person, services.work.formats[session.format])


async def steer_session(services: Services, call: Call, pressed: Pressed, change: Change) -> Answer:
    return told(await steer(services.work, call.asker, pressed.session, change, pressed.item))


async def choose(services: Services, call: Call, pressed: Pressed, change: Change) -> Answer:
    """What to do about a delay; the question gives way to what was chosen."""
    made = await steer(services.work, call.asker, pressed.session, change, pressed.item)
    return Say(answers.chosen(made.session, change), instead=True) if made else None


async def undo_last(services: Services, call: Call, pressed: Pressed) -> Answer:
    return told(await take_back(services.work, call.asker, pressed.session))


async def open_change_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    """The rest of the plan to change, as somebody typed it just now or else as it is."""
    if call.view is not None:
        typed = forms.ChangedPlan.decode(call.view.private_metadata)
        return UpdateForm(forms.change_plan_form(typed))
    session = await services.work.peek(call.asker, pressed.session)
    require_steerer(session, call.asker.person)
    return OpenForm(forms.change_plan_form(forms.plan_of(session)))


async def tell_time(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    return await say_time(services, call, session)


async def tell_role(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.peek(call.asker, pressed.session)
    return my_role(services, call, session)


def change_plan(services: Services) -> OnForm:
    """The rest of the plan was written anew: show its clocks before anything changes."""

    async def listener(call: Call, form: Form) -> Answer:
        changed = forms.read_change_plan_form(form)
        if changed.is_too_long:
            raise WrongInput("That is too long to change at once. Shorten some of the lines.")
        plan = typed_agenda(changed.agenda)
        session = await services.work.peek(call.asker, changed.session)
        now = session_now(session, services.work.clock.now())
        after = edit_plan(session, call.asker.person, changed.seen, plan, now).session
        return UpdateForm(forms.apply_plan_form(changed, session, after, now))

    return listener


def apply_plan(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        changed = forms.read_apply_plan_form(form)
        plan = typed_agenda(changed.agenda)
        return told(await replan(services.work, call.asker, changed.session, changed.seen, plan))

    return listener


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.JOIN: partial(take_part, presence=Presence.JOINED),
    ActionId.WATCH: partial(take_part, presence=Presence.OBSERVING),
    ActionId.LEAVE: partial(take_part, presence=Presence.LEFT),
    ActionId.MY_ROLE: tell_role,
    ActionId.TIME: tell_time,
    ActionId.NEXT: partial(steer_session, change=Change.NEXT),
    ActionId.EXTEND: partial(steer_session, change=Change.EXTEND),
    ActionId.SKIP: partial(steer_session, change=Change.SKIP),
    ActionId.BACK: partial(steer_session, change=Change.BACK),
    ActionId.PAUSE: partial(steer_session, change=Change.PAUSE),
    ActionId.RESUME: partial(steer_session, change=Change.RESUME),
    ActionId.SHORTEN: partial(steer_session, change=Change.SHORTEN),
    ActionId.PARK: partial(steer_session, change=Change.PARK),
    ActionId.SHRINK: partial(choose, change=Change.SHRINK),
    ActionId.PARK_TO_CATCH_UP: partial(choose, change=Change.PARK),
    ActionId.END_LATER: partial(choose, change=Change.END_LATER),
    ActionId.UNDO: undo_last,
    ActionId.CHANGE_PLAN: open_change_plan,
}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    submission = answering.submission
    app.view(ViewId.CHANGE_PLAN.value)(submission(change_plan(services), Field.AGENDA))
    app.view(ViewId.APPLY_PLAN.value)(submission(apply_plan(services), None))
