"""The way to the app that is in use, with every delivery noted in the traffic log."""

import time
from functools import partial

from localslack.concurrency.background import Background
from localslack.delivery.envelopes import Envelope, Kind, NotDelivered, Transport
from localslack.delivery.retries import Retries
from localslack.faults import Detour, Plan
from localslack.faults.deliveries import STRAIGHT
from localslack.json_types import JsonObject
from localslack.traffic import Direction, Record, Traffic


class Dispatcher:
    def __init__(
        self,
        transport: Transport,
        traffic: Traffic,
        background: Background,
        detours: Plan[Detour],
        retries: Retries,
    ) -> None:
        self.transport = transport
        self.given_up: list[JsonObject] = []
        self._traffic = traffic
        self._background = background
        self._detours = detours
        self._overtaken: list[tuple[str, JsonObject]] = []
        self._retries = retries

    async def ready(self) -> None:
        """Wait until the app can be reached on the way that is in use then."""
        waited_for = None
        while waited_for is not self.transport:
            waited_for = self.transport
            await waited_for.ready()

    async def deliver(self, envelope: Envelope) -> JsonObject:
        """Bring it once and return the app's answer; raises NotDelivered."""
        started = time.monotonic()
        answer: JsonObject = {"ok": False}
        try:
            payload = await self.transport.deliver(envelope)
            answer = {"ok": True, "payload": payload}
        except NotDelivered as failure:
            answer["error"] = failure.reason
            raise
        finally:
            self._traffic.add(
                Record(
                    direction=Direction.DELIVERY,
                    name=envelope.name,
                    arguments=envelope.payload,
                    answer=answer,
                    seconds=time.monotonic() - started,
                    team_id=_team(envelope),
                )
            )
        return payload

    def deliver_event(self, name: str, body: JsonObject) -> None:
        """Bring an event, and bring it again as long as the app does not take it."""
        detour = self._detours.take(name) or STRAIGHT
        if detour.overtaken:
            self._overtaken.append((name, body))
        else:
            self._background.start(partial(self._travel, name, body, detour))

    async def _travel(self, name: str, body: JsonObject, detour: Detour) -> None:
        overtaken, self._overtaken = self._overtaken, []
        if detour.hold is not None:
            await detour.hold.wait()
        for _ in range(detour.copies):
            await self._insist(name, body, detour.lost_acks)
        for slower in overtaken:
            self._background.start(partial(self._insist, *slower))

    async def _insist(self, name: str, body: JsonObject, lost_acks: int = 0) -> None:
        reason = ""
        began = self._retries.seconds()
        for attempt, delay in enumerate(self._retries.waits()):
            if delay:
                await self._retries.wait(delay)
            await self.ready()
            if self._retries.is_too_late(began):
                break
            envelope = Envelope(
                kind=Kind.EVENT,
                name=name,
                payload=body,
                retry_attempt=attempt,
                retry_reason=reason,
            )
            try:
                await self.deliver(envelope)
            except NotDelivered as failure:
                if not failure.retry:
                    break
                reason = failure.reason
            else:
                if attempt >= lost_acks:
                    return
                reason = self.transport.late
        self.given_up.append(body)
        self._traffic.changes.tell()


def _team(envelope: Envelope) -> str:
    """The workspace of the app; in shared channels other places of a payload tell of other ones."""
    payload = envelope.payload
    authorized = payload.get("authorizations") or [{}]
    team = payload.get("team") or {}
    view = payload.get("view") or {}
    return str(
        authorized[0].get("team_id")
        or payload.get("team_id")
        or view.get("app_installed_team_id")
        or team.get("id", "")
    )
