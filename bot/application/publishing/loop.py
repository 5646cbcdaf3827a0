"""Publishes whenever something changed, and looks again when something waits."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from bot.application.publishing.ports import Taken
from bot.application.work.guard import log_and_continue
from bot.application.work.waiting import wait_for

LOOK_EVERY = 5.0
# What is due but cannot be claimed yet is locked by somebody, for a moment.
REST_AFTER_NOTHING = 0.2
REST_AFTER_FAILURE = 1.0
# Slack answers a call in some 50 ms: so many sessions at once are several hundred calls a second.
MOST_VISITS = 50


class Publishes(Protocol):
    """What a loop needs of a publisher; times are in seconds."""

    async def take(self, most: int) -> Sequence[Taken]: ...

    async def publish(self, taken: Taken) -> float | None: ...

    async def seconds_to_next(self) -> float | None: ...


class PublishLoop:
    """Publishes many sessions at once, until it is stopped."""

    def __init__(self, publisher: Publishes) -> None:
        self._publisher = publisher
        self._news = asyncio.Event()
        self._visits: set[asyncio.Task[None]] = set()
        self._stopping = False

    def wake(self) -> None:
        self._news.set()

    def stop(self) -> None:
        """End after the visits that are under way."""
        self._stopping = True
        self._news.set()

    async def run(self) -> None:
        rest = 0.0
        while not self._stopping:
            is_news = await wait_for(self._news, rest)
            self._news.clear()
            rest = REST_AFTER_FAILURE
            # Nothing is lost: what was not published is still marked so in the database.
            with log_and_continue("publish_failed"):
                rest = await self._look(is_news=is_news)
        if self._visits:
            await asyncio.wait(self._visits)

    async def _look(self, *, is_news: bool) -> float:
        """Begin to publish what is due; gives the seconds after which to look anyway."""
        room = MOST_VISITS - len(self._visits)
        if self._stopping or room == 0:
            return LOOK_EVERY
        if not is_news:
            again_in = await self._publisher.seconds_to_next()
            if again_in is None or again_in > 0:
                return min(again_in or LOOK_EVERY, LOOK_EVERY)
        taken = await self._publisher.take(room)
        for each in taken:
            visit = asyncio.create_task(self._visit(each))
            self._visits.add(visit)
            visit.add_done_callback(self._visits.discard)
        return LOOK_EVERY if taken or is_news else REST_AFTER_NOTHING

    async def _visit(self, taken: Taken) -> None:
        was_full = len(self._visits) == MOST_VISITS
        with log_and_continue("publish_failed"):
            again_in = await self._publisher.publish(taken)
            if again_in is not None:
                asyncio.get_running_loop().call_later(again_in, self.wake)
        if was_full:
            self.wake()


class Wakes(Protocol):
    """Whatever looks at the database when it is woken."""

    def wake(self) -> None: ...


class Signals:
    """The Signal port: wakes everybody who looks for what was committed."""

    def __init__(self) -> None:
        self._told: list[Wakes] = []

    def tells(self, told: Wakes) -> None:
        self._told.append(told)

    def changed(self) -> None:
        for each in self._told:
            each.wake()
