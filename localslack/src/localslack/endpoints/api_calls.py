"""The requests below /api/: each is a call of a method, answered and noted."""

import time

from aiohttp import web

from localslack.endpoints.responder import Answer, Responder
from localslack.errors import SlackError
from localslack.rate_limits.rates import RateLimited
from localslack.traffic import Direction, Record, Traffic
from localslack.web_api.pipeline import Call, Pipeline
from localslack.web_api.requests import read_call


class Calls:
    def __init__(self, pipeline: Pipeline, responder: Responder, traffic: Traffic) -> None:
        self._pipeline = pipeline
        self._responder = responder
        self._traffic = traffic

    async def handle(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        method = self._pipeline.method(request.match_info["method"])
        call = await read_call(request, reads_json=method is None or method.rules.reads_json)
        return await self._responder.answer_method(
            request,
            call.name,
            carry_out=lambda: self._carry_out(call),
            note=lambda answer: self._note(call, answer, started),
        )

    def _carry_out(self, call: Call) -> Answer:
        try:
            return Answer(body=self._pipeline.answer(call), headers=self._headers(call))
        except RateLimited as refusal:
            return Answer(
                body={"ok": False, "error": refusal.code},
                status=429,
                headers={**self._headers(call), "Retry-After": str(refusal.retry_after)},
            )
        except SlackError as refusal:
            refused = {"ok": False, "error": refusal.code, **refusal.fields}
            return Answer(body=refused, headers=self._headers(call))

    def _note(self, call: Call, answer: Answer, started: float) -> None:
        token = self._pipeline.token(call)
        self._traffic.add(
            Record(
                direction=Direction.CALL,
                name=call.name,
                arguments=call.arguments.as_json(),
                answer=answer.body,
                seconds=time.monotonic() - started,
                team_id=token.team_id if token else "",
                overlooked=self._pipeline.overlooked(call),
            )
        )

    def _headers(self, call: Call) -> dict[str, str]:
        """What the token may do and what the method asks for; nothing about a bad token."""
        method = self._pipeline.method(call.name)
        token = self._pipeline.token(call)
        if method is None or token is None:
            return {}
        return {
            "x-oauth-scopes": ",".join(sorted(token.scopes)),
            "x-accepted-oauth-scopes": ",".join(method.rules.scopes),
        }
