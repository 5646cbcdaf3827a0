"""From HTTP to a call and back: tokens, JSON, forms, queries, status codes and broken lines."""

import json
import time

from aiohttp import web

from localslack.errors import SlackError
from localslack.faults import Faults, Reset
from localslack.installation import Installation
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments
from localslack.web_api.pipeline import Call, Pipeline
from localslack.wire import Direction, Record, Wire


class Calls:
    """Answers the requests below /api/."""

    def __init__(self, app: Installation, pipeline: Pipeline, faults: Faults, wire: Wire) -> None:
        self._app = app
        self._pipeline = pipeline
        self._faults = faults
        self._wire = wire

    async def handle(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        call = await self._read(request)
        fault = self._faults.take(call.name)
        if fault is not None and fault.reset is Reset.BEFORE:
            return hang_up(request)
        if fault is not None and fault.answer is not None:
            answer = fault.answer
        else:
            answer = self._answer(call)
        self._note(call, answer, started)
        if fault is not None and fault.reset is Reset.AFTER:
            return hang_up(request)
        headers = self._headers(call) | (fault.headers if fault else {})
        return web.json_response(answer, status=fault.status if fault else 200, headers=headers)

    def _answer(self, call: Call) -> JsonObject:
        try:
            return self._pipeline.answer(call)
        except SlackError as refusal:
            return {"ok": False, "error": refusal.code, **refusal.fields}

    async def _read(self, request: web.Request) -> Call:
        name = request.match_info["method"]
        method = self._pipeline.method(name)
        values: JsonObject = dict(request.query)
        if request.content_type == "application/json":
            # Where a method takes forms only, Slack does not look at JSON at all.
            if method is None or method.rules.reads_json:
                values |= json_object(await request.text())
        else:
            values |= dict(await request.post())
        header = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        token = str(values.pop("token", ""))
        return Call(
            name=name,
            token=header or token,
            token_in_header=bool(header),
            arguments=Arguments(values),
        )

    def _note(self, call: Call, answer: JsonObject, started: float) -> None:
        self._wire.add(
            Record(
                direction=Direction.CALL,
                name=call.name,
                arguments=call.arguments.as_json(),
                answer=answer,
                seconds=time.monotonic() - started,
            )
        )

    def _headers(self, call: Call) -> dict[str, str]:
        method = self._pipeline.method(call.name)
        return {
            "x-oauth-scopes": ",".join(sorted(self._app.manifest.bot_scopes)),
            "x-accepted-oauth-scopes": ",".join(method.rules.scopes) if method else "",
        }


def hang_up(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def json_object(text: str) -> JsonObject:
    """The object that was sent; anything else counts as nothing."""
    try:
        parsed = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
