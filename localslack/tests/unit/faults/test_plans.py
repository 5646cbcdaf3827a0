"""Faults come when they are planned: by name, so many times, or at random from a seed."""

import asyncio

import pytest

from localslack import faults
from localslack.faults import ANY, Faults, Hold, Plan

DELAYED = 24


def test_planned_faults_come_in_order_and_then_no_more() -> None:
    plan = Faults()
    plan.next("chat.update", faults.http_500(), times=2)
    plan.next("chat.update", faults.reset_after())

    assert plan.waiting() == {"chat.update": 3}
    assert plan.take("chat.postMessage") is None
    assert [plan.take("chat.update") for _ in range(4)] == [
        faults.http_500(),
        faults.http_500(),
        faults.reset_after(),
        None,
    ]


def test_any_name_may_be_meant_but_the_own_name_goes_first() -> None:
    plan = Faults()
    plan.next(ANY, faults.http_503())
    plan.next("auth.test", faults.http_500())

    assert plan.take("auth.test") == faults.http_500()
    assert plan.take("auth.test") == faults.http_503()
    assert plan.take("auth.test") is None


def chosen(seed: int, others: int = 0) -> list[bool]:
    plan: Plan[faults.Fault] = Plan()
    plan.at_random("chat.update", faults.http_500(), probability=0.3, seed=seed)
    taken = []
    for _ in range(200):
        for _ in range(others):
            assert plan.take("auth.test") is None
        taken.append(plan.take("chat.update") is not None)
    return taken


def test_the_same_seed_makes_the_same_choices() -> None:
    assert chosen(seed=7) == chosen(seed=7)
    assert chosen(seed=7) != chosen(seed=8)
    assert 40 < sum(chosen(seed=7)) < 80


def test_other_calls_do_not_change_what_is_chosen() -> None:
    assert chosen(seed=7) == chosen(seed=7, others=3)


@pytest.mark.parametrize(("probability", "hits"), [(0.0, 0), (1.0, 10)])
def test_probabilities_go_from_never_to_always(probability: float, hits: int) -> None:
    plan = Faults()
    plan.at_random(ANY, faults.http_500(), probability=probability)

    assert sum(plan.take("auth.test") is not None for _ in range(10)) == hits
    with pytest.raises(ValueError, match="from 0 to 1"):
        plan.at_random(ANY, faults.http_500(), probability=1.1)


async def test_clearing_ends_everything_and_lets_go_what_waits() -> None:
    plan = Faults()
    hold = Hold()
    plan.next("auth.test", faults.slow(hold), times=2)
    plan.events.next("message", faults.late(Hold()))
    plan.at_random(ANY, faults.http_500(), probability=1)
    plan.take("auth.test")
    waiting = asyncio.create_task(hold.wait())
    await asyncio.sleep(0)
    plan.clear_all()
    await waiting

    assert plan.take("auth.test") is None
    assert plan.events.take("message") is None


async def test_a_hold_ends_by_itself_after_its_seconds() -> None:
    await Hold(0).wait()
