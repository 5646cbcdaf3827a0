"""Splits people into groups so that those who have been together meet as late as possible again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice, product

from bot.domain.state.groups import Pair, pairs
from bot.domain.state.identity import PersonId

People = tuple[PersonId, ...]
FEWEST_FOR_TWO = 4


def grouped(people: Sequence[PersonId], size: int, met: Counter[Pair]) -> tuple[People, ...]:
    """Groups of about a size in which as few as possible have met; `met` counts how often.

    Seats go round as in a tournament (the circle method), so that with pairs of an even number
    everybody meets everybody else before anybody meets twice. Where people came and went, seats
    are changed as long as that parts people who have met.
    """
    seats = group_sizes(len(people), size)
    first = min(_rounds(people, seats), key=lambda groups: _repeats(groups, met), default=())
    return _improved(first, met)


def group_sizes(count: int, size: int) -> tuple[int, ...]:
    """How many people each group has: as near to the size as can be, and never one alone.

    There is more than one group wherever that brings nobody further from the size.
    """
    if count < FEWEST_FOR_TWO:
        return (count,) if count else ()
    choices = [_shared(count, groups) for groups in range(1, count // 2 + 1)]

    def distance(seats: tuple[int, ...]) -> tuple[int, bool, int]:
        off = [abs(each - size) for each in seats]
        return max(off), len(seats) == 1, sum(off)

    return min(choices, key=distance)


def _shared(count: int, groups: int) -> tuple[int, ...]:
    return tuple(count // groups + (place < count % groups) for place in range(groups))


def _rounds(people: Sequence[PersonId], seats: Sequence[int]) -> Iterator[tuple[People, ...]]:
    """Every round of a tournament: one stays in place, the others move on by a seat."""
    if not people:
        return
    stays, *others = people
    for moved in range(max(1, len(others))):
        circle = [stays, *others[moved:], *others[:moved]]
        # Opposite seats of the circle stand beside each other.
        facing = chain.from_iterable(zip(circle, reversed(circle), strict=True))
        row = islice(facing, len(circle))
        yield tuple(tuple(islice(row, count)) for count in seats)


def _repeats(groups: Sequence[People], met: Counter[Pair]) -> int:
    """How often the people in these groups have been together already."""
    return sum(met[pair] for group in groups for pair in pairs(group))


def _improved(groups: tuple[People, ...], met: Counter[Pair]) -> tuple[People, ...]:
    """Let two people change their groups, again and again, as long as that helps."""
    while (better := _with_a_swap(groups, met)) is not None:
        groups = better
    return groups


def _with_a_swap(groups: tuple[People, ...], met: Counter[Pair]) -> tuple[People, ...] | None:
    """The groups after the first change of two seats that helps; None if there is none."""
    for here, there in combinations(range(len(groups)), 2):
        repeats = _repeats((groups[here], groups[there]), met)
        for one, other in product(groups[here], groups[there]) if repeats else ():
            seats = {one: other, other: one}
            swapped = {at: _seated(groups[at], seats) for at in (here, there)}
            if _repeats(tuple(swapped.values()), met) < repeats:
                return tuple(swapped.get(at, group) for at, group in enumerate(groups))
    return None


def _seated(group: People, seats: Mapping[PersonId, PersonId]) -> People:
    return tuple(seats.get(person, person) for person in group)
