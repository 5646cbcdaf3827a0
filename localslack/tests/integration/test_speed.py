"""The benchmark of the local Slack works; what it measures depends on the machine."""

from bench.localslack_speed import measure


def test_its_speed_can_be_measured() -> None:
    result = measure(calls=100)

    assert result.start_seconds > 0
    assert result.calls_per_second > 0
