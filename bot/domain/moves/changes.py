"""Every way to change the time of a session that runs; each can be undone, and is watched."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.moves import plan, time
from bot.domain.moves.plan import notice_delay
from bot.domain.moves.undo import undoable
from bot.domain.state.facts import Change
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import NotFound
from bot.domain.state.session import Moved, Session

Steering = Callable[[Session, PersonId, ItemId | None, datetime], Moved]


def change_time(
    session: Session, change: Change, by: PersonId, about: ItemId | None, now: datetime
) -> Moved:
    """Change the time of a session; `about` is the item that the person saw when they pressed."""
    return changed(session, change, by, now, lambda each: CHANGES[change](each, by, about, now))


def changed(
    session: Session, change: Change, by: PersonId, now: datetime, move: Callable[[Session], Moved]
) -> Moved:
    """Make a change that can be undone; whoever leads is asked what to do if it delays the end."""
    return notice_delay(undoable(session, change, by, now, move), now)


def _park(session: Session, by: PersonId, about: ItemId | None, now: datetime) -> Moved:
    if about is None:
        raise NotFound("There is no step to park. Nothing was changed.")
    return plan.park(session, by, about, now)


CHANGES: Mapping[Change, Steering] = {
    Change.NEXT: time.move_on,
    Change.BACK: time.go_back,
    Change.SKIP: time.skip,
    Change.EXTEND: time.extend,
    Change.SHORTEN: plan.shorten,
    Change.PARK: _park,
    Change.PAUSE: time.pause,
    Change.RESUME: time.resume,
    Change.SHRINK: lambda session, by, _about, now: plan.shrink_rest(session, by, now),
    Change.END_LATER: lambda session, by, _about, now: plan.end_later(session, by, now),
}
