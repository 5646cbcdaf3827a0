"""Metrics count what is reported, and every one is explained."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.metrics import Metrics
from bot.application.operating.telemetry import (
    NO_TELEMETRY,
    CallOutcome,
    Kind,
    Outcome,
    RequestRefusal,
    Telemetry,
)
from tests.support.metrics import read, sample

OPERATING = (Path(__file__).parents[3] / "docs" / "operating.md").read_text("utf-8")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
# What Prometheus makes of one histogram.
PARTS = re.compile(r"_(bucket|count|sum)$")


def everything() -> Metrics:
    """Metrics to which everything has happened once."""
    metrics = Metrics(works=True, has_socket=True)
    report_all(metrics)
    return metrics


def report_all(telemetry: Telemetry) -> None:
    telemetry.delivered(Kind.EVENT, Outcome.DONE, 0.02, repeated=True)
    telemetry.request_refused(RequestRefusal.LATE)
    telemetry.called("chat.update", CallOutcome.RATE_LIMITED)
    telemetry.rate_limited("views.open")
    telemetry.retried()
    telemetry.passed(0.4)
    telemetry.ticked(NOON)


def page(metrics: Metrics) -> str:
    return metrics.page().decode()


def names(metrics: Metrics) -> set[str]:
    return {PARTS.sub("", name) for name, _ in read(page(metrics))}


def test_every_metric_is_explained_and_no_other_is() -> None:
    explained = set(re.findall(r"^\| `(worksession_\w+)` \|", OPERATING, re.MULTILINE))

    assert explained == names(everything())


def test_every_explanation_says_what_it_means_when_to_alert_and_what_to_do() -> None:
    rows = re.findall(r"^\| `worksession_\w+` \|.*$", OPERATING, re.MULTILINE)

    assert len(rows) > 10
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 4, row
        assert all(cells), row


@pytest.mark.parametrize("outcome", sorted({*Outcome} | {*CallOutcome} | {*RequestRefusal}))
def test_every_outcome_is_explained(outcome: str) -> None:
    assert f"`{outcome}`" in OPERATING


def test_what_is_reported_is_counted() -> None:
    said = page(everything())

    assert sample(said, "worksession_deliveries_total", "event", "done") == 1
    assert sample(said, "worksession_deliveries_repeated_total", "event") == 1
    assert sample(said, "worksession_requests_refused_total", "late") == 1
    assert sample(said, "worksession_acknowledgement_seconds_bucket", "event", "0.025") == 1
    assert sample(said, "worksession_acknowledgement_seconds_bucket", "event", "0.01") == 0
    assert sample(said, "worksession_slack_calls_total", "chat.update", "rate_limited") == 1
    assert sample(said, "worksession_slack_rate_limits_total", "views.open") == 1
    assert sample(said, "worksession_posts_retried_total") == 1
    assert sample(said, "worksession_step_lateness_seconds_sum") == 0.4
    assert sample(said, "worksession_last_tick_timestamp_seconds") == NOON.timestamp()


def test_what_came_once_is_not_repeated() -> None:
    metrics = Metrics(works=True, has_socket=True)
    metrics.delivered(Kind.CLICK, Outcome.REFUSED, 0.02, repeated=False)

    assert sample(page(metrics), "worksession_deliveries_repeated_total", "click") == 0


def test_what_the_database_said_does_not_outlive_its_silence() -> None:
    metrics = everything()
    metrics.set_standing(live=3, set_aside=1, queue_age=7.5)
    assert sample(page(metrics), "worksession_live_sessions") == 3
    assert sample(page(metrics), "worksession_queue_age_seconds") == 7.5
    assert sample(page(metrics), "worksession_database_reachable") == 1

    metrics.set_unknown()
    assert "worksession_live_sessions NaN" in page(metrics)
    assert "worksession_queue_age_seconds NaN" in page(metrics)
    assert sample(page(metrics), "worksession_database_reachable") == 0


def test_a_process_tells_only_what_it_does() -> None:
    web = names(Metrics(works=False, has_socket=False))

    assert "worksession_last_tick_timestamp_seconds" not in web
    assert "worksession_slack_connections" not in web
    assert "worksession_database_reachable" in web


def test_two_bots_in_one_process_do_not_share_their_numbers() -> None:
    everything()
    other = Metrics(works=True, has_socket=True)

    assert sample(page(other), "worksession_posts_retried_total") == 0


def test_nobody_need_listen() -> None:
    report_all(NO_TELEMETRY)
