"""How sure people are of something before and after; told as the group's only."""

from dataclasses import dataclass, replace

from bot.domain.state.identity import ItemId, PersonId

LEVELS = (1, 2, 3, 4, 5)
# With fewer answers, anybody who knows their own could tell whose the others are.
FEWEST_TO_SHOW = 3
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SureAnswer:
    """How sure a person was in one item: a level from 1 to 5 for each question."""

    item: ItemId
    person: PersonId
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The average before and after, over the people who answered both times."""

    question: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShift:
    """What is left of the answers: numbers without persons.

    `people` is how many answered both times; it is None where too few did to show anything.
    """

    people: int | None
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """How sure people are of something before and after; told as the group's only.

    `answers` hold persons, for the sake of pairing, until the close cannot be taken back any more;
    `result` is what the last close told, and all that is left then. Without `questions` the item's
    title is the question.
    """

    questions: tuple[str, ...] = ()
    answers: tuple[SureAnswer, ...] = ()
    result: GroupShift | None = None

    @property
    def forgotten(self) -> "Quiz":
        """What is left for good: numbers, and nobody's answers."""
        return replace(self, answers=())

    def answers_in(self, item: ItemId) -> tuple[SureAnswer, ...]:
        return tuple(each for each in self.answers if each.item == item)


NO_QUIZ = Quiz()
