"""What Slack brings of what people do: named in the log, measured, and counted by its outcome."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.response import BoltResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from bot.application.telemetry import Kind, Outcome, Telemetry

log = structlog.get_logger()

# docs.slack.dev/apis/events-api: Slack says so when it brings something again.
REPEATED = "x-slack-retry-num"


@dataclass(slots=True)
class Delivery:
    """Something that Slack brought, and what has become of it so far."""

    outcome: Outcome = Outcome.FAILED


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
            delivery, began = Delivery(), _seconds()
            clear_contextvars()
            bind_contextvars(delivery=_id_of(args.body))
            self._note(args.body)
            try:
                return await take(args, delivery)
            finally:
                took, outcome = round(_seconds() - began, 4), delivery.outcome
                repeated = REPEATED in args.request.headers
                self._telemetry.delivered(kind, outcome, took, repeated=repeated)
                log.debug("delivery", action="delivery", kind=kind, outcome=outcome, seconds=took)
                clear_contextvars()

        return taking

    def since_heard(self, event: str) -> float | None:
        """How many seconds ago this process last heard of a kind of event, if it ever did."""
        at = self._heard_at.get(event)
        return None if at is None else _seconds() - at

    def _note(self, body: Mapping[str, Any]) -> None:
        event = body.get("event")
        if event:
            self._heard_at[event["type"]] = _seconds()


def _seconds() -> float:
    """A time that never goes back."""
    return asyncio.get_running_loop().time()


def _id_of(body: Mapping[str, Any]) -> str:
    """Slack's id for what it brought; the same when it brings it again."""
    return str(body.get("event_id") or body.get("trigger_id") or "")
