"""Over HTTP nothing is parsed before it is verified; whoever is not Slack reads 401 and no more."""

import json
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.door import COMMAND, Opened, open_door, request, signed
from tests.support.logbook import Logbook, logged

SECRET_WORDS = "Confidential"


@pytest.fixture
async def door() -> AsyncIterator[Opened]:
    async with open_door() as opened:
        yield opened


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book


def is_401_and_nothing_else(said: bytes) -> bool:
    head, _, body = said.partition(b"\r\n\r\n")
    status, *fields = head.decode().splitlines()
    names = {field.partition(":")[0] for field in fields}
    told = {"Server", "Date", "Connection", "Content-Length"}
    return status.endswith(" 401 Unauthorized") and body == b"" and names <= told


def without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {each: value for each, value in headers.items() if each != name}


async def test_what_slack_signed_is_let_in_with_its_raw_bytes(door: Opened) -> None:
    assert await door.status(COMMAND, signed(COMMAND)) == 200
    assert door.taken == [COMMAND]
    assert "requests_refused_total{" not in door.metrics.page().decode()


@pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
async def test_what_is_not_signed_is_refused(door: Opened, missing: str) -> None:
    said = await door.answers(request(COMMAND, without(signed(COMMAND), missing)))

    assert is_401_and_nothing_else(said)
    assert door.taken == []
    assert door.refused("unsigned") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Slack-Request-Timestamp", "abc"),
        ("X-Slack-Request-Timestamp", ""),
        ("X-Slack-Request-Timestamp", "1e9"),
        ("X-Slack-Request-Timestamp", "-1"),
        ("X-Slack-Request-Timestamp", "1_700_000_000"),
        ("X-Slack-Request-Timestamp", "9" * 5000),
        ("X-Slack-Request-Timestamp", "١٧٠٠٠٠٠٠٠٠"),  # noqa: RUF001 - digits, but not Slack's
        ("X-Slack-Signature", "v0="),
        ("X-Slack-Signature", "v0=" + "g" * 64),
        ("X-Slack-Signature", "v1=" + "0" * 64),
        ("X-Slack-Signature", "é" * 67),
    ],
)
async def test_headers_that_slack_never_writes_are_refused(
    door: Opened, book: Logbook, name: str, value: str
) -> None:
    said = await door.answers(request(COMMAND, {**signed(COMMAND), name: value}))

    assert is_401_and_nothing_else(said)
    assert door.refused("malformed") == 1
    assert "Traceback" not in book.text
    assert "exception" not in book.text


async def test_a_header_that_comes_twice_is_refused(door: Opened) -> None:
    raw = request(COMMAND, signed(COMMAND)).replace(
        b"X-Slack-Signature", b"X-Slack-Signature: v0=" + b"0" * 64 + b"\r\nX-Slack-Signature"
    )

    assert is_401_and_nothing_else(await door.answers(raw))
    assert door.taken == []


async def test_another_secret_or_another_body_is_refused(door: Opened) -> None:
    assert await door.status(COMMAND, signed(COMMAND, secret="another")) == 401
    assert await door.status(COMMAND + b" ", signed(COMMAND)) == 401
    assert door.taken == []
    assert door.refused("wrong_signature") == 2


@pytest.mark.parametrize("seconds", [-301, -86_400, 302, 10**9])
async def test_what_was_signed_more_than_five_minutes_from_now_is_refused(
    door: Opened, seconds: int
) -> None:
    said = await door.answers(request(COMMAND, signed(COMMAND, at=time.time() + seconds)))

    assert is_401_and_nothing_else(said)
    assert door.taken == []
    assert door.refused("late") == 1


@pytest.mark.parametrize("seconds", [-290, 290])
async def test_five_minutes_are_let_through(door: Opened, seconds: int) -> None:
    assert await door.status(COMMAND, signed(COMMAND, at=time.time() + seconds)) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"payload=5",
        b"[1]",
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b"a=&" * 80_000,
        b"\xff\xfe",
        b"ssl_check=1&token=x",
        b'{"type":"url_verification","challenge":"x"}',
        b"",
    ],
    ids=lambda body: repr(body[:12]),
)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain; charset=utf-99"])
async def test_no_unsigned_body_is_read_whatever_it_is(
    door: Opened, book: Logbook, body: bytes, content_type: str
) -> None:
    forged = {**signed(body, secret="another"), "Content-Type": content_type}

    assert is_401_and_nothing_else(await door.answers(request(body, forged)))
    assert is_401_and_nothing_else(
        await door.answers(request(body, {"Content-Type": content_type}))
    )
    assert door.taken == []
    assert "exception" not in book.text


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW"])
async def test_no_method_gets_round_the_signature(door: Opened, method: str) -> None:
    said = await door.answers(request(b"", {}, method=method))

    assert is_401_and_nothing_else(said)


async def test_who_answers_tells_no_versions(door: Opened) -> None:
    said = await door.answers(request(b"", {}))

    assert b"Server: worksession\r\n" in said
    assert b"Python" not in said


async def test_what_is_no_http_is_refused_the_same_way(door: Opened, book: Logbook) -> None:
    for raw in (b"\x16\x03\x01\x02\x00\x01\x00", b"hello\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
        assert is_401_and_nothing_else(await door.answers(raw + b"\r\n\r\n"))
    assert "exception" not in book.text


async def test_other_paths_show_nothing(door: Opened) -> None:
    for path in ("/", "/healthz", "/readyz", "/metrics", "/slack/events/", "/slack"):
        said = await door.answers(request(b"", {}, path=path, method="GET"))
        assert said.startswith(b"HTTP/1.1 404 ")
        assert said.endswith(b"\r\n\r\n")


async def test_a_packed_body_is_not_unpacked(door: Opened) -> None:
    """A few kilobytes can be unpacked to gigabytes; Slack signs and sends bodies as they are."""
    body = b"\x1f\x8b nothing that gzip knows"
    headers = {**signed(body), "Content-Encoding": "gzip"}

    assert await door.status(body, headers) == 200
    assert door.taken == [body]


async def test_refusals_are_logged_once_a_minute_by_reason_without_the_body(
    door: Opened, book: Logbook
) -> None:
    body = f"text={SECRET_WORDS}".encode()
    for _ in range(20):
        await door.status(body, {})
        await door.status(body, signed(body, secret="another"))
    book.repeats.tell(after=0)

    lines = [json.loads(line) for line in book.text.splitlines()]
    assert [(each["action"], each["reason"], each.get("times")) for each in lines] == [
        ("request_refused", "unsigned", None),
        ("request_refused", "wrong_signature", None),
        ("request_refused", "unsigned", 19),
        ("request_refused", "wrong_signature", 19),
    ]
    assert SECRET_WORDS not in book.text
