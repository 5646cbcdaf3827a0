"""The dot vote: a few votes for each person, hidden until it is closed."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.agenda import Activity, AgendaItem, ItemState
from bot.domain.board import Ballot, Board, Choice, ChoiceId
from bot.domain.identity import ItemId, PersonId
from bot.domain.refusals import AlreadyMoved, NotNow, WrongInput
from bot.domain.rights import STEERING, require, require_joined
from bot.domain.session import LIVE, Moved, Session, require_state

OVER = frozenset({ItemState.ENDED, ItemState.SKIPPED, ItemState.PARKED})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A choice with its votes; as many ranks are left out as others share the rank before."""

    rank: int
    is_tie: bool
    choice: Choice
    votes: int


def is_open(session: Session, item: AgendaItem) -> bool:
    """Whether people can vote in an item now."""
    ballot = session.board.ballot(item.id)
    return (
        session.is_live
        and item.activity is Activity.VOTE
        and item.state is ItemState.RUNNING
        and not ballot.closed
        and ballot.counted is None
    )


def is_closed(session: Session, item: AgendaItem) -> bool:
    """Whether the votes of an item can be shown."""
    ballot = session.board.ballot(item.id)
    return item.state in OVER or ballot.closed or ballot.counted is not None


def require_voting(session: Session, by: PersonId, item_id: ItemId | None) -> AgendaItem:
    """The item in which people vote now, if it is the one that the person saw.

    Raises:
        NotNow: the vote is closed, or there is nothing to vote for.
        NotAllowed: the person does not take part.
    """
    require_state(session, *LIVE)
    require_joined(session, by, "vote")
    item = session.current
    if item is None or item.id != item_id or not is_open(session, item):
        raise NotNow("This vote is closed.")
    if not session.board.choices:
        raise NotNow("There is nothing to vote for yet. The facilitator can press Add choices.")
    return item


def vote(
    session: Session, by: PersonId, item_id: ItemId | None, choices: tuple[ChoiceId, ...]
) -> Moved:
    """Give one's votes, in the place of those one gave before; no choice takes them all back.

    Raises:
        NotNow: the vote is closed, or its choices are not those that the person saw.
        WrongInput: these are more votes than everybody has.
    """
    item = require_voting(session, by, item_id)
    board = session.board
    most = board.votes_each
    if len(choices) > most:
        raise WrongInput(f"You have {most} votes; these are {len(choices)}. Take some back.")
    if not set(choices) <= {choice.id for choice in board.choices}:
        raise NotNow("The choices have changed meanwhile. Close this form and press Vote again.")
    ballot = board.ballot(item.id).with_vote(by, tuple(dict.fromkeys(choices)))
    return _with_ballot(session, ballot)


def close_vote(session: Session, by: PersonId, seen: ItemId | None, *, closed: bool) -> Moved:
    """Close the vote that runs, so that everybody sees the ranks; or open it again."""
    require_state(session, *LIVE)
    require(session, by, STEERING, "close the vote" if closed else "open the vote again")
    item = session.current
    if item is None or item.id != seen or item.activity is not Activity.VOTE:
        raise AlreadyMoved("This vote is over.")
    ballot = session.board.ballot(item.id)
    if ballot.counted is not None:
        raise NotNow("The votes were counted and their names dropped, so nobody can change them.")
    if ballot.closed is closed:
        raise AlreadyMoved(f"The vote is {'closed' if closed else 'open'} already.")
    return _with_ballot(session, replace(ballot, closed=closed))


def begin_vote(session: Session, item: AgendaItem, _now: datetime) -> Moved:
    """What happens when a vote begins, or when people go back to it: it is open."""
    ballot = session.board.ballot(item.id)
    if not ballot.closed:
        return Moved(session)
    return _with_ballot(session, replace(ballot, closed=False))


def _with_ballot(session: Session, ballot: Ballot) -> Moved:
    return Moved(replace(session, board=session.board.with_ballot(ballot)))


def voted_of(session: Session, item: AgendaItem) -> tuple[int, int]:
    """How many have voted, of how many who could; who has left since still counts."""
    voted = {vote.person for vote in session.board.ballot(item.id).votes}
    could = {each.person for each in session.participants.joined}
    return len(voted), len(voted | could)


def ranking(board: Board, item_id: ItemId) -> tuple[Ranked, ...]:
    """Every choice that got votes, the most first; equal votes share a rank."""
    count = board.ballot(item_id).count
    votes = {each.choice: each.votes for each in count.counts}
    shared = Counter(votes.values())
    chosen = [choice for choice in board.choices if votes.get(choice.id)]
    return tuple(
        Ranked(
            rank=1 + sum(other > votes[choice.id] for other in votes.values()),
            is_tie=shared[votes[choice.id]] > 1,
            choice=choice,
            votes=votes[choice.id],
        )
        for choice in sorted(chosen, key=lambda choice: -votes[choice.id])
    )
