"""Whether Slack sent a request: told from its headers and its raw bytes, nothing of it is parsed.

docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Self

from multidict import CIMultiDictProxy

from bot.application.operating.telemetry import RequestRefusal

SIGNATURE = "X-Slack-Signature"
TIMESTAMP = "X-Slack-Request-Timestamp"
# Slack's page: whatever was signed longer ago may have been recorded by somebody.
FRESH_SECONDS = 5 * 60

_DIGEST = re.compile(r"v0=[0-9a-f]{64}")
_SECONDS = re.compile(r"[0-9]{1,12}")


class NotSigned(Exception):
    """A request has no signature that could fit."""

    def __init__(self, reason: RequestRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signature:
    """What Slack says it signed when (seconds since 1970), in its own letters."""

    digest: str
    timestamp: str

    @classmethod
    def of(cls, headers: CIMultiDictProxy[str]) -> Self:
        """Read the headers.

        Raises:
            NotSigned: One is missing, comes twice, or is nothing that Slack writes.
        """
        digests, timestamps = headers.getall(SIGNATURE, []), headers.getall(TIMESTAMP, [])
        if not digests or not timestamps:
            raise NotSigned(RequestRefusal.UNSIGNED)
        digest, timestamp = digests[0], timestamps[0]
        is_one = len(digests) == len(timestamps) == 1
        if not (is_one and _DIGEST.fullmatch(digest) and _SECONDS.fullmatch(timestamp)):
            raise NotSigned(RequestRefusal.MALFORMED)
        return cls(digest, timestamp)

    def refusal(self, raw: bytes, secret: str, now: float) -> RequestRefusal | None:
        """Why a body was not signed by Slack just now; None if it was.

        What is signed rightly and late tells that a clock is wrong, as only Slack can sign.
        """
        signed = b"v0:" + self.timestamp.encode() + b":" + raw
        digest = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(digest, self.digest):
            return RequestRefusal.WRONG_SIGNATURE
        if abs(now - int(self.timestamp)) > FRESH_SECONDS:
            return RequestRefusal.LATE
        return None
