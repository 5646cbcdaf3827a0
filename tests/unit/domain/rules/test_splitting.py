"""Groups are split so that people meet again as late as possible."""

from collections import Counter
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.rules.splitting import grouped
from bot.domain.state.groups import GROUP_SIZES, Pair, pairs
from bot.domain.state.identity import PersonId

crowds = st.integers(0, 30).map(lambda count: tuple(PersonId(f"U{n}") for n in range(count)))
sizes = st.sampled_from(GROUP_SIZES)


def together(groups: tuple[tuple[PersonId, ...], ...]) -> Counter[Pair]:
    return Counter(pair for group in groups for pair in pairs(group))


def repeats(groups: tuple[tuple[PersonId, ...], ...], met: Counter[Pair]) -> int:
    return sum(met[pair] for pair in together(groups))


@settings(deadline=None)
@given(crowds, sizes)
def test_everybody_is_in_one_group_of_nearly_the_size_and_nobody_is_alone(
    people: tuple[PersonId, ...], size: int
) -> None:
    groups = grouped(people, size, Counter())

    assert sorted(chain.from_iterable(groups)) == sorted(people)
    if len(people) >= size:
        assert all(abs(len(group) - size) <= 1 for group in groups)
    if len(people) > 1:
        assert all(len(group) > 1 for group in groups)


@settings(deadline=None)
@given(st.integers(1, 8).map(lambda half: [PersonId(f"U{n}") for n in range(2 * half)]))
def test_in_pairs_everybody_meets_everybody_before_anybody_meets_twice(
    people: list[PersonId],
) -> None:
    met: Counter[Pair] = Counter()
    for _ in range(len(people) - 1):
        met += together(grouped(people, 2, met))

    assert met == Counter(pairs(people))


@settings(deadline=None)
@given(st.integers(3, 4).flatmap(lambda size: st.tuples(st.just(size), st.integers(5, 8))))
def test_with_groups_enough_the_second_split_parts_everybody(how: tuple[int, int]) -> None:
    size, groups = how
    people = [PersonId(f"U{n}") for n in range(size * groups)]
    first = together(grouped(people, size, Counter()))

    assert not first & together(grouped(people, size, first))


@settings(deadline=None)
@given(crowds, sizes, st.data())
def test_a_split_is_the_same_every_time_and_no_swap_would_better_it(
    people: tuple[PersonId, ...], size: int, data: st.DataObject
) -> None:
    every = list(pairs(people))
    met = Counter(data.draw(st.lists(st.sampled_from(every), max_size=20)) if every else [])
    groups = grouped(people, size, met)

    assert groups == grouped(people, size, met)
    assert repeats(groups, met) <= repeats(grouped(people, size, Counter()), met)
    for here, there in combinations(range(len(groups)), 2):
        for one, other in product(groups[here], groups[there]):
            swap = {one: other, other: one}
            swapped = tuple(tuple(swap.get(each, each) for each in group) for group in groups)
            assert repeats(groups, met) <= repeats(swapped, met)


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        (1, 2, [1]),
        (3, 2, [3]),
        (5, 2, [3, 2]),
        (4, 3, [2, 2]),
        (7, 3, [4, 3]),
        (8, 3, [3, 3, 2]),
        (5, 4, [5]),
    ],
)
def test_who_is_left_over_goes_into_another_group(
    count: int, size: int, expected: list[int]
) -> None:
    people = [PersonId(f"U{n}") for n in range(count)]

    assert [len(group) for group in grouped(people, size, Counter())] == expected
