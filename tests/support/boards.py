"""Sample brainstorms, made by the real moves: `a_brainstorm().with_ideas("A", "B").revealed()`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.domain.moves import idea_groups, ideas, votes, winners
from bot.domain.moves.ideas import NewIdea
from bot.domain.moves.winners import Winner
from bot.domain.state.agenda import Activity
from bot.domain.state.ideas import Board, Choice, Idea
from bot.domain.state.identity import ItemId, PersonId
from tests.support.sessions import ANA, BEN, SessionBuilder, a_session, an_item

IDEAS, GROUPING, VOTE, WINS = (ItemId(number) for number in (2, 3, 4, 5))
PLAN = (
    an_item("The question", 5, Activity.CHECK_IN),
    an_item("Silent ideas", 20, Activity.IDEAS),
    an_item("Read and group the ideas", 15, Activity.SHARE),
    an_item("Dot vote", 10, Activity.VOTE),
    an_item("Winners and next steps", 10, Activity.WINS),
)


@dataclass
class BrainstormBuilder(SessionBuilder):
    """A brainstorm in the making; each idea has the secret `secret of <its text>`."""

    def with_ideas(self, *texts: str, by: PersonId = BEN) -> Self:
        """Ideas of somebody, who was promised what holds."""
        new = tuple(an_idea(text) for text in texts)
        anonymous = self.session.activities.board.anonymous
        return self._make(
            lambda session, _now: ideas.add_ideas(session, by, new, anonymous=anonymous)
        )

    def with_choices(self, *texts: str) -> Self:
        new = tuple(an_idea(text) for text in texts)
        return self._make(lambda session, _now: ideas.add_choices(session, ANA, new))

    def with_many(self, count: int, text: str = "Idea") -> Self:
        """So many ideas, as many at once as can come at once."""
        texts = [f"{text} {number}" for number in range(count)]
        for at in range(0, count, ideas.MOST_AT_ONCE):
            self.with_ideas(*texts[at : at + ideas.MOST_AT_ONCE])
        return self

    def withdrawn(self, text: str) -> Self:
        return self._make(lambda session, _now: ideas.withdraw(session, an_idea(text).secret))

    def revealed(self) -> Self:
        return self._make(lambda session, now: ideas.reveal(session, ANA, now))

    def grouped(self, name: str, *texts: str) -> Self:
        numbers = frozenset(self.idea(text).number or 0 for text in texts)
        return self._make(
            lambda session, _now: idea_groups.group_ideas(session, ANA, numbers, name)
        )

    def voted(self, given: Mapping[PersonId, Sequence[str]]) -> Self:
        """What each person votes for, by the words of the choices."""
        for person, texts in given.items():
            choices = tuple(self.choice(text).id for text in texts)
            current = self.session.current
            item = current.id if current else None
            self._keep(votes.vote(self.session, person, item, choices))
        return self

    def vote_closed(self) -> Self:
        return self._make(lambda session, _now: votes.close_vote(session, ANA, VOTE))

    def vote_anew(self) -> Self:
        return self._make(lambda session, _now: votes.vote_anew(session, ANA, VOTE))

    def picked(self, chosen: Mapping[str, PersonId | None]) -> Self:
        picked = [
            Winner(choice=self.choice(text).id, owner=owner) for text, owner in chosen.items()
        ]
        return self._make(
            lambda session, now: winners.pick_winners(session, ANA, VOTE, picked, now)
        )

    def idea(self, text: str) -> Idea:
        return next(idea for idea in self.session.activities.board.ideas if idea.text == text)

    def choice(self, text: str) -> Choice:
        return next(
            choice for choice in self.session.activities.board.choices if choice.text == text
        )


def an_idea(text: str) -> NewIdea:
    return NewIdea(text=text, secret=f"secret of {text}")


def a_brainstorm(*, anonymous: bool = True, votes: int = 3) -> BrainstormBuilder:
    """A brainstorm that Ana planned; no move was made yet."""
    session = a_session(PLAN, outcome="How do we make the first week fun?").build()
    board = Board(anonymous=anonymous, votes_each=votes)
    return BrainstormBuilder(
        replace(session, format="brainstorm", activities=session.activities.holding(board))
    )
