"""Strangers can neither fill the door nor hold it up: sizes, times and numbers have limits."""

import asyncio

import pytest

from bot.adapters.web.server import Limits
from tests.support.door import COMMAND, Wire, open_door, request, signed

SHORT = 0.2
KIB = 1024


def large(size: int) -> bytes:
    return b"text=" + b"a" * (size - 5)


async def test_a_body_as_large_as_any_of_slacks_is_let_in() -> None:
    body = large(256 * KIB)
    async with open_door() as door:
        assert await door.status(body, signed(body)) == 200
    assert door.taken == [body]


async def test_a_larger_body_is_refused_before_it_is_read() -> None:
    body = large(256 * KIB + 1)
    async with open_door() as door:
        wire = await door.wire()
        head = request(body, signed(body))[: -len(body)]
        await wire.sends(head)
        # Not a byte of the body was sent.
        assert (await wire.reads_answer()).startswith(b"HTTP/1.1 401 ")
    assert door.taken == []
    assert door.refused("too_large") == 1


async def test_a_body_in_chunks_is_refused_as_soon_as_it_is_too_large() -> None:
    body = large(1024 * KIB)
    async with open_door() as door:
        wire = await door.wire()
        headers = {**signed(body), "Transfer-Encoding": "chunked"}
        head = request(b"", headers).replace(b"Content-Length: 0\r\n", b"")
        await wire.sends(head)
        part = b"10000\r\n" + b"a" * 64 * KIB + b"\r\n"
        for _ in range(5):
            await wire.sends(part)
        # There is no end of it, and yet an answer.
        assert (await wire.reads_answer()).startswith(b"HTTP/1.1 401 ")
    assert door.taken == []
    assert door.refused("too_large") == 1


async def test_chunks_that_are_none_are_refused() -> None:
    async with open_door() as door:
        headers = {**signed(COMMAND), "Transfer-Encoding": "chunked"}
        head = request(b"", headers).replace(b"Content-Length: 0\r\n", b"")
        said = await door.answers(head + b"zz\r\nabc\r\n")
    assert said.split()[1] == b"401"
    assert door.taken == []


async def drip(wire: Wire, raw: bytes) -> None:
    """Send a byte at a time, for as long as the other side takes them."""
    for byte in raw:
        await wire.sends(bytes([byte]))
        await asyncio.sleep(SHORT / 20)


