"""The local Slack is quick enough for a real feel; `python -m bench.localslack_speed` measures."""

from bench.localslack_speed import measure

TRIES = 4
"""A machine that does other things at the same time is slow once, but not always."""


def test_it_starts_within_a_second_and_answers_five_hundred_calls_a_second() -> None:
    results = [measure(calls=800)]
    while len(results) < TRIES and not (
        results[-1].start_seconds < 1 and results[-1].calls_per_second > 500
    ):
        results.append(measure(calls=800))

    assert min(result.start_seconds for result in results) < 1
    assert max(result.calls_per_second for result in results) > 500
