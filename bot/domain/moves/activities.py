"""What each activity does when its item begins, and when it ends in whatever way."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.moves.days import rest
from bot.domain.moves.groups import ask_for_missing, break_out, regroup
from bot.domain.moves.ideas import reveal_rest
from bot.domain.moves.speaking import keep_line, line_up, lower_hands
from bot.domain.moves.thoughts import hand_back
from bot.domain.moves.votes import end_vote
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.session import Moved, Session

Hook = Callable[[Session, AgendaItem, datetime], Moved]


def _hand_back(session: Session, _item: AgendaItem, now: datetime) -> Moved:
    return hand_back(session, now)


def _end_the_day(session: Session, item: AgendaItem, now: datetime) -> Moved:
    return rest(session, item, now).then(lambda after: hand_back(after, now))


BEGINS: Mapping[Activity, Hook] = {
    Activity.BREAK: _hand_back,
    Activity.DAY_BREAK: _end_the_day,
    Activity.GROUPS: break_out,
    Activity.ROUND: line_up,
}
ENDS: Mapping[Activity, Hook] = {
    Activity.GROUPS: ask_for_missing,
    Activity.IDEAS: reveal_rest,
    Activity.VOTE: end_vote,
}
# When somebody comes or goes while the item runs.
PEOPLE_CHANGE: Mapping[Activity, Hook] = {
    Activity.GROUPS: regroup,
    Activity.ROUND: keep_line,
}


def begun(moved: Moved, item: AgendaItem, now: datetime) -> Moved:
    """Let the activity of an item that has just begun do its part."""
    return _done(BEGINS, moved, item, now)


def ended(moved: Moved, item: AgendaItem, now: datetime) -> Moved:
    """Let the activity of an item that has just ended, was skipped or parked do its part."""
    return _done(ENDS, moved, item, now)


def people_changed(moved: Moved, now: datetime) -> Moved:
    """Let the activity that runs know that somebody came or went."""
    after = moved.then(lower_hands)
    current = after.session.current
    return after if current is None else _done(PEOPLE_CHANGE, after, current, now)


def _done(hooks: Mapping[Activity, Hook], moved: Moved, item: AgendaItem, now: datetime) -> Moved:
    hook = hooks.get(item.activity)
    return moved if hook is None else moved.then(lambda session: hook(session, item, now))
