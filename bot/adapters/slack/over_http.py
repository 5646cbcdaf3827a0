"""Deliveries that Slack brings over HTTP, once it is certain that they are Slack's."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.adapters.slack.intake import Intake

# docs.slack.dev/apis/events-api: Slack says so when it brings something again.
REPEATED = "X-Slack-Retry-Num"


class OverHttp:
    """Verifies and reads what comes over HTTP, and takes it in."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._verifier = SignatureVerifier(secret)

    async def take(self, raw: bytes, headers: Mapping[str, str]) -> BoltResponse:
        try:
            if not self._verifier.is_valid_request(raw, dict(headers)):
                return BoltResponse(status=401, body="")
            body = _read(raw)
        except (ValueError, RecursionError):
            return BoltResponse(status=401, body="")
        return await self._intake.take(body, repeated=REPEATED in headers)


def _read(raw: bytes) -> object:
    text = raw.decode()
    if text.startswith("{"):
        return json.loads(text)
    fields = dict(parse_qsl(text, keep_blank_values=True))
    return json.loads(fields["payload"]) if "payload" in fields else fields
