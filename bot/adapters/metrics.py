"""The bot's metrics, in the words of Prometheus; docs/operating.md explains each."""

import math
import time
from collections.abc import Callable
from datetime import datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from bot.application.operating.telemetry import CallOutcome, Kind, Outcome, RequestRefusal

# Slack wants an answer within 3 seconds.
ACKNOWLEDGEMENT_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
LATENESS_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)

# When a series was created says nothing to anybody here, and doubles their number.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """The Telemetry port, and gauges that whoever composes the page sets when it is asked for.

    Args:
        works: Whether this process runs the scheduler and the publisher.
        has_socket: Whether this process holds a Socket Mode connection.
        seconds: A time that never goes back.
    """

    def __init__(
        self,
        *,
        works: bool,
        has_socket: bool,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._registry = registry = CollectorRegistry()
        self._ticked: float | None = None
        working = registry if works else None
        connecting = registry if has_socket else None
        self._deliveries = Counter(
            "worksession_deliveries",
            "What Slack brought of what people did.",
            ("kind", "outcome"),
            registry=registry,
        )
        self._repeated = Counter(
            "worksession_deliveries_repeated",
            "Deliveries that Slack brought once more, because it heard no answer in time.",
            ("kind",),
            registry=registry,
        )
        self._refused = Counter(
            "worksession_requests_refused",
            "Requests and connections over HTTP that were not let in.",
            ("reason",),
            registry=registry,
        )
        self._acknowledged = Histogram(
            "worksession_acknowledgement_seconds",
            "How long it took to deal with a delivery and answer Slack.",
            ("kind",),
            registry=registry,
            buckets=ACKNOWLEDGEMENT_BUCKETS,
        )
        self._calls = Counter(
            "worksession_slack_calls",
            "Calls of the publisher to Slack.",
            ("method", "outcome"),
            registry=working,
        )
        self._rate_limits = Counter(
            "worksession_slack_rate_limits",
            "Calls of any kind that Slack refused with a 429.",
            ("method",),
            registry=registry,
        )
        self._retries = Counter(
            "worksession_posts_retried",
            "Posts taken up again, because it was not clear what had become of them.",
            registry=working,
        )
        self._late = Histogram(
            "worksession_step_lateness_seconds",
            "How long after its moment something that fell due in a session was passed.",
            registry=working,
            buckets=LATENESS_BUCKETS,
        )
        self._ticked_at = Gauge(
            "worksession_last_tick_timestamp_seconds",
            "When the clock last looked for what is due.",
            registry=working,
        )
        self._database = Gauge(
            "worksession_database_reachable", "1 if the database answers.", registry=registry
        )
        self._queue_age = Gauge(
            "worksession_queue_age_seconds",
            "How long the session that has waited longest has been waiting to be shown in Slack.",
            registry=registry,
        )
        self._live = Gauge(
            "worksession_live_sessions", "Sessions that run or are paused.", registry=registry
        )
        self._set_aside = Gauge(
            "worksession_quarantined_sessions",
            "Sessions that kept failing and were set aside.",
            registry=registry,
        )
        self._connections = Gauge(
            "worksession_slack_connections",
            "Open Socket Mode connections of this process: 0 or 1.",
            registry=connecting,
        )

    def delivered(self, kind: Kind, outcome: Outcome, seconds: float, *, repeated: bool) -> None:
        self._deliveries.labels(kind, outcome).inc()
        self._acknowledged.labels(kind).observe(seconds)
        if repeated:
            self._repeated.labels(kind).inc()

    def request_refused(self, reason: RequestRefusal) -> None:
        self._refused.labels(reason).inc()

    def called(self, method: str, outcome: CallOutcome) -> None:
        self._calls.labels(method, outcome).inc()

    def rate_limited(self, method: str) -> None:
        self._rate_limits.labels(method).inc()

    def retried(self) -> None:
        self._retries.inc()

    def passed(self, late: float) -> None:
        self._late.observe(late)

    def ticked(self, at: datetime) -> None:
        self._ticked = self._seconds()
        self._ticked_at.set(at.timestamp())

    def since_tick(self) -> float | None:
        """The seconds since the clock last looked for what is due; None before the first time."""
        return None if self._ticked is None else self._seconds() - self._ticked

    def set_connected(self, connected: bool) -> None:  # noqa: FBT001 - it says what it sets
        self._connections.set(connected)

    def set_standing(self, live: int, set_aside: int, queue_age: float) -> None:
        """What the database said just now: sessions, and the longest wait in seconds."""
        self._database.set(1)
        self._live.set(live)
        self._set_aside.set(set_aside)
        self._queue_age.set(queue_age)

    def set_unknown(self) -> None:
        """The database did not answer, and what it said before may be long over."""
        self._database.set(0)
        self._live.set(math.nan)
        self._set_aside.set(math.nan)
        self._queue_age.set(math.nan)

    def page(self) -> bytes:
        return generate_latest(self._registry)
