"""Tasks that run beside the server and must not fail unseen."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeAlias

Work: TypeAlias = Callable[[], Coroutine[None, None, None]]


class Background:
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._early: list[Work] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: list[BaseException] = []

    def open(self) -> None:
        """Run here from now on, beginning with what was started before."""
        self._loop = asyncio.get_running_loop()
        for work in self._early:
            self.start(work)
        self._early.clear()

    def start(self, work: Work) -> None:
        """Start it on the server's loop, even if the caller runs on none, as fixtures do."""
        if self._loop is None:
            self._early.append(work)
            return
        task = self._loop.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def close(self) -> None:
        """Stop everything; raises what went wrong in any task."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._failures:
            raise self._failures[0]

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            self._failures.append(failure)
