"""Use cases of whoever steers the time."""

from dataclasses import dataclass
from datetime import datetime

from bot.application.work.asking import Asker
from bot.application.work.changes import MoveBy
from bot.application.work.work import Work
from bot.domain.moves.changes import change_time, changed
from bot.domain.moves.plan import edit_plan
from bot.domain.moves.undo import undo
from bot.domain.state.agenda import PlannedItem
from bot.domain.state.facts import Change, Fact
from bot.domain.state.identity import ItemId, PersonId, SessionId
from bot.domain.state.session import Moved, Session


@dataclass(frozen=True, slots=True)
class Steered:
    """A session whose time somebody changed, and what they did, if it is anything to tell."""

    session: Session
    done: Fact | None


async def steer(
    work: Work, asker: Asker, session_id: SessionId, change: Change, about: ItemId | None
) -> Steered | None:
    """Change the time of a session; `about` is the item that the person saw when they pressed."""
    return await _steered(
        work,
        asker,
        session_id,
        lambda session, by, now: change_time(session, change, by, about, now),
    )


async def take_back(work: Work, asker: Asker, session_id: SessionId) -> Steered | None:
    """Undo the last change of the time."""
    return await _steered(work, asker, session_id, undo)


async def replan(
    work: Work,
    asker: Asker,
    session_id: SessionId,
    seen: tuple[ItemId, ...],
    plan: tuple[PlannedItem, ...],
) -> Steered | None:
    """Write anew what is still to come; `seen` are the items that the person saw to come."""

    def move(session: Session, by: PersonId, now: datetime) -> Moved:
        return changed(
            session,
            Change.EDIT_PLAN,
            by,
            now,
            lambda each: edit_plan(each, by, seen, plan, now),
        )

    return await _steered(work, asker, session_id, move)


async def _steered(work: Work, asker: Asker, session_id: SessionId, move: MoveBy) -> Steered | None:
    """Make a move; it tells what it did first, and what follows from it after that."""
    made = await work.make_and_tell(asker, session_id, move)
    return Steered(made.session, next(iter(made.done), None)) if made else None
