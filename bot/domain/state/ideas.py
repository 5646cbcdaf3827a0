"""Ideas that people wrote down, how they are grouped, and the votes they got."""

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NewType

from bot.domain.state.identity import CaptureId, ItemId, PersonId

IdeaKey = NewType("IdeaKey", str)
IdeaGroupId = NewType("IdeaGroupId", int)
ChoiceId = NewType("ChoiceId", str)

USUAL_VOTES = 3


def key_of(secret: str) -> IdeaKey:
    """The key of an idea that can be taken back with a secret."""
    return IdeaKey(sha256(secret.encode()).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """Something that somebody wrote down.

    `key` is a digest of the secret with which it can be taken back, and as good as random.
    `author` is None where no name is kept. `number`, from 1, is what people call it by once it
    was revealed.
    """

    key: IdeaKey
    text: str
    author: PersonId | None = None
    number: int | None = None
    group: IdeaGroupId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaGroup:
    """Ideas that belong together, under one name."""

    id: IdeaGroupId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What can be voted for: a group with its ideas, or an idea that stands for itself."""

    id: ChoiceId
    ideas: tuple[Idea, ...]
    group: IdeaGroup | None = None

    @property
    def text(self) -> str:
        return self.group.name if self.group else self.ideas[0].text

    @property
    def number(self) -> int:
        """The lowest number of its ideas."""
        return min(idea.number or 0 for idea in self.ideas)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one person chose; at most one vote for each choice."""

    person: PersonId
    choices: tuple[ChoiceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    choice: ChoiceId
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is left of votes once their names were dropped."""

    counts: tuple[Count, ...]
    voters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The votes of one agenda item.

    They have names as long as people can change them. Before anybody is shown the counts, the
    names are dropped, and only what was `counted` is left: what one more vote would change tells
    whose it was. `outputs` are the captures that winners became; once the vote was held anew,
    these are not yet the winners of what was counted last, and it is not `picked`.
    """

    item: ItemId
    votes: tuple[Vote, ...] = ()
    counted: Counted | None = None
    outputs: tuple[CaptureId, ...] = ()
    picked: bool = False

    @property
    def is_unpicked(self) -> bool:
        """Whether people have voted and nobody has picked what won."""
        return bool(self.count.voters) and not self.picked

    @property
    def count(self) -> Counted:
        if self.counted is not None:
            return self.counted
        found = Counter(choice for vote in self.votes for choice in vote.choices)
        counts = tuple(Count(choice=choice, votes=votes) for choice, votes in found.items())
        return Counted(counts=counts, voters=len(self.votes))

    def of(self, person: PersonId) -> tuple[ChoiceId, ...]:
        """What a person chose."""
        return next((vote.choices for vote in self.votes if vote.person == person), ())

    def with_vote(self, person: PersonId, choices: tuple[ChoiceId, ...]) -> "Ballot":
        """The ballot with what a person chose now, in the place of what they chose before."""
        others = tuple(vote for vote in self.votes if vote.person != person)
        own = (Vote(person=person, choices=choices),) if choices else ()
        return replace(self, votes=(*others, *own))

    def without_names(self) -> "Ballot":
        """The ballot with its counts alone; nobody can change anything any more."""
        return replace(self, votes=(), counted=self.count)

    def anew(self) -> "Ballot":
        """The ballot without any votes; what was picked stays until something else has won."""
        return Ballot(item=self.item, outputs=self.outputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Ideas that people wrote down, how they are grouped, and the votes they got.

    Where it is `anonymous`, no name is kept with an idea. `ideas` stand in the order of their
    keys, so that nothing tells in which order they came, or which of them came together;
    `last_number` and `last_group` are the highest that were given: what a form knew by a number
    that has gone stays gone.
    """

    ideas: tuple[Idea, ...] = ()
    groups: tuple[IdeaGroup, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    anonymous: bool = False
    votes_each: int = USUAL_VOTES
    last_number: int = 0
    last_group: int = 0

    @property
    def hidden(self) -> tuple[Idea, ...]:
        """The ideas that nobody has seen yet, in shuffled order."""
        return tuple(idea for idea in self.ideas if idea.number is None)

    @property
    def revealed(self) -> tuple[Idea, ...]:
        """The ideas that everybody can see, by number."""
        shown = (idea for idea in self.ideas if idea.number is not None)
        return tuple(sorted(shown, key=lambda idea: idea.number or 0))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be voted for, by number."""
        groups = [
            Choice(id=ChoiceId(f"group-{group.id}"), ideas=self.members(group), group=group)
            for group in self.groups
        ]
        single = [
            Choice(id=ChoiceId(f"idea-{idea.number}"), ideas=(idea,))
            for idea in self.revealed
            if idea.group is None
        ]
        return tuple(sorted((*groups, *single), key=lambda choice: choice.number))

    @property
    def has_votes(self) -> bool:
        """Whether anybody has voted: from then on, ideas and groups stay as they are."""
        return any(ballot.count.voters for ballot in self.ballots)

    @property
    def outputs(self) -> frozenset[CaptureId]:
        """The captures that were made of what was voted for; they are nobody's own words."""
        return frozenset(output for ballot in self.ballots for output in ballot.outputs)

    def members(self, group: IdeaGroup) -> tuple[Idea, ...]:
        return tuple(idea for idea in self.revealed if idea.group == group.id)

    def ballot(self, item: ItemId) -> Ballot:
        """The ballot of an agenda item, an empty one if nobody has voted there."""
        found = (ballot for ballot in self.ballots if ballot.item == item)
        return next(found, Ballot(item=item))

    def with_ideas(self, *ideas: Idea) -> "Board":
        """The board with these ideas, new ones or changed ones."""
        known = {idea.key: idea for idea in (*self.ideas, *ideas)}
        return replace(self, ideas=tuple(known[key] for key in sorted(known)))

    def with_ballot(self, ballot: Ballot) -> "Board":
        others = tuple(each for each in self.ballots if each.item != ballot.item)
        return replace(self, ballots=(*others, ballot))

    def without_empty_groups(self) -> "Board":
        filled = {idea.group for idea in self.ideas}
        return replace(self, groups=tuple(each for each in self.groups if each.id in filled))


NO_BOARD = Board()
