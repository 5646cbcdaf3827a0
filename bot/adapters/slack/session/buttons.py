"""The buttons of a session, its plan and its time: one row per id, one function per thing it does.

Those of an activity stand in modules of their own.
"""

from collections.abc import Mapping
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.captures import forms as captures_forms
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import (
    Answer,
    Call,
    OnPress,
    OnShortcut,
    OpenForm,
    Say,
    UpdateForm,
)
from bot.adapters.slack.edge.places import already_running, my_role, say_time
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.kit.ids import ActionId, Chosen, Pressed, ShortcutId
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.kit.text import place_link
from bot.adapters.slack.payloads.interactions import Message, Pressing
from bot.adapters.slack.planning import answers as planning_answers
from bot.adapters.slack.planning import forms
from bot.adapters.slack.planning.start import start_form
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.recap import answers as recap_answers
from bot.adapters.slack.recap import forms as recap_forms
from bot.adapters.slack.session import answers
from bot.adapters.slack.session import forms as replanning
from bot.adapters.slack.session.steering import told
from bot.application.use_cases.people import enter, say_worth
from bot.application.use_cases.planning import Busy, PlanChange, Planned, Queued, is_clear
from bot.application.use_cases.time import steer, take_back
from bot.domain.rules.rights import require_closer, require_steerer
from bot.domain.rules.tasks import task_of
from bot.domain.state.facts import Change
from bot.domain.state.identity import MessageRef, PersonId, Place
from bot.domain.state.people import Presence
from bot.domain.state.session import Session, SessionState


async def take_part(services: Services, call: Call, pressed: Pressed, presence: Presence) -> Answer:
    session = await enter(services.changes, call.asker, pressed.session, presence)
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
    return task_of(session, person, services.formats[session.format])


async def steer_session(services: Services, call: Call, pressed: Pressed, change: Change) -> Answer:
    return told(await steer(services.changes, call.asker, pressed.session, change, pressed.item))


async def choose(services: Services, call: Call, pressed: Pressed, change: Change) -> Answer:
    """What to do about a delay; the question gives way to what was chosen."""
    made = await steer(services.changes, call.asker, pressed.session, change, pressed.item)
    return Say(answers.chosen(made.session, change), instead=True) if made else None


async def undo_last(services: Services, call: Call, pressed: Pressed) -> Answer:
    return told(await take_back(services.changes, call.asker, pressed.session))


async def open_change_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    """The rest of the plan to change, as somebody typed it just now or else as it is."""
    if call.view is not None:
        typed = replanning.ChangedPlan.decode(call.view.private_metadata)
        return UpdateForm(replanning.change_plan_form(typed))
    session = await services.changes.peek(call.asker, pressed.session)
    require_steerer(session, call.asker.person)
    return OpenForm(replanning.change_plan_form(replanning.plan_of(session)))


