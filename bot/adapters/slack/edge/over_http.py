"""Deliveries that Slack brings over HTTP, once it is certain that they are Slack's."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from slack_bolt.response import BoltResponse

from bot.adapters.slack.edge.intake import Intake

# docs.slack.dev/apis/events-api: Slack says so when it brings something again.
REPEATED = "X-Slack-Retry-Num"
JSON = "application/json"
# A command has sixteen fields.
MOST_FIELDS = 64


class OverHttp:
    """Reads bodies and takes them in; what cannot be read is acknowledged, and ends there."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def take(self, raw: bytes, headers: Mapping[str, str]) -> BoltResponse:
        try:
            body = read_body(headers.get("Content-Type", ""), raw)
        except (ValueError, RecursionError):
            return self._intake.unreadable()
        return await self._intake.take(body, repeated=REPEATED in headers)


def read_body(content_type: str, raw: bytes) -> object:
    """What was delivered: JSON as such for events, JSON in a form for presses, a form for commands.

    Args:
        content_type: The header; a charset in it is not heeded, as Slack writes UTF-8 only.
        raw: The body as it was sent.

    Raises:
        ValueError: It cannot be read.
        RecursionError: It is nested too deep.
    """
    text = raw.decode("utf-8")
    if content_type.partition(";")[0].strip().lower() == JSON or text.startswith("{"):
        return _json(text)
    pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    fields = dict(pairs)
    return _json(fields["payload"]) if "payload" in fields else fields


def _json(text: str) -> object:
    return json.loads(text, parse_constant=_refused)


def _refused(constant: str) -> object:
    raise ValueError(constant)
