"""When an event that was not taken comes again.

Source: docs.slack.dev/apis/events-api, "Error handling" and "Delayed events".
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from localslack.switches import Switches

RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before each further try: almost at once, after a minute, after five."""
DELAYED_HOURS = 24
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Retries:
    """Attributes: `wait` lets so many seconds pass; tests do it without waiting."""

    delays: tuple[float, ...] = RETRY_DELAYS
    switches: Switches = field(default_factory=Switches)
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    def waits(self) -> Iterator[float]:
        """The seconds before each try, the first one included."""
        yield 0.0
        yield from self.delays
        if self.switches.delayed_events:
            yield from (_HOUR for _ in range(DELAYED_HOURS))
