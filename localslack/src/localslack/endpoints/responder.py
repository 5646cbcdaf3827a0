"""The answer to a call of the app, which comes, or breaks off as a fault wants it to."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import web

from localslack.faults import Fault, Faults, Reset
from localslack.json_types import JsonObject

_log = logging.getLogger(__name__)
_WHOLE = Fault()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the app is told; `text` is said instead of the body where it is not empty."""

    body: JsonObject
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def response(self) -> web.Response:
        if self.text:
            return web.Response(text=self.text, status=self.status, headers=self.headers)
        return web.json_response(self.body, status=self.status, headers=self.headers)


CarryOut: TypeAlias = Callable[[], Answer]
Note: TypeAlias = Callable[[Answer], None]


class Responder:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    async def answer_method(
        self, request: web.Request, name: str, carry_out: CarryOut, note: Note
    ) -> web.StreamResponse:
        """Do what a method is called for, and bring the answer as far as no fault prevents it."""
        return await _answer(request, self._faults.take(name) or _WHOLE, carry_out, note)

    async def answer(
        self, request: web.Request, name: str, carry_out: CarryOut, note: Note
    ) -> web.StreamResponse:
        """The same for what is no method, and so is not meant by a fault of any method."""
        return await _answer(request, self._faults.take_named(name) or _WHOLE, carry_out, note)


async def _answer(
    request: web.Request, fault: Fault, carry_out: CarryOut, note: Note
) -> web.StreamResponse:
    if fault.reset is Reset.BEFORE:
        return _hang_up(request)
    answer = _under(fault, carry_out)
    note(answer)
    if fault.hold is not None:
        await fault.hold.wait()
    if fault.reset is Reset.AFTER:
        return _hang_up(request)
    response = answer.response()
    return await _break_off(request, response) if fault.half else response


def _under(fault: Fault, carry_out: CarryOut) -> Answer:
    """What the app is told, after doing what it asked for unless a fault prevents that."""
    if fault.answer is None:
        return _safely(carry_out)
    if fault.carried_out:
        _safely(carry_out)
    return Answer(body=fault.answer, status=fault.status, headers=fault.headers)


def _safely(carry_out: CarryOut) -> Answer:
    try:
        return carry_out()
    except Exception:  # noqa: BLE001 - it is logged, and the app is told as Slack would
        _log.exception("the local Slack could not carry out a call")
        return Answer(body={"ok": False, "error": "internal_error"})


def _hang_up(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _break_off(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """Say how long the answer is, send half of it, and hang up."""
    body = whole.body if isinstance(whole.body, bytes) else b""
    half = web.StreamResponse(status=whole.status, headers=whole.headers)
    half.content_length = len(body)
    # Whoever would get it may be gone already.
    with suppress(ConnectionResetError):
        await half.prepare(request)
        await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half
