"""HTTP delivery: each envelope is a signed request to the app's own address."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from localslack.app.manifest import Manifest
from localslack.delivery.envelopes import ACK_TIMEOUT, Envelope, Kind, NotDelivered
from localslack.json_types import JsonObject

# How often a URL that does not answer yet is asked again while somebody waits for it.
_VERIFICATION_PAUSE = 0.05
# Two are followed; aiohttp counts the one at which it gives up.
_MOST_REDIRECTS = 2 + 1
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the app wants events, commands and interactions to be sent."""

    events: str
    interactivity: str
    options: str
    commands: Mapping[str, str]

    @classmethod
    def of(cls, manifest: Manifest, override: str | None = None) -> "Addresses":
        return cls(
            events=override or manifest.events_url or "",
            interactivity=override or manifest.interactivity_url or "",
            options=override or manifest.options_url or "",
            commands={
                name: override or command.url or "" for name, command in manifest.commands.items()
            },
        )

    def for_(self, envelope: Envelope) -> str:
        if envelope.kind is Kind.COMMAND:
            return self.commands[envelope.name]
        if envelope.name == "block_suggestion":
            return self.options
        return self.events if envelope.kind is Kind.EVENT else self.interactivity


class Http:
    late = "http_timeout"

    def __init__(
        self,
        addresses: Addresses,
        signing_secret: str,
        session: aiohttp.ClientSession,
        *,
        ack_timeout: float = ACK_TIMEOUT,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._addresses = addresses
        self._signing_secret = signing_secret
        self._session = session
        self._timeout = aiohttp.ClientTimeout(total=ack_timeout)
        self._clock = clock
        self._verified = False
        self._verifying = asyncio.Lock()

    async def ready(self) -> None:
        """Events flow once the address has shown that it belongs to the app."""
        async with self._verifying:
            while not self._verified and not await self._verify():  # noqa: ASYNC110 - it is far away
                await asyncio.sleep(_VERIFICATION_PAUSE)

    async def deliver(self, envelope: Envelope) -> JsonObject:
        url = self._addresses.for_(envelope)
        if not url:
            raise NotDelivered("connection_failed", retry=False)
        body, content_type = _body(envelope)
        headers = {"Content-Type": content_type, **_retry_headers(envelope)}
        return await self._post(url, body, headers, follow=envelope.kind is Kind.EVENT)

    async def _verify(self) -> bool:
        challenge = secrets.token_urlsafe(16)
        body = json.dumps({"type": "url_verification", "token": "", "challenge": challenge})
        try:
            answer = await self._post(
                self._addresses.events, body, {"Content-Type": "application/json"}, follow=False
            )
        except NotDelivered:
            return False
        self._verified = challenge in {answer.get("challenge"), answer.get("text")}
        return self._verified

    async def _post(
        self, url: str, body: str, headers: Mapping[str, str], *, follow: bool
    ) -> JsonObject:
        try:
            async with self._session.post(
                url,
                data=body.encode(),
                headers={**headers, **self._signature(body)},
                timeout=self._timeout,
                allow_redirects=follow,
                max_redirects=_MOST_REDIRECTS,
            ) as response:
                if not 200 <= response.status < 300:
                    retry = response.headers.get("x-slack-no-retry") != "1"
                    raise NotDelivered("http_error", retry=retry)
                return await _answer(response)
        except TimeoutError as error:
            raise NotDelivered(self.late) from error
        except aiohttp.TooManyRedirects as error:
            raise NotDelivered("too_many_redirects") from error
        except aiohttp.ClientSSLError as error:
            raise NotDelivered("ssl_error") from error
        except aiohttp.ClientError as error:
            raise NotDelivered("connection_failed") from error

    def _signature(self, body: str) -> dict[str, str]:
        timestamp = str(int(self._clock()))
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._signing_secret, timestamp, body),
        }


def signature(signing_secret: str, timestamp: str, body: str) -> str:
    message = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(signing_secret.encode(), message, hashlib.sha256).hexdigest()


def _body(envelope: Envelope) -> tuple[str, str]:
    if envelope.kind is Kind.EVENT:
        return json.dumps(envelope.payload), "application/json"
    if envelope.kind is Kind.COMMAND:
        return urlencode(envelope.payload), _FORM
    return urlencode({"payload": json.dumps(envelope.payload)}), _FORM


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.retry_attempt:
        return {}
    return {
        "X-Slack-Retry-Num": str(envelope.retry_attempt),
        "X-Slack-Retry-Reason": envelope.retry_reason,
    }


async def _answer(response: aiohttp.ClientResponse) -> JsonObject:
    text = await response.text()
    if not text:
        return {}
    if response.content_type != "application/json":
        return {"text": text}
    parsed = json.loads(text)
    return parsed if isinstance(parsed, dict) else {}