async def tell_time(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.changes.peek(call.asker, pressed.session)
    return await say_time(services, call, session)


async def tell_role(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.changes.peek(call.asker, pressed.session)
    return my_role(services, call, session)


async def open_capture(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.changes.peek(call.asker, pressed.session)
    return OpenForm(captures_forms.capture_form(pressed.session))


async def open_close(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.changes.peek(call.asker, pressed.session)
    require_closer(session, call.asker.person)
    return OpenForm(recap_forms.close_form(session, services.formats[session.format].close))


async def rate(services: Services, call: Call, pressed: Pressed, *, worth_it: bool) -> Answer:
    session = await say_worth(services.changes, call.asker, pressed.session, worth_it=worth_it)
    return Say(recap_answers.rated(worth_it=worth_it)) if session else None


async def start_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    started = await services.planning.start(call.asker, pressed.session)
    if started is None:
        return None
    if isinstance(started, Busy):
        return already_running(services, call, started)
    return Say(_begun(services, call, started.session), instead=True)


def _begun(services: Services, call: Call, session: Session) -> Rendered:
    """That it has begun, with a way there for whoever is elsewhere."""
    channel = session.place.channel
    elsewhere = session.place.is_direct and call.channel != channel
    return planning_answers.started(
        session, place_link(services.workspace_url, channel) if elsewhere else ""
    )


async def start_turn(services: Services, call: Call, pressed: Pressed) -> Answer:
    """Start a plan that has waited; what is left to decide about it is asked first."""
    plan = await services.changes.peek(call.asker, pressed.session)
    if plan.state is SessionState.PLANNED and not is_clear(plan):
        return Say(confirm.confirm_message(plan, services.clock.now()), instead=True)
    return await start_plan(services, call, pressed)


async def cancel_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    cancelled = await services.planning.cancel(call.asker, pressed.session)
    return Say(planning_answers.cancelled(), instead=True) if cancelled else None


async def queue_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    match await services.planning.queue(call.asker, pressed.session):
        case Queued(session):
            return Say(planning_answers.queued(session), instead=True)
        case Planned(session):
            return Say(confirm.confirm_message(session, services.clock.now()), instead=True)
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
    session = await services.changes.peek(call.asker, pressed.session)
    form = await start_form(services, call.asker.team, forms.values_of(session))
    return UpdateForm(form) if call.view is not None else OpenForm(form)


async def change_plan(
    services: Services, call: Call, pressed: Pressed, change: PlanChange
) -> Answer:
    changed = await services.planning.change(call.asker, pressed.session, change)
    return _confirm_again(services, call, changed)


async def keep_plan(services: Services, call: Call, pressed: Pressed) -> Answer:
    kept = await services.planning.keep_as_is(call.asker, pressed.session)
    return _confirm_again(services, call, kept)


def _confirm_again(services: Services, call: Call, session: Session | None) -> Answer:
    """The changed plan, where the person saw the old one: in a form or in a message."""
    if session is None:
        return None
    now = services.clock.now()
    if call.view is not None:
        return UpdateForm(confirm.confirm_form(session, now))
    return Say(confirm.confirm_message(session, now), instead=True)


async def _start_form(services: Services, call: Call, values: forms.StartFormValues) -> OpenForm:
    await services.admission.enter(call.asker, Place(call.asker.team, values.channel))
    return OpenForm(await start_form(services, call.asker.team, values))


async def nothing(_services: Services, _call: Call, _pressed: Pressed) -> Answer:
    """A link opens by itself."""
    return None


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.JOIN: partial(take_part, presence=Presence.JOINED),
    ActionId.WATCH: partial(take_part, presence=Presence.OBSERVING),
    ActionId.LEAVE: partial(take_part, presence=Presence.LEFT),
    ActionId.MY_ROLE: tell_role,
    ActionId.TIME: tell_time,
    ActionId.CAPTURE: open_capture,
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
    ActionId.CLOSE: open_close,
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
    ActionId.WORTH_IT: partial(rate, worth_it=True),
    ActionId.NOT_WORTH_IT: partial(rate, worth_it=False),
    ActionId.OPEN_LINK: nothing,
}


def chosen_from_more(services: Services) -> OnPress:
    """The menu beside the buttons: each of its options does what a button would."""

    async def listener(call: Call, pressing: Pressing) -> Answer:
        option = pressing.selected_option
        chosen = Chosen.decode(option.value if option else "")
        if chosen.action not in BUTTONS:
            raise Malformed("selected_option: no button")
        return await BUTTONS[chosen.action](services, call, chosen.pressed)

    return listener


def capture_message(services: Services) -> OnShortcut:
    """The message shortcut: keep what somebody wrote."""

    async def listener(call: Call, message: Message) -> Answer:
        session = await services.changes.peek_in(
            call.asker, Place(call.asker.team, call.channel_here)
        )
        source = MessageRef(call.channel_here, message.ts, message.thread_ts)
        text = plain_text(message.text or "")
        return OpenForm(captures_forms.capture_form(session.id, text, source))

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
    app.action(ActionId.MORE.value)(answering.press(chosen_from_more(services)))
    app.shortcut(ShortcutId.CAPTURE.value)(answering.shortcut(capture_message(services)))
