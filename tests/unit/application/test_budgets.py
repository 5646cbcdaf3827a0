"""Budgets keep the bot slower than Slack's limits."""

from bot.application.budgets import Budgets, Rate

RATE = Rate(per_second=2.0, burst=3)


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_goes_at_once_and_then_one_waits() -> None:
    budgets = Budgets(Seconds())

    assert [budgets.take("C1", RATE) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_time_fills_the_budget_up_but_never_beyond_the_burst() -> None:
    seconds = Seconds()
    budgets = Budgets(seconds)
    for _ in range(3):
        budgets.take("C1", RATE)
    seconds.now += 1000

    assert [budgets.take("C1", RATE) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_channels_and_rates_do_not_share() -> None:
    budgets = Budgets(Seconds())
    other = Rate(per_second=1.0, burst=1)
    for _ in range(3):
        budgets.take("C1", RATE)

    assert budgets.take("C2", RATE) == 0.0
    assert budgets.take("C1", other) == 0.0


def test_a_rest_that_slack_asked_for_is_kept() -> None:
    seconds = Seconds()
    budgets = Budgets(seconds)
    budgets.rest("C1", RATE, 10)

    assert budgets.take("C1", RATE) == 10.5
    seconds.now += 10.5
    assert budgets.take("C1", RATE) == 0.0
