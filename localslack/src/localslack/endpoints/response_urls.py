"""Response URLs over HTTP: what the app answers to what a person did."""

import time
from http import HTTPStatus

from aiohttp import web

from localslack.app.installation import Installation
from localslack.app.replies import reply
from localslack.endpoints.responder import Answer, Responder
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.rate_limits.rates import RateLimited
from localslack.rate_limits.tiers import Pace
from localslack.traffic import Direction, Record, Traffic
from localslack.web_api.requests import json_object

RESPONSE_URL = "response_url"
"""The name of such an answer in the traffic log, and for faults."""

_GONE = frozenset({"used_url", "expired_url"})


class Answers:
    def __init__(self, responder: Responder, traffic: Traffic, pace: Pace) -> None:
        self._responder = responder
        self._traffic = traffic
        self._pace = pace

    async def take(self, request: web.Request, app: Installation) -> web.StreamResponse:
        started = time.monotonic()
        sent = await request.text()
        body = _body(sent)

        def note(answer: Answer) -> None:
            self._traffic.add(
                Record(
                    direction=Direction.CALL,
                    name=RESPONSE_URL,
                    arguments=body or {},
                    answer=answer.body,
                    seconds=time.monotonic() - started,
                    team_id=app.team_id,
                )
            )

        secret = request.match_info["secret"]
        return await self._responder.answer(
            request, RESPONSE_URL, lambda: self._carry_out(app, secret, body), note
        )

    def _carry_out(self, app: Installation, secret: str, body: JsonObject | None) -> Answer:
        try:
            self._say(app, secret, body)
        except RateLimited as refusal:
            return Answer(
                body={"ok": False, "error": refusal.code},
                status=HTTPStatus.TOO_MANY_REQUESTS,
                headers={"Retry-After": str(refusal.retry_after)},
            )
        except SlackError as refusal:
            return Answer(
                body={"ok": False, "error": refusal.code, **refusal.fields},
                status=HTTPStatus.NOT_FOUND if refusal.code in _GONE else HTTPStatus.BAD_REQUEST,
            )
        return Answer(body={"ok": True})

    def _say(self, app: Installation, secret: str, body: JsonObject | None) -> None:
        """Say it, at the pace of messages if everybody is to see it."""
        if body is None:
            raise SlackError("invalid_payload")
        if body.get("response_type") == "in_channel" and not body.get("replace_original"):
            place = app.response_urls.peek(secret)
            self._pace.take_post(app.team_id, place.channel.id)
        reply(app, app.response_urls.use(secret), body)


def _body(sent: str) -> JsonObject | None:
    try:
        return json_object(sent)
    except SlackError:
        return None
