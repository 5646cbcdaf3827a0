"""Message times, which Slack also uses as message ids."""

from collections.abc import Callable
from datetime import datetime


class Timestamps:
    """Gives each message its own time, later than all before, however the clock behaves."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def next(self) -> str:
        self._last = max(round(self._now().timestamp() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def seconds(self) -> int:
        return int(self._now().timestamp())
