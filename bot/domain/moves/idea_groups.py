"""The move that puts ideas into groups."""

from dataclasses import replace

from bot.domain.rules.rights import CLOSING, require
from bot.domain.state.ideas import Board, IdeaGroup, IdeaGroupId
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotFound, NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state

LONGEST_GROUP_NAME = 60


def can_group(board: Board) -> bool:
    """Whether there is anything to group, and nobody has voted on it yet."""
    return bool(board.revealed) and not board.has_votes


def require_grouping(session: Session, by: PersonId) -> None:
    """Refuse unless the person may group ideas now."""
    require_state(session, *LIVE)
    require(session, by, CLOSING, "group the ideas")
    if not session.activities.board.revealed:
        raise NotNow("The ideas are still hidden. Press Reveal first.")
    if session.activities.board.has_votes:
        raise NotNow("The voting has begun, so the groups stay as they are.")


def group_ideas(session: Session, by: PersonId, numbers: frozenset[int], name: str) -> Moved:
    """Put ideas into the group of a name, new or not; without a name they stand for themselves.

    They leave the group they were in before; what was withdrawn in the meantime is passed over.

    Raises:
        NotNow: the ideas are hidden, or somebody has voted.
        NotFound: none of the ideas is there any more.
        WrongInput: the name is too long.
    """
    require_grouping(session, by)
    name = " ".join(name.split())
    if len(name) > LONGEST_GROUP_NAME:
        raise WrongInput(
            f"Keep the name under {LONGEST_GROUP_NAME} characters; it has {len(name)}."
        )
    board = session.activities.board
    picked = [idea for idea in board.revealed if idea.number in numbers]
    if not picked:
        raise NotFound("These ideas are not there any more. Pick others.")
    if name:
        board = _with_group(board, name)
    into = _named(board, name)
    group = into.id if into else None
    moved = board.with_ideas(*(replace(idea, group=group) for idea in picked))
    return Moved(session.with_activity(moved.without_empty_groups()))


def _named(board: Board, name: str) -> IdeaGroup | None:
    known = (group for group in board.groups if group.name.casefold() == name.casefold())
    return next(known, None)


def _with_group(board: Board, name: str) -> Board:
    """The board with a group of this name, a new one if there is none."""
    if _named(board, name) is not None:
        return board
    number = board.last_group + 1
    group = IdeaGroup(id=IdeaGroupId(number), name=name)
    return replace(board, groups=(*board.groups, group), last_group=number)
