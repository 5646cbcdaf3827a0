"""Waiting wakes in order, and work in the background does not fail unseen."""

import asyncio

import pytest

from localslack.concurrency.background import Background
from localslack.concurrency.changes import Changes


async def test_who_waited_first_goes_on_first() -> None:
    changes = Changes()
    woken: list[int] = []
    doors: set[str] = set()

    async def wait(number: int) -> None:
        assert await changes.until(lambda: "open" in doors, timeout=5)
        woken.append(number)

    async with asyncio.TaskGroup() as waiting:
        waiting.create_task(wait(1))
        await asyncio.sleep(0)
        changes.tell()
        waiting.create_task(wait(2))
        await asyncio.sleep(0)
        doors.add("open")
        changes.tell()

    assert woken == [1, 2]


async def test_what_does_not_come_true_is_told() -> None:
    assert not await Changes().until(lambda: False, timeout=0)


async def test_work_begins_with_the_server_and_its_failure_is_raised_at_the_end() -> None:
    background = Background()
    began = asyncio.Event()

    async def fail() -> None:
        began.set()
        raise RuntimeError("spilled")

    background.start(fail)
    assert not began.is_set()
    background.open()
    await began.wait()

    with pytest.raises(RuntimeError, match="spilled"):
        await background.close()
