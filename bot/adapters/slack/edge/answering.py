"""Runs a listener and answers the person who asked; nothing gets lost, nothing fails silently.

Listeners take a `Call`, and what is special to their kind, and return an `Answer`. What happens to
a refusal or a surprise is decided here, once for all of them.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, assert_never

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.edge import apologies, calls
from bot.adapters.slack.edge.deliveries import Deliveries, Delivery, Response, Taking
from bot.adapters.slack.edge.saying import Saying
from bot.adapters.slack.kit import text
from bot.adapters.slack.kit.ids import Field
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.kit.notice import notice
from bot.adapters.slack.payloads.events import Event
from bot.adapters.slack.payloads.interactions import PressedElement, Shortcut, Submission
from bot.adapters.slack.payloads.views import Form
from bot.application.operating.telemetry import NO_TELEMETRY, Kind, Outcome, Telemetry
from bot.application.ports import StoreTrouble, Trouble
from bot.application.use_cases.plan_request import WrongFields
from bot.application.work.asking import NotYet
from bot.application.work.guard import log_and_continue
from bot.domain.state.refusals import Refusal

# A listener with what it listens to.
Ask = Callable[[], Awaitable[calls.Answer]]

log = structlog.get_logger()

# Slack waits three seconds for an answer, and a form can be shown no longer than that.
FORM_SECONDS = 2.0
# docs.slack.dev/reference/methods/views.open: the person's press is too long ago, was used, or is
# not known.
TOO_SLOW = frozenset(
    {
        *("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"),
        *("hash_conflict", "not_found"),
    }
)
# docs.slack.dev/reference/methods/views.publish: whose Home it is, Slack does not know (any more).
UNKNOWN_PERSON = frozenset({"user_not_found", "users_not_found"})


class Answering:
    """Wraps listeners for Bolt; `before_each` runs before each of them."""

    def __init__(
        self,
        client: AsyncWebClient,
        before_each: Callable[[], Awaitable[None]] | None = None,
        telemetry: Telemetry = NO_TELEMETRY,
    ) -> None:
        self._client = client
        self._saying = Saying(client)
        self._before_each = before_each
        self.deliveries = Deliveries(telemetry)

    async def drain(self, seconds: float) -> None:
        """Wait so long for the private answers that are still being sent; the others are lost."""
        await self._saying.drain(seconds)

    def command(self, listener: calls.Listener) -> Taking:
        async def run(args: AsyncArgs, delivery: Delivery) -> Response:
            call = delivery.call
            answer = await self._answer_of(partial(listener, call), delivery)
            answer = await self._shown(answer, call, delivery)
            if isinstance(answer, calls.Say):
                return await _ack(args.ack, text=answer.said.text, blocks=answer.said.blocks)
            return await _ack(args.ack)

        return self.deliveries.watched(Kind.COMMAND, run)

    def press(self, listener: calls.OnPress) -> Taking:
        """For buttons and menus, on messages and in forms."""

        async def run(args: AsyncArgs, delivery: Delivery) -> Response:
            assert isinstance(delivery.payload, PressedElement)  # noqa: S101 - Bolt matched its type
            pressed = partial(listener, delivery.call, delivery.payload.action)
            return await self._clicked(pressed, args, delivery)

        return self.deliveries.watched(Kind.CLICK, run)

    def shortcut(self, listener: calls.OnShortcut) -> Taking:
        """For the app's entries in the menu of a message."""

        async def run(args: AsyncArgs, delivery: Delivery) -> Response:
            assert isinstance(delivery.payload, Shortcut)  # noqa: S101 - Bolt matched its type
            chosen = partial(listener, delivery.call, delivery.payload.message)
            return await self._clicked(chosen, args, delivery)

        return self.deliveries.watched(Kind.CLICK, run)

    async def _clicked(self, ask: Ask, args: AsyncArgs, delivery: Delivery) -> Response:
        call = delivery.call
        answer = await self._answer_of(ask, delivery)
        answer = await self._shown(answer, call, delivery)
        if isinstance(answer, calls.Say):
            self._saying.later(answer, call)
        return await _ack(args.ack)

    def submission(self, listener: calls.OnForm, errors_at: Field | None) -> Taking:
        """For forms; a refusal stands at the field `errors_at`, and what was typed stays."""

        async def run(args: AsyncArgs, delivery: Delivery) -> Response:
            assert isinstance(delivery.payload, Submission)  # noqa: S101 - Bolt matched its type
            call, form = delivery.call, Form(delivery.payload.view)
            answer = await self._answer_of(partial(listener, call, form), delivery, errors_at)
            match answer:
                case calls.FormErrors():
                    errors = {field.value: said for field, said in answer.errors.items()}
                    return await _ack(args.ack, response_action="errors", errors=errors)
                case calls.UpdateForm():
                    return await _ack(args.ack, response_action="update", view=answer.view)
                case calls.Say() if answer.channel is None:
                    view = notice(answer.said)
                    return await _ack(args.ack, response_action="update", view=view)
                case calls.Say():
                    self._saying.later(answer, call)
                case calls.OpenForm() | calls.PublishHome() | None:
                    pass
                case _:
                    assert_never(answer)
            return await _ack(args.ack)

        return self.deliveries.watched(Kind.FORM, run)

    def event(self, listener: calls.OnEvent) -> Taking:
        """For events: a surprise leaves them unacknowledged, so that Slack brings them again."""

        async def run(_args: AsyncArgs, delivery: Delivery) -> Response:
            assert isinstance(delivery.payload, Event)  # noqa: S101 - Bolt matched its type
            call = delivery.call
            try:
                answer = await self._heard(
                    partial(listener, call, delivery.payload.event), delivery
                )
                if isinstance(answer, calls.PublishHome):
                    await self._publish_home(call, answer)
            except Refusal as refusal:
                answer = _refused(refusal)
            except NotYet:
                return BoltResponse(status=503, body="not yet")
            except StoreTrouble as failed:
                _log_trouble(failed)
                return BoltResponse(status=503, body=str(failed))
            except Exception:
                delivery.outcome = Outcome.FAILED
                log.exception("event_failed", action="event_failed")
                return BoltResponse(status=500, body="not taken")
            if isinstance(answer, calls.Say):
                self._saying.later(answer, call)
            return None

        return self.deliveries.watched(Kind.EVENT, run)

    async def _publish_home(self, call: calls.Call, answer: calls.PublishHome) -> None:
        try:
            await self._client.views_publish(user_id=call.asker.person, view=answer.view)
        except SlackApiError as refused:
            code = refused.response.get("error")
            if code not in UNKNOWN_PERSON:
                raise
            # It would be the same however often Slack brought the event again.
            log.warning("home_of_nobody", action="home_of_nobody", error=code)

    async def _answer_of(
        self, ask: Ask, delivery: Delivery, errors_at: Field | None = None
    ) -> calls.Answer:
        try:
            return await self._heard(ask, delivery)
        except Refusal as refusal:
            return _refused_at(errors_at, refusal) if errors_at else _refused(refusal)
        except StoreTrouble as failed:
            _log_trouble(failed)
            said = apologies.database_trouble(failed.trouble)
            return calls.FormErrors({errors_at: said.text}) if errors_at else calls.Say(said)
        except Exception:
            # Slack never repeats a command or a click: the person must hear that it failed.
            error_id = secrets.token_hex(4)
            log.exception("listener_failed", action="listener_failed", error_id=error_id)
            apology = apologies.apology(error_id)
            return calls.FormErrors({errors_at: apology.text}) if errors_at else calls.Say(apology)

    async def _heard(self, ask: Ask, delivery: Delivery) -> calls.Answer:
        try:
            answer = await self._listened(ask)
        except Malformed as malformed:
            delivery.outcome = Outcome.MALFORMED
            where = malformed.where
            log.warning("delivery_malformed", action="delivery_malformed", where=where)
            raise
        except Refusal:
            delivery.outcome = Outcome.REFUSED
            raise
        except NotYet:
            delivery.outcome = Outcome.NOT_YET
            raise
        delivery.outcome = Outcome.DONE
        return answer

    async def _listened(self, ask: Ask) -> calls.Answer:
        try:
            return await self._prepared(ask)
        except StoreTrouble as failed:
            if failed.trouble is not Trouble.CONFLICT:
                raise
            _log_trouble(failed)
            # The delivery's key was not kept either, so it counts once all the same.
            return await self._prepared(ask)

    async def _prepared(self, ask: Ask) -> calls.Answer:
        if self._before_each is not None:
            # The doctor can be asked even then; whoever needs the database finds out by themselves.
            with log_and_continue("not_prepared"):
                await self._before_each()
        return await ask()

    async def _shown(
        self, answer: calls.Answer, call: calls.Call, delivery: Delivery
    ) -> calls.Answer:
        """Show the form that was asked for; gives what is left to be said."""
        try:
            async with asyncio.timeout(FORM_SECONDS):
                await self._saying.show(answer, call)
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as failed:
            delivery.outcome = Outcome.FAILED
            code = failed.response.get("error") if isinstance(failed, SlackApiError) else ""
            if code in TOO_SLOW:
                return calls.Say(apologies.too_slow())
            error_id = secrets.token_hex(4)
            log.exception("form_not_shown", action="form_not_shown", error_id=error_id)
            return calls.Say(apologies.apology(error_id))
        return answer if isinstance(answer, calls.Say) else None


def _refused_at(field: Field, refusal: Refusal) -> calls.FormErrors:
    """The refusal at the fields that it is about, else at `field`."""
    if isinstance(refusal, WrongFields):
        return calls.FormErrors(
            {Field(wrong.value): said for wrong, said in refusal.errors.items()}
        )
    return calls.FormErrors({field: text.fill_plain(refusal)})


def _log_trouble(failed: StoreTrouble) -> None:
    log.warning("database_trouble", action="database_trouble", database=failed.trouble)


def _refused(refusal: Refusal) -> calls.Say:
    return calls.Say(apologies.refusal(refusal))


async def _ack(ack: AsyncAck, **answer: Any) -> BoltResponse:
    return await ack(**answer)
