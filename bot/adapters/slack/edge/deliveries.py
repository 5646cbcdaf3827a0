"""What Slack brings of what people do: named in the log, measured, and counted by its outcome."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.response import BoltResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from bot.adapters.slack.edge.calls import Call, call_of
from bot.adapters.slack.payloads.events import Event
from bot.adapters.slack.payloads.parse import Delivered
from bot.application.operating.telemetry import Kind, Outcome, Telemetry
from bot.domain.state.identity import TeamId

log = structlog.get_logger()

# Where the parsed delivery stands in what Bolt calls the context.
DELIVERY = "delivery"


@dataclass(slots=True)
class Delivery:
    """Something that Slack brought, and what has become of it so far.

    `team` is the workspace that the app is installed in; `repeated` says that Slack brought it
    before, and did not hear in time that it was taken.
    """

    payload: Delivered
    team: TeamId
    repeated: bool
    outcome: Outcome = Outcome.FAILED

    @property
    def call(self) -> Call:
        return call_of(self.payload, self.team)


Response = BoltResponse | None
Take = Callable[[AsyncArgs, Delivery], Awaitable[Response]]
Taking = Callable[[AsyncArgs], Awaitable[Response]]


class Deliveries:
    """Watches how deliveries are taken in."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry
        self._heard_at: dict[str, float] = {}

    def watched(self, kind: Kind, take: Take) -> Taking:
        """Take deliveries in with `take`: every line of the log says which, and each counts."""

        async def taking(args: AsyncArgs) -> Response:
            delivery: Delivery = args.context[DELIVERY]
            began = _seconds()
            clear_contextvars()
            bind_contextvars(delivery=delivery.call.asker.delivery)
            self._note(delivery.payload)
            try:
                return await take(args, delivery)
            finally:
                took, outcome = round(_seconds() - began, 4), delivery.outcome
                self._telemetry.delivered(kind, outcome, took, repeated=delivery.repeated)
                log.debug("delivery", action="delivery", kind=kind, outcome=outcome, seconds=took)
                clear_contextvars()

        return taking

    def since_heard(self, event: str) -> float | None:
        """How many seconds ago this process last heard of a kind of event, if it ever did."""
        at = self._heard_at.get(event)
        return None if at is None else _seconds() - at

    def _note(self, payload: Delivered) -> None:
        if isinstance(payload, Event):
            self._heard_at[payload.event.type] = _seconds()


def _seconds() -> float:
    """A time that never goes back."""
    return asyncio.get_running_loop().time()
