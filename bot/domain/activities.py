"""What each activity does when its item begins, and when it ends in whatever way."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.agenda import Activity, AgendaItem
from bot.domain.ideating import reveal_rest
from bot.domain.session import Moved, Session
from bot.domain.thought_keeping import hand_back
from bot.domain.voting import begin_vote

Hook = Callable[[Session, AgendaItem, datetime], Moved]

BEGINS: Mapping[Activity, Hook] = {
    Activity.BREAK: lambda session, _item, now: hand_back(session, now),
    Activity.DAY_BREAK: lambda session, _item, now: hand_back(session, now),
    Activity.VOTE: begin_vote,
}
ENDS: Mapping[Activity, Hook] = {
    Activity.IDEAS: reveal_rest,
}


def begun(moved: Moved, item: AgendaItem, now: datetime) -> Moved:
    """Let the activity of an item that has just begun do its part."""
    return _done(BEGINS, moved, item, now)


def ended(moved: Moved, item: AgendaItem, now: datetime) -> Moved:
    """Let the activity of an item that has just ended, was skipped or parked do its part."""
    return _done(ENDS, moved, item, now)


def _done(hooks: Mapping[Activity, Hook], moved: Moved, item: AgendaItem, now: datetime) -> Moved:
    hook = hooks.get(item.activity)
    return moved if hook is None else moved.then(lambda session: hook(session, item, now))
