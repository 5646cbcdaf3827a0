"""Forms that were filled in."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.answering import (
    Answer,
    Answering,
    Call,
    FormErrors,
    Listener,
    Say,
    UpdateForm,
)
from bot.adapters.slack.ids import Field, ViewId
from bot.adapters.slack.listeners.commands import already_running
from bot.adapters.slack.services import Services
from bot.adapters.slack.views import answers, confirm, reading
from bot.application.capturing import capture_in_session
from bot.application.closing import close
from bot.application.plan_request import PlanRequest
from bot.application.planning import Busy, Planned, Queued, Started
from bot.domain.identity import Place


def plan(services: Services) -> Listener:
    """The start form: start at once where nothing is left to decide, else show the plan."""

    async def listener(call: Call) -> Answer:
        typed = reading.read_start_form(call.body["view"])
        place = Place(call.asker.team, typed.channel)
        request = PlanRequest(
            outcome=typed.outcome,
            measure=typed.measure,
            length=typed.length,
            format=typed.format,
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
                return Say(answers.queued(session), channel=place.channel)
            case Busy() as busy:
                return _busy(services, call, busy)
            case Started() | None:
                return None

    return listener


def start(services: Services) -> Listener:
    """The plan was looked at, and is to start."""

    async def listener(call: Call) -> Answer:
        pressed = reading.read_confirm_form(call.body["view"])
        started = await services.planning.start(call.asker, pressed.session)
        if isinstance(started, Busy):
            return _busy(services, call, started)
        return None

    return listener


def _busy(services: Services, call: Call, busy: Busy) -> Say:
    return replace(already_running(services, call, busy), channel=busy.running.place.channel)


def capture(services: Services) -> Listener:
    async def listener(call: Call) -> Answer:
        session_id, note = reading.read_capture_form(call.body["view"])
        session = await capture_in_session(services.changes, call.asker, session_id, note)
        if session is None:
            return None
        return Say(answers.captured(session.captures[-1]), channel=session.place.channel)

    return listener


def close_session(services: Services) -> Listener:
    async def listener(call: Call) -> Answer:
        session_id, verdict = reading.read_close_form(call.body["view"])
        if verdict.link and not verdict.link.startswith(("https://", "http://")):
            return FormErrors({Field.LINK: "Start the link with https://"})
        await close(services.changes, call.asker, session_id, verdict)
        return None

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    for view, listener, errors_at in (
        (ViewId.START, plan(services), Field.AGENDA),
        (ViewId.CONFIRM, start(services), None),
        (ViewId.CAPTURE, capture(services), Field.TEXT),
        (ViewId.CLOSE, close_session(services), Field.NOTE),
    ):
        app.view(view.value)(answering.submission(listener, errors_at))
