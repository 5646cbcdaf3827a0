"""Forgeries: requests that Slack did not sign, or that nobody would, over HTTP."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.attack.sending import FORM_TYPE, JSON_TYPE, signed

REFUSED = HTTPStatus.UNAUTHORIZED
HELP = b"command=%2Fworksession&text=help&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1.2"
MANY = b"a=&" * 330_000
DEEP = b'{"a":' * 20_000 + b"5" + b"}" * 20_000
MALFORMED = {
    "half an object": (b"{", JSON_TYPE),
    "payload=5": (b"payload=5", FORM_TYPE),
    "payload={": (b"payload=%7B", FORM_TYPE),
    "a list": (b"[1]", JSON_TYPE),
    "a number": (b"5", JSON_TYPE),
    "null": (b"null", JSON_TYPE),
    "nothing": (b"", JSON_TYPE),
    "no UTF-8": (b"\xff\xfe{\x80}", JSON_TYPE),
    "a form that is no UTF-8": (b"payload=%ff%fe&x=\xff", FORM_TYPE),
    "an unknown charset": (HELP, f"{FORM_TYPE}; charset=klingon"),
    "UTF-16": ('{"type": "event_callback"}'.encode("utf-16"), f"{JSON_TYPE}; charset=utf-16"),
    "deep JSON": (DEEP, JSON_TYPE),
    "a deep list": (b"[" * 100_000, JSON_TYPE),
    "many fields": (MANY, FORM_TYPE),
    "another type": (HELP, "multipart/form-data; boundary=x"),
    "no type": (HELP, ""),
    "NaN": (b'{"type": NaN, "event": {"type": 1e999}}', JSON_TYPE),
    "a huge number": (b'{"type": ' + b"9" * 5_000 + b"}", JSON_TYPE),
    "an event without a type": (b'{"type": "event_callback", "event": {}}', JSON_TYPE),
    "a challenge that is none": (b'{"type": "url_verification"}', JSON_TYPE),
    "ssl_check": (b"ssl_check=1&token=x", FORM_TYPE),
}
TIMESTAMPS = (
    *("", "abc", "-1", "0", "1e9", "1700000000.5", "9" * 30, "9" * 5_000, "0x10", " ", "None"),
    "\u0661\u0667\u0660\u0660",
)
SIGNATURES = ("", "v0=", "v0=0", "v1=" + "0" * 64, "v0=" + "g" * 64, "v0=" + "0" * 5_000, "\u0661")


@dataclass(frozen=True, slots=True)
class Forgery:
    """A request; without a signature of Slack's it has to be refused."""

    name: str
    raw: bytes
    headers: dict[str, str] = field(default_factory=dict)
    is_signed: bool = False

    def is_answered_well(self, status: int) -> bool:
        """Whether this is what has to be answered."""
        if self.is_signed:
            return HTTPStatus.OK <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        # What is too large may be cut off before anybody has looked for a signature.
        too_large = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and len(self.raw) > len(DEEP)
        return status == REFUSED or too_large


def forgeries(secret: str) -> Iterator[Forgery]:
    """One of each kind; made when they are sent, because a signature is good for five minutes."""
    now = time.time()
    for name, (raw, kind) in MALFORMED.items():
        yield Forgery(f"{name}, unsigned", raw, {"Content-Type": kind})
        yield Forgery(f"{name}, badly signed", raw, signed("another secret", raw, kind))
        yield Forgery(f"{name}, signed", raw, signed(secret, raw, kind), is_signed=True)
    good = signed(secret, HELP, FORM_TYPE)
    yield Forgery("a command, too late", HELP, signed(secret, HELP, FORM_TYPE, now - 301))
    yield Forgery("a command, too early", HELP, signed(secret, HELP, FORM_TYPE, now + 330))
    yield Forgery("another body under a signature", HELP + b"&x=1", good)
    for header in ("X-Slack-Request-Timestamp", "X-Slack-Signature"):
        rest = {name: value for name, value in good.items() if name != header}
        yield Forgery(f"no {header}", HELP, rest)
    for timestamp in TIMESTAMPS:
        headers = {**good, "X-Slack-Request-Timestamp": timestamp}
        yield Forgery(f"timestamp {timestamp[:20]!r}", HELP, headers)
    for signature in SIGNATURES:
        yield Forgery(
            f"signature {signature[:20]!r}", HELP, {**good, "X-Slack-Signature": signature}
        )
