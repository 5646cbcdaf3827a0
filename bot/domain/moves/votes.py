"""The dot vote: a few votes for each person, hidden until it is closed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.domain.rules.rights import STEERING, require, require_joined
from bot.domain.state.agenda import Activity, AgendaItem, ItemState
from bot.domain.state.ideas import Ballot, Board, Choice, ChoiceId
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import AlreadyMoved, NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state

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
    ballot = session.activities.board.ballot(item.id)
    return (
        session.is_live
        and item.activity is Activity.VOTE
        and item.state is ItemState.RUNNING
        and ballot.counted is None
    )


def is_closed(session: Session, item: AgendaItem) -> bool:
    """Whether the votes of an item can be shown."""
    ballot = session.activities.board.ballot(item.id)
    return item.state in OVER or ballot.counted is not None


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
    if not session.activities.board.choices:
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
    board = session.activities.board
    most = board.votes_each
    if len(choices) > most:
        raise WrongInput(f"You have {most} votes; these are {len(choices)}. Take some back.")
    if not set(choices) <= {choice.id for choice in board.choices}:
        raise NotNow("The choices have changed meanwhile. Close this form and press Vote again.")
    ballot = board.ballot(item.id).with_vote(by, tuple(dict.fromkeys(choices)))
    return Moved(_with_ballot(session, ballot))


def close_vote(session: Session, by: PersonId, seen: ItemId | None) -> Moved:
    """Close the vote that runs for good: everybody sees the ranks, and the names are dropped.

    Raises:
        AlreadyMoved: it is closed already, or its item is over.
    """
    ballot = _steered(session, by, seen, "close the vote")
    if ballot.counted is not None:
        raise AlreadyMoved("The vote is closed already.")
    return Moved(_with_ballot(session, ballot.without_names()))


def vote_anew(session: Session, by: PersonId, seen: ItemId | None) -> Moved:
    """Let everybody vote once more on the same choices, and forget what was counted.

    Raises:
        AlreadyMoved: the vote is open, or its item is over.
    """
    ballot = _steered(session, by, seen, "let everybody vote anew")
    if ballot.counted is None:
        raise AlreadyMoved("The vote is open already.")
    return Moved(_with_ballot(session, ballot.anew()))


def count_past_votes(session: Session) -> Session:
    """The session with the names dropped of every vote whose ranks can be seen."""
    for item in session.items:
        ballot = session.activities.board.ballot(item.id)
        if item.state in OVER and ballot.votes:
            session = _with_ballot(session, ballot.without_names())
    return session


def end_vote(session: Session, _item: AgendaItem, _now: datetime) -> Moved:
    """What happens when a vote is over: it is counted, if anybody has voted."""
    return Moved(count_past_votes(session))


def _steered(session: Session, by: PersonId, seen: ItemId | None, to_do: str) -> Ballot:
    """The ballot of the item that runs, if it is the vote that the person saw and may steer."""
    require_state(session, *LIVE)
    require(session, by, STEERING, to_do)
    item = session.current
    if item is None or item.id != seen or item.activity is not Activity.VOTE:
        raise AlreadyMoved("This vote is over.")
    return session.activities.board.ballot(item.id)


def _with_ballot(session: Session, ballot: Ballot) -> Session:
    return session.with_activity(session.activities.board.with_ballot(ballot))


def voted_of(session: Session, item: AgendaItem) -> tuple[int, int]:
    """How many have voted, of how many who could; who has left since still counts."""
    voted = {vote.person for vote in session.activities.board.ballot(item.id).votes}
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
