from datetime import timedelta

import pytest

from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.speaking import Round

FIRST, THIRD = ItemId(1), ItemId(3)


@pytest.mark.parametrize(
    ("people", "each"),
    [(4, timedelta(minutes=2)), (16, timedelta(seconds=30)), (60, timedelta(seconds=30))],
)
def test_the_time_is_shared_but_nobody_has_less_than_half_a_minute(
    people: int, each: timedelta
) -> None:
    names = tuple(PersonId(f"U{number}") for number in range(people))
    going_round = Round(item=FIRST, waiting=names[1:], over=names[:1])

    assert going_round.time_per_turn(timedelta(minutes=8)) == each
