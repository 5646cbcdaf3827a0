"""The loop around a publisher: quick when there is news, and never busy when there is none."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from bot.application.publishing.loop import REST_AFTER_NOTHING, PublishLoop, Signals
from bot.application.publishing.ports import Taken


class Locked:
    """Something is due, but somebody else holds it; ends the loop after some looks."""

    def __init__(self, looks: int, due_in: float | None) -> None:
        self.loop = PublishLoop(self)
        self.looked_at: list[float] = []
        self.looked = asyncio.Event()
        self._looks = looks
        self._due_in = due_in

    async def take(self, most: int) -> Sequence[Taken]:
        assert most > 0
        self._look()
        return []

    async def publish(self, taken: Taken) -> float | None:
        raise AssertionError(taken)

    async def seconds_to_next(self) -> float | None:
        if self._due_in is None:
            self._look()
        return self._due_in

    def _look(self) -> None:
        self.looked_at.append(asyncio.get_running_loop().time())
        self.looked.set()
        if len(self.looked_at) == self._looks:
            self.loop.stop()


async def test_what_is_due_but_locked_is_looked_at_again_after_a_moment() -> None:
    locked = Locked(looks=3, due_in=0.0)
    await locked.loop.run()

    waits = [later - earlier for earlier, later in pairwise(locked.looked_at)]
    assert min(waits) > 0.9 * REST_AFTER_NOTHING


async def test_news_is_not_waited_for() -> None:
    idle = Locked(looks=2, due_in=None)
    signals = Signals()
    signals.tells(idle.loop)
    running = asyncio.create_task(idle.loop.run())
    async with asyncio.timeout(30):
        await idle.looked.wait()
        signals.changed()
        await running
