"""When an event that was not taken comes again.

Source: docs.slack.dev/apis/events-api, "Error handling" and "Delayed events".
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from localslack.options import Options

RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before each further try: almost at once, after a minute, after five."""
DELAYED_HOURS = 24
_HOUR = 3600.0
_LATEST = 2 * _HOUR


@dataclass(frozen=True, slots=True)
class Retries:
    """How long Slack goes on with an event.

    Attributes:
        wait: Lets so many seconds pass; tests do it without waiting.
        seconds: A time that never goes back.
    """

    delays: tuple[float, ...] = RETRY_DELAYS
    options: Options = field(default_factory=Options)
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    seconds: Callable[[], float] = time.monotonic

    def is_too_late(self, began: float) -> bool:
        """Whether an event is so old that Slack drops it, however often it was tried."""
        return not self.options.delayed_events and self.seconds() - began > _LATEST

    def waits(self) -> Iterator[float]:
        """The seconds before each try, the first one included."""
        yield 0.0
        yield from self.delays
        if self.options.delayed_events:
            yield from (_HOUR for _ in range(DELAYED_HOURS))
