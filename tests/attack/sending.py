"""How deliveries reach the bot: signed as Slack does, or over its socket, whatever is in them."""

import hashlib
import hmac
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlencode

import aiohttp

from localslack import LocalSlack
from localslack.delivery.envelopes import Envelope, Kind, NotDelivered
from tests.attack.corpus import Json

EVENTS_PATH = "/slack/events"
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
# So long does Slack not wait; but a slow machine is not what is to be found out here.
PATIENCE = 90.0
# A database that is busy for a moment takes an event later.
FURTHER_TRIES = 3
NO_ANSWER = 0


@dataclass(slots=True)
class Tally:
    """Which answers there were, by their HTTP status, and what was answered as it must not be."""

    statuses: Counter[int] = field(default_factory=Counter)
    offending: list[tuple[str, Json]] = field(default_factory=list)

    def note(self, status: int, kind: str, body: Json) -> None:
        self.statuses[status] += 1
        if status == NO_ANSWER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.offending.append((f"{kind} {status}", body))

    def between(self, first: int, last: int) -> int:
        return sum(count for status, count in self.statuses.items() if first <= status <= last)


class Sender(Protocol):
    async def send(self, way: Kind, body: Json) -> int:
        """Bring it once; gives the HTTP status, or 0 if there was no answer."""


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Signed requests."""

    http: aiohttp.ClientSession
    url: str
    secret: str

    async def send(self, way: Kind, body: Json) -> int:
        raw, content_type = encoded(way, body)
        return await post(self.http, self.url, raw, signed(self.secret, raw, content_type))


@dataclass(frozen=True, slots=True)
class OverSocket:
    """Envelopes; what is acknowledged counts as 200."""

    slack: LocalSlack

    async def send(self, way: Kind, body: Json) -> int:
        await self.slack.connected(PATIENCE)
        try:
            await self.slack.socket_mode.deliver(Envelope(kind=way, name="attack", payload=body))
        except NotDelivered:
            return NO_ANSWER
        return HTTPStatus.OK


async def brought(sender: Sender, way: Kind, body: Json) -> int:
    """Bring a delivery as Slack does: an event that is not taken now comes again."""
    status = await sender.send(way, body)
    for _ in range(FURTHER_TRIES):
        if way is not Kind.EVENT or status not in {NO_ANSWER, HTTPStatus.SERVICE_UNAVAILABLE}:
            break
        status = await sender.send(way, body)
    return status


async def post(http: aiohttp.ClientSession, url: str, raw: bytes, headers: dict[str, str]) -> int:
    try:
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with http.post(url, data=raw, headers=headers, timeout=timeout) as response:
            await response.read()
            return response.status
    except (aiohttp.ClientError, TimeoutError):
        return NO_ANSWER


def encoded(way: Kind, body: Json) -> tuple[bytes, str]:
    if way is Kind.EVENT:
        return json.dumps(body).encode(), JSON_TYPE
    fields = body if way is Kind.COMMAND else {"payload": json.dumps(body)}
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in fields.items()
    }
    return urlencode(texts, errors="surrogatepass").encode(), FORM_TYPE


def signed(secret: str, raw: bytes, content_type: str, at: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    base = f"v0:{timestamp}:".encode() + raw
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
    }
