"""How often an app may do something: token buckets over a time that never goes back."""

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from localslack.errors import SlackError


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a minute in the long run, and so many at once."""

    per_minute: float
    burst: int

    @property
    def per_second(self) -> float:
        return self.per_minute / 60


class RateLimited(SlackError):
    """Too fast; `retry_after` tells how many whole seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Limits:
    """A bucket for each key, in the seconds of a clock that tests can set.

    Source: docs.slack.dev/apis/web-api/rate-limits.
    """

    seconds: Callable[[], float] = time.monotonic
    _buckets: dict[tuple[Hashable, Rate], _Bucket] = field(default_factory=dict)

    def take(self, key: Hashable, rate: Rate) -> None:
        """Take one call; raises RateLimited, without taking it, if there is none left."""
        now = self.seconds()
        bucket = self._buckets.setdefault((key, rate), _Bucket(rate.burst, now))
        refilled = bucket.tokens + (now - bucket.at) * rate.per_second
        bucket.tokens, bucket.at = min(float(rate.burst), refilled), now
        if bucket.tokens < 1:
            raise RateLimited(math.ceil((1 - bucket.tokens) / rate.per_second))
        bucket.tokens -= 1
