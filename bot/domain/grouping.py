"""The move that puts ideas into groups."""

from dataclasses import replace

from bot.domain.board import Board, IdeaGroup, IdeaGroupId
from bot.domain.identity import PersonId
from bot.domain.refusals import NotFound, NotNow, WrongInput
from bot.domain.rights import CLOSING, require
from bot.domain.session import LIVE, Moved, Session, require_state

LONGEST_NAME = 60


def can_group(board: Board) -> bool:
    """Whether there is anything to group, and nobody has voted on it yet."""
    return bool(board.revealed) and not board.has_votes


def require_grouping(session: Session, by: PersonId) -> None:
    """Refuse unless the person may group ideas now."""
    require_state(session, *LIVE)
    require(session, by, CLOSING, "group the ideas")
    if not session.board.revealed:
        raise NotNow("The ideas are still hidden. Press Reveal first.")
    if session.board.has_votes:
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
    if len(name) > LONGEST_NAME:
        raise WrongInput(f"Keep the name under {LONGEST_NAME} characters; it has {len(name)}.")
    board = session.board
    picked = [idea for idea in board.revealed if idea.number in numbers]
    if not picked:
        raise NotFound("These ideas are not there any more. Pick others.")
    group = _group(board, name) if name else None
    groups = board.groups if group is None or group in board.groups else (*board.groups, group)
    into = group.id if group else None
    moved = board.with_ideas(*(replace(idea, group=into) for idea in picked))
    tidied = replace(moved, groups=groups).without_empty_groups()
    return Moved(replace(session, board=tidied))


def _group(board: Board, name: str) -> IdeaGroup:
    """The group that has this name, or a new one."""
    known = (group for group in board.groups if group.name.casefold() == name.casefold())
    highest = max((group.id for group in board.groups), default=0)
    return next(known, IdeaGroup(id=IdeaGroupId(highest + 1), name=name))
