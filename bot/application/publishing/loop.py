"""Publishes whenever something changed, and looks again when something waits."""

import asyncio

from bot.application.publishing.publisher import Publisher
from bot.application.work.guard import log_and_continue
from bot.application.work.waiting import wait_for

LOOK_EVERY = 5.0
# What is due but cannot be claimed yet is locked by somebody, for a moment.
REST_AFTER_NOTHING = 0.2
REST_AFTER_FAILURE = 1.0


class PublishLoop:
    """Runs one publisher until it is stopped; several loops may run side by side."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._news = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        self._news.set()

    def stop(self) -> None:
        """End after the visit that is under way."""
        self._stopping = True
        self._news.set()

    async def run(self) -> None:
        while not self._stopping:
            self._news.clear()
            await wait_for(self._news, await self._publish())

    async def _publish(self) -> float:
        """Publish all that is due; gives the seconds after which to look again."""
        # Nothing is lost: what was not published is still marked so in the database.
        with log_and_continue("publish_failed"):
            while not self._stopping and await self._publisher.publish_next():
                pass
            again_in = await self._publisher.seconds_to_next()
            if again_in is None:
                return LOOK_EVERY
            return min(max(again_in, REST_AFTER_NOTHING), LOOK_EVERY)
        return REST_AFTER_FAILURE


class Signals:
    """The Signal port: tells every loop that something was committed."""

    def __init__(self) -> None:
        self._loops: list[PublishLoop] = []

    def tells(self, loop: PublishLoop) -> None:
        self._loops.append(loop)

    def changed(self) -> None:
        for loop in self._loops:
            loop.wake()