@pytest.mark.parametrize("first", [b"", b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nX-Slow: "])
async def test_a_head_that_does_not_come_in_time_closes_the_connection(first: bytes) -> None:
    async with open_door(Limits(head_seconds=SHORT)) as door:
        wire = await door.wire()
        await wire.sends(first)
        dripping = asyncio.create_task(drip(wire, b"a" * 1000)) if first else None
        assert await wire.reads_all() == b""
        if dripping is not None:
            dripping.cancel()
    assert door.refused("unfinished") == 1


async def test_the_head_of_a_later_request_has_to_come_in_time_too() -> None:
    async with open_door(Limits(head_seconds=SHORT)) as door:
        wire = await door.wire()
        await wire.sends(request(COMMAND, signed(COMMAND)))
        assert (await wire.reads_answer()).startswith(b"HTTP/1.1 200 ")
        dripping = asyncio.create_task(drip(wire, b"POST /slack/events HTTP/1.1\r\nX-Slow: " * 99))
        assert await wire.reads_all() == b""
        dripping.cancel()
    assert door.refused("unfinished") == 1
    assert door.taken == [COMMAND]


async def test_a_body_that_drips_is_refused_after_its_time() -> None:
    async with open_door(Limits(body_seconds=SHORT, read_seconds=60)) as door:
        wire = await door.wire()
        await wire.sends(request(COMMAND, signed(COMMAND))[: -len(COMMAND)])
        dripping = asyncio.create_task(drip(wire, COMMAND[:-1]))
        assert (await wire.reads_answer()).startswith(b"HTTP/1.1 401 ")
        dripping.cancel()
    assert door.refused("unfinished") == 1


async def test_a_body_that_stops_is_refused_sooner() -> None:
    async with open_door(Limits(body_seconds=60, read_seconds=SHORT)) as door:
        wire = await door.wire()
        await wire.sends(request(COMMAND, signed(COMMAND))[:-1])
        assert (await wire.reads_answer()).startswith(b"HTTP/1.1 401 ")
    assert door.refused("unfinished") == 1


async def test_a_body_that_is_broken_off_ends_there() -> None:
    async with open_door() as door:
        wire = await door.wire()
        await wire.sends(request(COMMAND, signed(COMMAND))[:-1])
        wire.writer.write_eof()
        await wire.reads_all()
        wire.closes()
        while not door.refused("unfinished"):  # noqa: ASYNC110 - a count
            await asyncio.sleep(0)
    assert door.taken == []


async def test_a_connection_that_slack_left_idle_is_closed() -> None:
    async with open_door(Limits(idle_seconds=SHORT)) as door:
        wire = await door.wire()
        await wire.sends(request(COMMAND, signed(COMMAND)))
        assert (await wire.reads_answer()).startswith(b"HTTP/1.1 200 ")
        assert await wire.reads_all() == b""
    assert door.taken == [COMMAND]


async def test_a_connection_brings_one_delivery_after_another() -> None:
    async with open_door() as door:
        wire = await door.wire()
        for _ in range(3):
            await wire.sends(request(COMMAND, signed(COMMAND)))
            assert (await wire.reads_answer()).startswith(b"HTTP/1.1 200 ")
    assert door.taken == [COMMAND] * 3


async def test_when_too_many_come_the_oldest_stranger_gives_way() -> None:
    async with open_door(Limits(connections=3)) as door:
        first, second, third = [await door.wire() for _ in range(3)]
        fourth = await door.wire()
        assert await first.reads_all() == b""
        for wire in (second, third, fourth):
            await wire.sends(request(COMMAND, signed(COMMAND)))
            assert (await wire.reads_answer()).startswith(b"HTTP/1.1 200 ")
    assert door.refused("crowded") == 1


async def test_whom_slack_s_signature_vouched_for_stays_when_strangers_come() -> None:
    async with open_door(Limits(connections=3)) as door:
        proxy = await door.wire()
        await proxy.sends(request(COMMAND, signed(COMMAND)))
        await proxy.reads_answer()
        for _ in range(20):
            await door.wire()
        while door.refused("crowded") < 18:  # noqa: ASYNC110 - a count
            await asyncio.sleep(0)
        await proxy.sends(request(COMMAND, signed(COMMAND)))
        assert (await proxy.reads_answer()).startswith(b"HTTP/1.1 200 ")
    assert len(door.taken) == 2


async def test_when_all_are_known_whoever_is_idle_longest_gives_way() -> None:
    async with open_door(Limits(connections=2)) as door:
        known = [await door.wire() for _ in range(2)]
        for wire in known:
            await wire.sends(request(COMMAND, signed(COMMAND)))
            await wire.reads_answer()
        another = await door.wire()
        assert await known[0].reads_all() == b""
        await another.sends(request(COMMAND, signed(COMMAND)))
        assert (await another.reads_answer()).startswith(b"HTTP/1.1 200 ")


async def test_slack_is_let_in_while_a_thousand_strangers_hold_connections() -> None:
    async with open_door() as door:
        for _ in range(10):
            await asyncio.gather(*(door.wire() for _ in range(100)))
        assert await door.status(COMMAND, signed(COMMAND)) == 200
    assert door.refused("crowded") >= 1000 - 256


def test_most_descriptors_are_left_for_everything_else() -> None:
    assert Limits().within(8192).connections == 256
    assert Limits().within(256).connections == 64
