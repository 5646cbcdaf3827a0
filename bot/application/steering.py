"""Use cases of whoever steers the time."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum, auto

from bot.application.asking import Asker
from bot.application.changes import Changes
from bot.domain import steering
from bot.domain.identity import ItemId, PersonId, SessionId
from bot.domain.session import Moved, Session


class Steer(StrEnum):
    NEXT = auto()
    BACK = auto()
    SKIP = auto()
    EXTEND = auto()
    PAUSE = auto()
    RESUME = auto()


STEERS: Mapping[Steer, Callable[[Session, PersonId, ItemId | None, datetime], Moved]] = {
    Steer.NEXT: steering.move_on,
    Steer.BACK: steering.go_back,
    Steer.SKIP: steering.skip,
    Steer.EXTEND: steering.extend,
    Steer.PAUSE: steering.pause,
    Steer.RESUME: steering.resume,
}


async def steer(
    changes: Changes, asker: Asker, session_id: SessionId, how: Steer, seen: ItemId | None
) -> Session | None:
    """Steer a session; `seen` is the item that was running when the person pressed."""

    def move(session: Session, now: datetime) -> Moved:
        return STEERS[how](session, asker.person, seen, now)

    return await changes.make(asker, session_id, move)
