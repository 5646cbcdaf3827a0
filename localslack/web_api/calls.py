"""From HTTP to a call and back: tokens, JSON, forms, queries, status codes and broken lines."""

import base64
import binascii
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from aiohttp import web

from localslack.errors import SlackError
from localslack.faults import Fault, Faults, Reset
from localslack.json_types import JsonObject
from localslack.rates import RateLimited
from localslack.web_api.arguments import Arguments
from localslack.web_api.pipeline import Call, Pipeline
from localslack.wire import Direction, Record, Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    body: JsonObject
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Calls:
    """Answers the requests below /api/."""

    def __init__(self, pipeline: Pipeline, faults: Faults, wire: Wire) -> None:
        self._pipeline = pipeline
        self._faults = faults
        self._wire = wire

    async def handle(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        call = await self._read(request)
        fault = self._faults.take(call.name)
        if fault is not None and fault.reset is Reset.BEFORE:
            return hang_up(request)
        answer = self._answer(call, fault)
        self._note(call, answer.body, started)
        if fault is not None and fault.hold is not None:
            await fault.hold.wait()
        if fault is not None and fault.reset is Reset.AFTER:
            return hang_up(request)
        response = web.json_response(
            answer.body, status=answer.status, headers={**self._headers(call), **answer.headers}
        )
        return await break_off(request, response) if fault and fault.half else response

    def _answer(self, call: Call, fault: Fault | None) -> Answer:
        """What the app is told, after doing what it asked for unless a fault prevents that."""
        if fault is None or fault.answer is None:
            return self._carry_out(call)
        if fault.carried_out:
            self._carry_out(call)
        return Answer(body=fault.answer, status=fault.status, headers=fault.headers)

    def _carry_out(self, call: Call) -> Answer:
        try:
            return Answer(body=self._pipeline.answer(call))
        except RateLimited as refusal:
            return Answer(
                body={"ok": False, "error": refusal.code},
                status=429,
                headers={"Retry-After": str(refusal.retry_after)},
            )
        except SlackError as refusal:
            return Answer(body={"ok": False, "error": refusal.code, **refusal.fields})

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
        scheme, _, header = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            values |= _credentials(header)
            header = ""
        token = str(values.pop("token", ""))
        return Call(
            name=name,
            token=header.strip() or token,
            token_in_header=bool(header),
            arguments=Arguments(values),
        )

    def _note(self, call: Call, answer: JsonObject, started: float) -> None:
        token = self._pipeline.token(call)
        self._wire.add(
            Record(
                direction=Direction.CALL,
                name=call.name,
                arguments=call.arguments.as_json(),
                answer=answer,
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


def hang_up(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def break_off(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """Say how long the answer is, send half of it, and hang up."""
    body = whole.body if isinstance(whole.body, bytes) else b""
    half = web.StreamResponse(status=whole.status, headers=whole.headers)
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half


def _credentials(encoded: str) -> JsonObject:
    """Client id and secret from HTTP Basic authentication."""
    try:
        client_id, _, client_secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": unquote(client_id), "client_secret": unquote(client_secret)}


def json_object(text: str) -> JsonObject:
    """The object that was sent; anything else counts as nothing."""
    try:
        parsed = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
