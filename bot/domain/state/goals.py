"""What people want to get done in a session, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.state.identity import ItemId, PersonId


class GoalState(StrEnum):
    """What became of a goal, in the words of whoever set it."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something that a person wants to get done; without a `state` nothing was said of it yet."""

    text: str
    state: GoalState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGoals:
    """The goals of one person, and the win that they shared.

    `said_in` are the items listing goals or wins that had begun when the person last said
    something: their messages were there already, and can name the person without calling them.
    """

    person: PersonId
    goals: tuple[Goal, ...] = ()
    win: str = ""
    said_in: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCounts:
    """How many goals there are, and what became of how many of them."""

    total: int
    done: int
    partly: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """Everybody's goals, in the order in which people first set some; `asked` if they should."""

    asked: bool = False
    people: tuple[OwnGoals, ...] = ()

    def of(self, person: PersonId) -> OwnGoals:
        """The goals of a person; none if they set none."""
        known = (each for each in self.people if each.person == person)
        return next(known, OwnGoals(person=person))

    @property
    def set_by(self) -> tuple[OwnGoals, ...]:
        """Those who set goals."""
        return tuple(each for each in self.people if each.goals)

    @property
    def with_wins(self) -> tuple[OwnGoals, ...]:
        """Those who shared a win."""
        return tuple(each for each in self.people if each.win)

    @property
    def counts(self) -> GoalCounts:
        states = [goal.state for each in self.people for goal in each.goals]
        return GoalCounts(
            total=len(states),
            done=states.count(GoalState.DONE),
            partly=states.count(GoalState.PARTLY),
        )


NO_GOALS = Goals()
