"""Checks of the bot itself: each says that all is well, or what is wrong and how to fix it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: a `problem` with its `fix`, or nothing wrong and perhaps a `note`.

    What strangers can bring about is told and `blocks` nothing: the bot is ready all the same.
    """

    name: str
    problem: str = ""
    fix: str = ""
    note: str = ""
    blocks: bool = True

    @property
    def is_ok(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class Check:
    """Something to be found out; it may find several things at once, or nothing to tell."""

    name: str
    ask: Callable[[], Awaitable[Sequence[Finding]]]


@dataclass(slots=True)
class Checkup:
    """Makes its checks side by side and waits at most so many `seconds` for their answers.

    A check that hangs is left alone and not begun a second time, so that asking again and again
    whether a dead database lives does not use up what is left of it.
    """

    checks: Sequence[Check]
    seconds: float
    _under_way: dict[str, asyncio.Task[Sequence[Finding]]] = field(default_factory=dict)

    async def findings(self) -> list[Finding]:
        """What the checks found, in their order."""
        if not self.checks:
            return []
        asked = {check.name: self._asked(check) for check in self.checks}
        await asyncio.wait(asked.values(), timeout=self.seconds)
        return [finding for name, task in asked.items() for finding in self._found(name, task)]

    def _asked(self, check: Check) -> asyncio.Task[Sequence[Finding]]:
        task = self._under_way.get(check.name)
        if task is None or task.done():
            task = asyncio.ensure_future(check.ask())
            self._under_way[check.name] = task
        return task

    def _found(self, name: str, task: asyncio.Task[Sequence[Finding]]) -> Sequence[Finding]:
        if not task.done():
            hangs = f"No answer within {self.seconds:g} seconds."
            return [Finding(name=name, problem=hangs, fix=f"Look at what {name} depends on.")]
        error = task.exception()
        if error is None:
            return task.result()
        log.warning("check_broken", action="check_broken", check=name, exc_info=error)
        broken = f"The check itself broke ({type(error).__name__})."
        return [Finding(name=name, problem=broken, fix="The log says more: check_broken.")]
