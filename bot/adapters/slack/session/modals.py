"""Forms that were filled in."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.captures import answers as captures_answers
from bot.adapters.slack.captures import forms as captures_forms
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, FormErrors, OnForm, Say, UpdateForm
from bot.adapters.slack.edge.places import already_running
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import Field, ViewId
from bot.adapters.slack.kit.text import place_link
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.planning import answers as planning_answers
from bot.adapters.slack.planning import forms as planning_forms
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.planning.views import confirm as planning_confirm
from bot.adapters.slack.recap import forms as recap_forms
from bot.adapters.slack.session import forms
from bot.adapters.slack.session import forms as replanning
from bot.adapters.slack.session.steering import told
from bot.application.use_cases.captures import capture_in_session
from bot.application.use_cases.close import close
from bot.application.use_cases.plan_request import PlanRequest
from bot.application.use_cases.planning import Busy, Planned, Queued, Started
from bot.application.use_cases.time import replan
from bot.application.use_cases.typed_agenda import typed_agenda
from bot.application.work.pace import session_now
from bot.domain.moves.plan import edit_plan
from bot.domain.state.identity import Place
from bot.domain.state.refusals import WrongInput


def plan(services: Services) -> OnForm:
    """The start form: start at once where nothing is left to decide, else show the plan."""

    async def listener(call: Call, form: Form) -> Answer:
        typed = planning_forms.read_start_form(form)
        place = Place(call.asker.team, typed.channel)
        request = PlanRequest(
            outcome=typed.outcome,
            measure=typed.measure,
            length=typed.length,
            format=typed.format,
            template=typed.template,
            agenda=typed.agenda,
            advance=typed.advance,
            people=typed.people,
            timekeeper=typed.timekeeper,
            scribe=typed.scribe,
            revises=typed.revises,
            queue=typed.queue,
        )
        match await services.planning.submit(call.asker, place, request):
            case Planned(session):
                return UpdateForm(confirm.confirm_form(session, services.clock.now()))
            case Queued(session):
                return Say(planning_answers.queued(session), channel=place.channel)
            case Busy() as busy:
                return _busy(services, call, busy)
            case Started(session) if session.place != place:
                link = place_link(services.workspace_url, session.place.channel)
                return Say(planning_answers.started(session, link), channel=place.channel)
            case Started() | None:
                return None

    return listener


def start(services: Services) -> OnForm:
    """The plan was looked at, and is to start."""

    async def listener(call: Call, form: Form) -> Answer:
        pressed = planning_confirm.read_confirm_form(form)
        started = await services.planning.start(call.asker, pressed.session)
        if isinstance(started, Busy):
            return _busy(services, call, started)
        return None

    return listener


def _busy(services: Services, call: Call, busy: Busy) -> Say:
    """What runs already, told in its channel; of a session alone, in the form itself."""
    if busy.running.place.is_direct:
        return already_running(services, call, busy)
    return replace(already_running(services, call, busy), channel=busy.running.place.channel)


def capture(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, note = captures_forms.read_capture_form(form)
        kept = await capture_in_session(services.changes, call.asker, session_id, note)
        if kept is None:
            return None
        return Say(captures_answers.captured(kept.capture), channel=kept.session.place.channel)

    return listener


def close_session(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        session_id, verdict = recap_forms.read_close_form(form)
        if verdict.link and not verdict.link.startswith(("https://", "http://")):
            return FormErrors({Field.LINK: "Start the link with https://"})
        await close(services.changes, call.asker, session_id, verdict)
        return None

    return listener


def change_plan(services: Services) -> OnForm:
    """The rest of the plan was written anew: show its clocks before anything changes."""

    async def listener(call: Call, form: Form) -> Answer:
        changed = forms.read_change_plan_form(form)
        if changed.is_too_long:
            raise WrongInput("That is too long to change at once. Shorten some of the lines.")
        plan = typed_agenda(changed.agenda)
        session = await services.changes.peek(call.asker, changed.session)
        now = session_now(session, services.clock.now())
        after = edit_plan(session, call.asker.person, changed.seen, plan, now).session
        return UpdateForm(replanning.apply_plan_form(changed, session, after, now))

    return listener


def apply_plan(services: Services) -> OnForm:
    async def listener(call: Call, form: Form) -> Answer:
        changed = forms.read_apply_plan_form(form)
        plan = typed_agenda(changed.agenda)
        return told(await replan(services.changes, call.asker, changed.session, changed.seen, plan))

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    for view, listener, errors_at in (
        (ViewId.START, plan(services), Field.AGENDA),
        (ViewId.CONFIRM, start(services), None),
        (ViewId.CAPTURE, capture(services), Field.TEXT),
        (ViewId.CLOSE, close_session(services), Field.NOTE),
        (ViewId.CHANGE_PLAN, change_plan(services), Field.AGENDA),
        (ViewId.APPLY_PLAN, apply_plan(services), None),
    ):
        app.view(view.value)(answering.submission(listener, errors_at))
