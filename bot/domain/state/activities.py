"""What people have done in the activities of a session, one value for each kind of activity."""

from dataclasses import dataclass, fields, replace
from typing import Any

from bot.domain.state.check import NO_QUIZ, Quiz
from bot.domain.state.goals import NO_GOALS, Goals
from bot.domain.state.groups import NO_BREAKOUTS, Breakouts
from bot.domain.state.ideas import NO_BOARD, Board
from bot.domain.state.speaking import NO_SPEAKING, Speaking
from bot.domain.state.thoughts import NO_THOUGHTS, Thoughts

ActivityState = Board | Goals | Speaking | Breakouts | Quiz | Thoughts


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """How each kind of activity is set for a session, and what people did in it so far."""

    board: Board = NO_BOARD
    goals: Goals = NO_GOALS
    speaking: Speaking = NO_SPEAKING
    breakouts: Breakouts = NO_BREAKOUTS
    quiz: Quiz = NO_QUIZ
    thoughts: Thoughts = NO_THOUGHTS

    def holding(self, *changed: ActivityState) -> "Activities":
        """The same with these values, each in the place of the one of its kind."""
        named: dict[str, Any] = {FIELD_OF[type(each)]: each for each in changed}
        return replace(self, **named)


FIELD_OF = {type(field.default): field.name for field in fields(Activities)}
NO_ACTIVITIES = Activities()
