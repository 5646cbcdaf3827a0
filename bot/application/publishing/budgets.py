"""How fast the bot writes, so that Slack need not say "too fast"."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls of a method a second in the long run, and so many at once."""

    method: str
    per_second: float
    burst: int


# docs.slack.dev/apis/web-api/rate-limits: about one message a second in a channel, with short
# bursts; tier 3 methods 50 a minute for the whole workspace.
MESSAGES = Rate("chat.postMessage", per_second=1.0, burst=4)
UPDATES = Rate("chat.update", per_second=50 / 60, burst=10)
MARKS = Rate("reactions.add", per_second=50 / 60, burst=10)
# reactions.remove is of tier 2: 20 a minute.
UNMARKS = Rate("reactions.remove", per_second=20 / 60, burst=5)
REMOVALS = Rate("chat.delete", per_second=50 / 60, burst=10)
SEARCHES = Rate("conversations.replies", per_second=50 / 60, burst=10)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Budgets:
    """A token bucket for each key; `seconds` tells a time that never goes back."""

    seconds: Callable[[], float]
    _buckets: dict[tuple[str, Rate], _Bucket] = field(default_factory=dict)

    def take(self, key: str, rate: Rate) -> float:
        """Take one call; gives 0 if it may be made now, else the seconds to wait first."""
        now = self.seconds()
        bucket = self._buckets.setdefault((key, rate), _Bucket(rate.burst, now))
        refilled = bucket.tokens + (now - bucket.at) * rate.per_second
        bucket.tokens, bucket.at = min(rate.burst, refilled), now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0.0
        return (1 - bucket.tokens) / rate.per_second

    def rest(self, key: str, rate: Rate, seconds: float) -> None:
        """Slack asked for a rest: make no such call for so many seconds."""
        self._buckets[key, rate] = _Bucket(-seconds * rate.per_second, self.seconds())
