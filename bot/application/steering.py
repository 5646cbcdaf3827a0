"""Use cases of whoever steers the time."""

from datetime import datetime

from bot.application.asking import Asker
from bot.application.changes import Changes
from bot.domain.agenda import PlannedItem
from bot.domain.changing import change_time, changed
from bot.domain.facts import Change
from bot.domain.identity import ItemId, SessionId
from bot.domain.replanning import edit_plan
from bot.domain.session import Moved, Session
from bot.domain.undoing import undo


async def steer(
    changes: Changes, asker: Asker, session_id: SessionId, change: Change, about: ItemId | None
) -> Session | None:
    """Change the time of a session; `about` is the item that the person saw when they pressed."""
    return await changes.make(
        asker,
        session_id,
        lambda session, now: change_time(session, change, asker.person, about, now),
    )


async def take_back(changes: Changes, asker: Asker, session_id: SessionId) -> Session | None:
    """Undo the last change of the time."""
    return await changes.make(
        asker, session_id, lambda session, now: undo(session, asker.person, now)
    )


async def replan(
    changes: Changes,
    asker: Asker,
    session_id: SessionId,
    seen: tuple[ItemId, ...],
    plan: tuple[PlannedItem, ...],
) -> Session | None:
    """Write anew what is still to come; `seen` are the items that the person saw to come."""

    def move(session: Session, now: datetime) -> Moved:
        return changed(
            session,
            Change.EDIT_PLAN,
            asker.person,
            now,
            lambda each: edit_plan(each, asker.person, seen, plan, now),
        )

    return await changes.make(asker, session_id, move)
