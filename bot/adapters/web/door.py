"""Slack's endpoint: nothing of a request is parsed before its signature was found right."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.response import BoltResponse

from bot.adapters.web.refusals import Refusals
from bot.adapters.web.server import Limits, closing, vouch_for
from bot.adapters.web.signatures import NotSigned, Signature
from bot.application.operating.telemetry import RequestRefusal

EVENTS_PATH = "/slack/events"

TakeBody = Callable[[bytes, Mapping[str, str]], Awaitable[BoltResponse]]


class Unfit(Exception):
    """A body is too large, or did not come in whole and in time."""

    def __init__(self, reason: RequestRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Lets in what Slack signed: `take` gets the raw body and the headers of it.

    Everybody else reads 401 and nothing more. `now` is the real time, in seconds since 1970.
    """

    secret: str
    take: TakeBody
    refusals: Refusals
    limits: Limits
    now: Callable[[], float] = time.time

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path != EVENTS_PATH:
            return closing(404)
        try:
            signature = Signature.of(request.headers)
            raw = await self._body(request)
        except (NotSigned, Unfit) as refused:
            return self.refusals.refuse(refused.reason)
        reason = signature.refusal(raw, self.secret, self.now())
        if reason is not None:
            return self.refusals.refuse(reason)
        self.refusals.let_in()
        vouch_for(request)
        if request.method != "POST":
            return closing(405)
        return await to_aiohttp_response(await self.take(raw, request.headers))

    async def _body(self, request: web.BaseRequest) -> bytes:
        """The body as it was sent.

        Raises:
            Unfit: It is larger or slower than Slack's, or broken off.
        """
        if (request.content_length or 0) > self.limits.body_bytes:
            raise Unfit(RequestRefusal.TOO_LARGE)
        try:
            async with asyncio.timeout(self.limits.body_seconds):
                return await self._read(request.content.readany)
        except (TimeoutError, ConnectionError, web.RequestPayloadError) as broken:
            raise Unfit(RequestRefusal.UNFINISHED) from broken

    async def _read(self, more: Callable[[], Awaitable[bytes]]) -> bytes:
        raw = bytearray()
        while True:
            async with asyncio.timeout(self.limits.read_seconds):
                part = await more()
            if not part:
                return bytes(raw)
            raw += part
            if len(raw) > self.limits.body_bytes:
                raise Unfit(RequestRefusal.TOO_LARGE)
