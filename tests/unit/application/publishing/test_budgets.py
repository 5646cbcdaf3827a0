"""Budgets keep the bot slower than Slack's limits."""

import pytest

from bot.application.publishing.budgets import MARKS, MESSAGES, SEARCHES, UPDATES, Budgets, Rate

RATE = Rate("some.method", per_second=2.0, burst=3)


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_goes_at_once_and_then_one_waits() -> None:
    budgets = Budgets(Seconds())

    assert [budgets.take("C1", RATE, str(at)) for at in range(5)] == [0.0, 0.0, 0.0, 0.5, 1.0]


def test_time_fills_the_budget_up_but_never_beyond_the_burst() -> None:
    seconds = Seconds()
    budgets = Budgets(seconds)
    for at in range(3):
        budgets.take("C1", RATE, f"before {at}")
    seconds.now += 1000

    assert [budgets.take("C1", RATE, str(at)) for at in range(5)] == [0.0, 0.0, 0.0, 0.5, 1.0]


def test_channels_and_methods_do_not_share() -> None:
    budgets = Budgets(Seconds())
    other = Rate("other.method", per_second=2.0, burst=3)
    for at in range(3):
        budgets.take("C1", RATE, f"before {at}")

    assert budgets.take("C2", RATE, "me") == 0.0
    assert budgets.take("C1", other, "me") == 0.0


def test_a_rest_that_slack_asked_for_is_kept() -> None:
    seconds = Seconds()
    budgets = Budgets(seconds)
    budgets.rest("C1", RATE, 10)

    assert budgets.take("C1", RATE, "me") == 10.5
    seconds.now += 10.5
    assert budgets.take("C1", RATE, "me") == 0.0


def test_whoever_waits_has_a_turn_of_their_own() -> None:
    seconds = Seconds()
    budgets = Budgets(seconds)
    for at in range(3):
        budgets.take("C1", RATE, f"before {at}")
    assert [budgets.take("C1", RATE, who) for who in ("first", "second")] == [0.5, 1.0]
    seconds.now += 0.5

    assert budgets.take("C1", RATE, "second") == 0.5
    assert budgets.take("C1", RATE, "first") == 0.0
    assert budgets.take("C1", RATE, "third") == 1.0
    seconds.now += 0.5
    assert budgets.take("C1", RATE, "second") == 0.0


def test_a_rest_takes_the_turns_of_all_who_wait() -> None:
    seconds = Seconds()
    budgets = Budgets(seconds)
    for at in range(4):
        budgets.take("C1", RATE, str(at))
    budgets.rest("C1", RATE, 10)
    seconds.now += 0.5

    assert budgets.take("C1", RATE, "3") == 10.0


@pytest.mark.parametrize("resting", [MARKS, MESSAGES, SEARCHES, UPDATES])
def test_a_method_that_rests_holds_no_other_method_back(resting: Rate) -> None:
    budgets = Budgets(Seconds())
    budgets.rest("T1", resting, 60)
    others = {MARKS, MESSAGES, SEARCHES, UPDATES} - {resting}

    assert len(others) == 3
    assert [budgets.take("T1", other, "me") for other in others] == [0.0, 0.0, 0.0]
