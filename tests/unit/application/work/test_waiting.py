from bot.application.work.waiting import Backoff


def test_each_failure_doubles_the_wait_up_to_the_longest() -> None:
    backoff = Backoff(first=1.0, longest=30.0)

    assert [backoff.after(failures) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_after_years_of_failures_it_still_waits() -> None:
    assert Backoff(first=2.0, longest=300.0).after(100_000) == 300.0
