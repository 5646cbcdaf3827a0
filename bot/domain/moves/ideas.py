"""Moves of ideas: add them in silence, reveal them shuffled, take one's own back."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.rules.rights import CLOSING, require, require_joined
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.facts import IdeasRevealed
from bot.domain.state.ideas import Board, Idea, IdeaKey, key_of
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotFound, NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state

MOST_AT_ONCE = 10
MOST_IDEAS = 200
LONGEST_IDEA = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIdea:
    """An idea that comes in; only whoever holds its secret can take it back."""

    text: str
    secret: str


def require_ideating(session: Session, by: PersonId) -> None:
    """Refuse unless ideas are collected now, and the person takes part."""
    require_state(session, *LIVE)
    require_joined(session, by, "add ideas")
    if session.current is None or session.current.activity is not Activity.IDEAS:
        raise NotNow("No ideas are collected now. `!idea …` in the thread keeps one all the same.")


def add_ideas(
    session: Session, by: PersonId, new: tuple[NewIdea, ...], *, anonymous: bool
) -> Moved:
    """Add ideas that nobody sees before the reveal.

    `anonymous` is what the person was promised; without it their name stands with the ideas.

    Raises:
        NotNow: no ideas are collected now, or the promise is not what holds now.
        WrongInput: there is no idea, or too many of them, or one is too long.
    """
    require_ideating(session, by)
    if anonymous is not session.activities.board.anonymous:
        raise NotNow(
            "Whether names are kept was changed while you wrote. Copy your text, close this form "
            "and press Add an idea again."
        )
    author = None if anonymous else by
    return Moved(session.with_activity(_with(session.activities.board, new, author)))


def add_choices(session: Session, by: PersonId, new: tuple[NewIdea, ...]) -> Moved:
    """Add what can be voted for in the vote that runs; everybody sees it at once.

    Raises:
        NotNow: no vote runs.
        WrongInput: there is no choice, or too many of them, or one is too long.
    """
    require_adding_choices(session, by)
    added = _with(session.activities.board, new, author=None)
    numbered = _numbered(added, tuple(key_of(each.secret) for each in new))
    return Moved(session.with_activity(numbered))


def require_adding_choices(session: Session, by: PersonId) -> None:
    """Refuse unless a vote runs, and the person may say what it is about."""
    require_state(session, *LIVE)
    require(session, by, CLOSING, "add choices")
    if session.current is None or session.current.activity is not Activity.VOTE:
        raise NotNow("No vote runs now.")


def _with(board: Board, new: tuple[NewIdea, ...], author: PersonId | None) -> Board:
    if not new:
        raise WrongInput("Write at least one idea, one per line.")
    if len(new) > MOST_AT_ONCE:
        raise WrongInput(f"These are {len(new)} lines; {MOST_AT_ONCE} is the most at once.")
    for number, each in enumerate(new, 1):
        if len(each.text) > LONGEST_IDEA:
            raise WrongInput(
                f"Line {number} has {len(each.text)} characters; {LONGEST_IDEA} is the most."
            )
    if len(board.ideas) + len(new) > MOST_IDEAS:
        raise WrongInput(f"{MOST_IDEAS} ideas is the most, and {len(board.ideas)} are there.")
    return board.with_ideas(
        *(Idea(key=key_of(each.secret), text=each.text, author=author) for each in new)
    )


def require_hidden_ideas(session: Session) -> None:
    if not session.activities.board.hidden:
        raise NotNow("There is nothing new to reveal.")


def reveal(session: Session, by: PersonId, now: datetime) -> Moved:
    """Show everybody the ideas that came since the last reveal, in shuffled order."""
    require_state(session, *LIVE)
    require(session, by, CLOSING, "reveal the ideas")
    require_hidden_ideas(session)
    return _revealed(session, now)


def reveal_rest(session: Session, _item: AgendaItem, now: datetime) -> Moved:
    """What happens when ideas are not collected any more."""
    return _revealed(session, now) if session.activities.board.hidden else Moved(session)


def _revealed(session: Session, now: datetime) -> Moved:
    before = session.activities.board
    after = _numbered(before, tuple(idea.key for idea in before.hidden))
    fact = IdeasRevealed(first=before.last_number + 1, last=after.last_number)
    return Moved(session.with_activity(after)).tell(now, fact)


def _numbered(board: Board, keys: tuple[IdeaKey, ...]) -> Board:
    """The board with the next numbers for these ideas, in this order."""
    first = board.last_number + 1
    numbers = {key: number for number, key in enumerate(keys, first)}
    shown = (replace(idea, number=numbers[idea.key]) for idea in board.ideas if idea.key in numbers)
    return replace(board.with_ideas(*shown), last_number=board.last_number + len(keys))


def withdraw(session: Session, secret: str) -> Moved:
    """Take an idea back, text and all.

    Raises:
        NotFound: it is not there any more.
        NotNow: somebody has voted, so the ideas stand as they are.
    """
    require_state(session, *LIVE)
    board, key = session.activities.board, key_of(secret)
    if key not in {idea.key for idea in board.ideas}:
        raise NotFound("This idea is not there any more.")
    if board.has_votes:
        raise NotNow("The voting has begun, so the ideas stay as they are.")
    left = replace(board, ideas=tuple(idea for idea in board.ideas if idea.key != key))
    return Moved(session.with_activity(left.without_empty_groups()))


def keep_names(session: Session, by: PersonId, *, anonymous: bool) -> Moved:
    """Say whether names are kept with ideas, as long as there is none.

    Raises:
        NotNow: there are ideas, and who wrote them was promised something.
    """
    require_state(session, *LIVE)
    require(session, by, CLOSING, "change whether names are kept")
    if session.activities.board.ideas:
        promise = "no name is kept" if session.activities.board.anonymous else "names are shown"
        raise NotNow(
            f"There are ideas already, and whoever wrote them was told that {promise}. "
            "It stays like that."
        )
    return Moved(session.with_activity(replace(session.activities.board, anonymous=anonymous)))
