import time

import pytest

from tests.support.door import COMMAND, Opened, is_401_and_nothing_else, request, signed
from tests.support.logbook import Logbook


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
