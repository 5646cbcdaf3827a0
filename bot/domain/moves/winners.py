"""What was voted for becomes outputs: picked by hand, or by itself at the close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import ceil

from bot.domain.moves.captures import LONGEST_CAPTURE, capture
from bot.domain.moves.votes import Ranked, is_closed, ranking
from bot.domain.rules.rights import CLOSING, require
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.ideas import Ballot, Choice, ChoiceId
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import NotFound, NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state

TOP_RANKS = 3
MOST_WINNERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """A choice that becomes an output, and who takes it on."""

    choice: ChoiceId
    owner: PersonId | None = None


def top(session: Session, item_id: ItemId) -> tuple[Ranked, ...]:
    """The first ranks of a vote, with everybody who shares one.

    They are three at most, and no more than about half of the choices: a choice that lost to the
    only other one is no winner.
    """
    most = ceil(len(session.activities.board.choices) / 2)
    return tuple(
        each
        for each in ranking(session.activities.board, item_id)
        if each.rank <= min(TOP_RANKS, most)
    )


def last_vote(session: Session) -> ItemId | None:
    """The latest item whose vote is closed and in which somebody voted."""
    voted = [ballot.item for ballot in session.activities.board.ballots if ballot.count.voters]
    closed = [item.id for item in session.items if item.id in voted and is_closed(session, item)]
    return closed[-1] if closed else None


def is_unpicked(session: Session) -> bool:
    """Whether people have voted and nobody has picked what won."""
    return any(ballot.is_unpicked for ballot in session.activities.board.ballots)


def require_picking(session: Session, by: PersonId) -> ItemId:
    """The item whose winners the person may pick now."""
    require_state(session, *LIVE)
    require(session, by, CLOSING, "pick the winners")
    item_id = last_vote(session)
    if item_id is None:
        raise NotNow("No vote is closed yet. Press Close vote first.")
    return item_id


def pick_winners(
    session: Session, by: PersonId, item_id: ItemId, winners: Sequence[Winner], now: datetime
) -> Moved:
    """Let what won a vote become outputs with owners, in the place of those picked before.

    Raises:
        NotNow: this vote is not closed, or another one was closed since.
        WrongInput: no winner was picked, or one was picked twice.
    """
    if require_picking(session, by) != item_id:
        raise NotNow("Another vote was closed since. Press Pick the winners again.")
    if not winners:
        raise WrongInput("Pick at least one.")
    if len({winner.choice for winner in winners}) < len(winners):
        raise WrongInput("One of them is picked twice.")
    return _put_out(session, by, session.activities.board.ballot(item_id), winners, now)


def settle(session: Session, now: datetime) -> Moved:
    """What happens at the close: nothing that won gets lost, and nobody's votes are kept.

    Where nobody has picked the winners of a vote, its first ranks become outputs.
    """
    moved = Moved(session)
    for ballot in session.activities.board.ballots:
        if ballot.is_unpicked:
            winners = [Winner(choice=each.choice.id) for each in top(session, ballot.item)]
            put_out = partial(
                _put_out, by=session.in_charge, ballot=ballot, winners=winners, now=now
            )
            moved = moved.then(put_out)
    board = moved.session.activities.board
    nameless = tuple(ballot.without_names() for ballot in board.ballots)
    return Moved(moved.session.with_activity(replace(board, ballots=nameless)), moved.records)


def _put_out(
    session: Session, by: PersonId, ballot: Ballot, winners: Sequence[Winner], now: datetime
) -> Moved:
    """Capture the winners of a ballot as its outputs."""
    captures = tuple(each for each in session.captures if each.id not in ballot.outputs)
    moved = Moved(replace(session, captures=captures))
    for winner in winners:
        note = Note(
            kind=CaptureKind.OUTPUT,
            text=_text(_choice(session, winner.choice)),
            owner=winner.owner,
        )
        moved = moved.then(partial(capture, note=note, by=by, now=now))
    made = moved.session.captures[len(captures) :]
    put_out = replace(ballot, outputs=tuple(each.id for each in made), picked=True)
    board = moved.session.activities.board.with_ballot(put_out)
    return Moved(moved.session.with_activity(board), moved.records)


def _choice(session: Session, wanted: ChoiceId) -> Choice:
    found = (choice for choice in session.activities.board.choices if choice.id == wanted)
    choice = next(found, None)
    if choice is None:
        raise NotFound("One of the choices is not there any more. Press Pick the winners again.")
    return choice


def _text(choice: Choice) -> str:
    """The words of an output; a group brings its ideas along."""
    if choice.group is None:
        return choice.text
    ideas = "; ".join(idea.text for idea in choice.ideas)
    return f"{choice.text}: {ideas}"[:LONGEST_CAPTURE]
