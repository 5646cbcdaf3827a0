"""The loop around a publisher: quick when there is news, and never busy when there is none."""

import asyncio
from itertools import pairwise

from bot.application.publishing.loop import REST_AFTER_NOTHING, PublishLoop, Signals
from bot.application.publishing.publisher import Publisher


class Locked(Publisher):
    """Something is due, but somebody else holds it; ends the loop after some looks."""

    def __init__(self, looks: int, due_in: float | None) -> None:
        self.loop = PublishLoop(self)
        self.looked_at: list[float] = []
        self.looked = asyncio.Event()
        self._looks = looks
        self._due_in = due_in

    async def publish_next(self) -> bool:
        self.looked_at.append(asyncio.get_running_loop().time())
        self.looked.set()
        if len(self.looked_at) == self._looks:
            self.loop.stop()
        return False

    async def seconds_to_next(self) -> float | None:
        return self._due_in


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
