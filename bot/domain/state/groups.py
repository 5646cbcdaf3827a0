"""Small groups that work apart for a while, and what they bring back."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import NewType

from bot.domain.state.identity import CaptureId, ItemId, PersonId

GroupId = NewType("GroupId", int)
Pair = frozenset[PersonId]
GROUP_SIZES = (2, 3, 4)
USUAL_SIZE = 3
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A few people who work apart; `merged_into` is the group they went on with, if they did.

    `results` are the outputs that were captured for it.
    """

    id: GroupId
    name: str
    members: tuple[PersonId, ...]
    merged_into: GroupId | None = None
    results: tuple[CaptureId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How the people of an item were split into groups; the last one of an item counts."""

    item: ItemId
    groups: tuple[Group, ...]

    @property
    def working(self) -> tuple[Group, ...]:
        """The groups that have anybody in them."""
        return tuple(group for group in self.groups if group.members)

    def with_groups(self, *changed: Group) -> "Split":
        by_id = {group.id: group for group in changed}
        return replace(self, groups=tuple(by_id.get(each.id, each) for each in self.groups))


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakouts:
    """Small groups that work apart for a while, and what they bring back; `size` is asked for."""

    size: int = USUAL_SIZE
    splits: tuple[Split, ...] = ()

    @property
    def results(self) -> frozenset[CaptureId]:
        """The outputs that were captured for any group."""
        every = (group.results for split in self.splits for group in split.groups)
        return frozenset(chain.from_iterable(every))

    def of(self, item: ItemId) -> Split | None:
        """The split of an item that counts."""
        return next((each for each in reversed(self.splits) if each.item == item), None)

    def all_of(self, item: ItemId) -> tuple[Split, ...]:
        return tuple(each for each in self.splits if each.item == item)

    def split_with(self, group: GroupId) -> Split | None:
        """The split that a group belongs to."""
        return next((each for each in self.splits if group in {g.id for g in each.groups}), None)

    def group(self, group: GroupId) -> Group | None:
        every = (each for split in self.splits for each in split.groups)
        return next((each for each in every if each.id == group), None)

    def is_last(self, split: Split) -> bool:
        """Whether the people of its item were not split anew since."""
        return self.of(split.item) is split

    @property
    def next_id(self) -> GroupId:
        every = (group.id for split in self.splits for group in split.groups)
        return GroupId(1 + max(every, default=0))

    def with_split(self, changed: Split) -> "Breakouts":
        """The last split of an item, as it stands now."""
        before = self.of(changed.item)
        return replace(
            self, splits=tuple(changed if each is before else each for each in self.splits)
        )

    def without_splits_of(self, items: Collection[ItemId]) -> "Breakouts":
        """As if the people of these items had never been split."""
        return replace(self, splits=tuple(each for each in self.splits if each.item not in items))

    def met_in(self, items: Collection[ItemId]) -> Counter[Pair]:
        """How often each pair was together in these items; what was split anew does not count."""
        last = [split for split in self.splits if split.item in items and self.is_last(split)]
        return Counter(
            pair for split in last for group in split.groups for pair in pairs(group.members)
        )


NO_BREAKOUTS = Breakouts()


def group_name(place: int) -> str:
    """The name of the group at a place, from 0: A to Z, then numbers."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def pairs(people: Iterable[PersonId]) -> Iterable[Pair]:
    return (frozenset(pair) for pair in combinations(people, 2))
