"""Over HTTP nothing is parsed before it is verified; whoever is not Slack reads 401 and no more."""

import json

import pytest

from tests.support.door import COMMAND, Opened, is_401_and_nothing_else, request, signed
from tests.support.logbook import Logbook

SECRET_WORDS = "Confidential"


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
