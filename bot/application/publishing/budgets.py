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


# Whoever comes back goes by another clock.
EARLY_ENOUGH = 0.05
MOST_TURNS = 1_000
MISSED_AFTER = 60.0


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Budgets:
    """A token bucket for each key, in which everybody who has to wait has a turn of their own.

    `seconds` tells a time that never goes back.
    """

    seconds: Callable[[], float]
    _buckets: dict[tuple[str, Rate], _Bucket] = field(default_factory=dict)
    _turns: dict[tuple[str, Rate, str], float] = field(default_factory=dict)

    def take(self, key: str, rate: Rate, who: str) -> float:
        """Take one call; gives 0 if it may be made now, else the seconds until it is their turn.

        The turn is kept for them, so whoever comes back then need not wait again.
        """
        now = self.seconds()
        turn = self._turns.get((key, rate, who))
        if turn is not None:
            if turn > now + EARLY_ENOUGH:
                return turn - now
            del self._turns[key, rate, who]
            return 0.0
        bucket = self._buckets.setdefault((key, rate), _Bucket(rate.burst, now))
        refilled = bucket.tokens + (now - bucket.at) * rate.per_second
        bucket.tokens, bucket.at = min(rate.burst, refilled) - 1, now
        if bucket.tokens >= 0:
            return 0.0
        wait = -bucket.tokens / rate.per_second
        self._forget_missed_turns(now)
        self._turns[key, rate, who] = now + wait
        return wait

    def rest(self, key: str, rate: Rate, seconds: float) -> None:
        """Slack asked for a rest: make no such call for so many seconds."""
        self._buckets[key, rate] = _Bucket(-seconds * rate.per_second, self.seconds())
        for turn in [each for each in self._turns if each[:2] == (key, rate)]:
            del self._turns[turn]

    def _forget_missed_turns(self, now: float) -> None:
        """Nobody comes back for what is not wanted any more."""
        if len(self._turns) >= MOST_TURNS:
            missed = [each for each, turn in self._turns.items() if turn < now - MISSED_AFTER]
            for each in missed:
                del self._turns[each]
