"""What people do in the activities of a session: moves that fit any moment, or are refused."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.moves.check import answer
from bot.domain.moves.goals import set_goals, tick_goals
from bot.domain.moves.groups import bring_result, split_anew
from bot.domain.moves.idea_groups import group_ideas
from bot.domain.moves.ideas import NewIdea, add_choices, add_ideas, keep_names, reveal, withdraw
from bot.domain.moves.speaking import next_speaker, pass_turn, queue_up
from bot.domain.moves.votes import close_vote, vote
from bot.domain.moves.winners import Winner, last_vote, pick_winners
from bot.domain.state.agenda import Activity
from bot.domain.state.goals import GoalState
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import NotNow
from bot.domain.state.session import Moved, Session

Move = Callable[[Session, PersonId, datetime], Moved]


def _current(session: Session) -> ItemId:
    if session.current is None:
        raise NotNow("No step runs.")
    return session.current.id


def _new_ideas(session: Session, by: PersonId) -> tuple[NewIdea, ...]:
    count = len(session.activities.board.ideas) + session.activities.board.last_number
    return tuple(NewIdea(text=f"Idea {n}", secret=f"{by} {count} {n}") for n in range(2))


def _adds_ideas(session: Session, by: PersonId, _now: datetime) -> Moved:
    new = _new_ideas(session, by)
    return add_ideas(session, by, new, anonymous=session.activities.board.anonymous)


def _adds_choices(session: Session, _by: PersonId, _now: datetime) -> Moved:
    return add_choices(session, session.in_charge, _new_ideas(session, session.in_charge))


def _withdraws(session: Session, by: PersonId, _now: datetime) -> Moved:
    return withdraw(session, f"{by} 0 0")


def _hides_or_shows_names(session: Session, _by: PersonId, _now: datetime) -> Moved:
    return keep_names(session, session.in_charge, anonymous=not session.activities.board.anonymous)


def _reveals(session: Session, _by: PersonId, now: datetime) -> Moved:
    return reveal(session, session.in_charge, now)


def _groups_ideas(session: Session, _by: PersonId, _now: datetime) -> Moved:
    numbers = frozenset(idea.number or 0 for idea in session.activities.board.revealed[::2])
    return group_ideas(session, session.in_charge, numbers, "Games")


def _votes(session: Session, by: PersonId, _now: datetime) -> Moved:
    chosen = tuple(
        choice.id
        for choice in session.activities.board.choices[: session.activities.board.votes_each]
    )
    return vote(session, by, _current(session), chosen)


def _closes_the_vote(session: Session, _by: PersonId, _now: datetime) -> Moved:
    return close_vote(session, session.in_charge, _current(session))


def _picks_a_winner(session: Session, by: PersonId, now: datetime) -> Moved:
    item = last_vote(session)
    if item is None:
        raise NotNow("No vote is closed.")
    winner = Winner(choice=session.activities.board.choices[0].id, owner=by)
    return pick_winners(session, session.in_charge, item, (winner,), now)


def _gives_the_word(session: Session, _by: PersonId, _now: datetime) -> Moved:
    return next_speaker(session, session.in_charge, session.activities.speaking.turn)


def _passes(session: Session, by: PersonId, _now: datetime) -> Moved:
    return pass_turn(session, by, session.activities.speaking.turn)


def _queues_up(session: Session, by: PersonId, now: datetime) -> Moved:
    return queue_up(session, by, now.isoformat())


def _splits_anew(session: Session, _by: PersonId, now: datetime) -> Moved:
    return split_anew(session, session.in_charge, _current(session), 2, now)


def _brings_a_result(session: Session, by: PersonId, now: datetime) -> Moved:
    return bring_result(session, None, "Say it in two words", by, now)


def _answers(session: Session, by: PersonId, _now: datetime) -> Moved:
    return answer(session, by, _current(session), (3,))


def _sets_goals(session: Session, by: PersonId, _now: datetime) -> Moved:
    return set_goals(session, by, ("The index", "The map"))


def _ticks_goals(session: Session, by: PersonId, _now: datetime) -> Moved:
    return tick_goals(session, by, {"The index": GoalState.DONE}, "It was short")


FITTING: Mapping[Activity, tuple[Move, ...]] = {
    Activity.CHECK_IN: (_sets_goals, _hides_or_shows_names),
    Activity.IDEAS: (_adds_ideas, _adds_ideas, _withdraws, _reveals),
    Activity.SHARE: (_groups_ideas, _withdraws),
    Activity.VOTE: (_adds_choices, _votes, _votes, _closes_the_vote, _groups_ideas),
    Activity.ROUND: (_gives_the_word, _passes),
    Activity.GROUPS: (_brings_a_result, _splits_anew),
    Activity.QUIZ: (_answers,),
    Activity.WINS: (_picks_a_winner, _ticks_goals),
    Activity.WORK: (_queues_up, _gives_the_word),
}
ANYTHING = tuple(move for moves in FITTING.values() for move in moves)
ACTIVITIES = tuple(FITTING)


def fitting(session: Session) -> tuple[Move, ...]:
    """What people do while the item that runs does."""
    current = session.current
    return FITTING.get(current.activity, ANYTHING) if current else ANYTHING
