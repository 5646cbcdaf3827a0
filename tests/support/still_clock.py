"""A clock that a test has in its hands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.support.sessions import START


@dataclass
class StillClock:
    """Stands still until a test moves it."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def real_now(self) -> datetime:
        return self.moment

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds()

    def seconds(self) -> float:
        return self.moment.timestamp()

    def pass_seconds(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
