"""Time passes: what falls due in a session, moment by moment, in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.agenda import MINUTE, AgendaItem
from bot.domain.closing import close_unattended
from bot.domain.facts import (
    CloseReminded,
    CueGiven,
    FacilitatorAlerted,
    ItemEnded,
    ItemStarted,
    LongPauseNoticed,
    OvertimeReached,
    Record,
    TimeUp,
    WasAway,
)
from bot.domain.formats import Advance
from bot.domain.schedule import OVERTIME_STEP, ends_at
from bot.domain.session import Moved, Session, SessionState
from bot.domain.steering import begin_next, end_current

CUE_SHARE = 0.8
SHORTEST_WITH_CUE = 5 * MINUTE
OVERTIME_LINES = 3
LONG_PAUSE = timedelta(minutes=15)
REMIND_AFTER = timedelta(minutes=10)
CLOSE_AFTER_REMINDER = timedelta(minutes=20)


class Due(Enum):
    """What can fall due."""

    CUE = auto()
    BELL = auto()
    TIME_UP = auto()
    OVERTIME = auto()
    LONG_PAUSE = auto()
    CLOSE_REMINDER = auto()
    AUTO_CLOSE = auto()


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    at: datetime
    due: Due


def next_moment(session: Session) -> Moment | None:
    """The earliest thing that will fall due if nobody does anything."""
    found = [moment for source in SOURCES for moment in source(session)]
    return min(found, key=lambda moment: (moment.at, moment.due.value), default=None)


def wake_at(session: Session) -> datetime | None:
    """When the session next needs attention (UTC); None if never."""
    if session.is_live and session.away_since is not None:
        return session.away_since
    moment = next_moment(session)
    return moment.at if moment else None


def advance(session: Session, now: datetime) -> Moved:
    """Pass every moment up to `now`, in order.

    What was missed during an absence of the bot is merged into one fact, `WasAway`.
    """
    away_since = session.away_since
    moved = Moved(replace(session, away_since=None))
    while (moment := next_moment(moved.session)) is not None and moment.at <= now:
        missed = away_since is not None and moment.at > away_since
        moved = moved.then(PASSING[moment.due](moment.at, now if missed else None))
    if away_since is None or not session.is_live:
        return moved
    return _merge(moved, away_since, now)


Move = Callable[[Session], Moved]


def _bell(at: datetime, _missed_until: datetime | None) -> Move:
    def move(session: Session) -> Moved:
        ended = end_current(session, _running(session), at)
        return ended.then(lambda after: begin_next(after, at))

    return move


def _cue(at: datetime, missed_until: datetime | None) -> Move:
    def move(session: Session) -> Moved:
        current = _running(session)
        cued = Moved(session.with_item(replace(current, cue_given=True)))
        if missed_until or current.due_at is None:
            return cued
        return cued.tell(at, CueGiven(item=current.id, ends_at=current.due_at))

    return move


def _time_up(at: datetime, missed_until: datetime | None) -> Move:
    def move(session: Session) -> Moved:
        current = _running(session)
        told = Moved(session.with_item(replace(current, time_up_given=True)))
        return told if missed_until else told.tell(at, TimeUp(item=current.id))

    return move


def _overtime(at: datetime, missed_until: datetime | None) -> Move:
    def move(session: Session) -> Moved:
        current = _running(session)
        given = current.overtime_given + 1
        counted = Moved(session.with_item(replace(current, overtime_given=given)))
        over = given * OVERTIME_STEP
        if given > OVERTIME_LINES:
            return counted.tell(at, FacilitatorAlerted(item=current.id, over=over))
        return (
            counted
            if missed_until
            else counted.tell(at, OvertimeReached(item=current.id, over=over))
        )

    return move


def _long_pause(at: datetime, _missed_until: datetime | None) -> Move:
    def move(session: Session) -> Moved:
        noticed = Moved(replace(session, long_pause_noticed=True))
        return noticed.tell(at, LongPauseNoticed(since=session.paused_since or at))

    return move


def _close_reminder(at: datetime, missed_until: datetime | None) -> Move:
    # People who could not close during an absence get the full time from now on.
    since = missed_until or at

    def move(session: Session) -> Moved:
        reminded = Moved(replace(session, close_reminded_at=since))
        return reminded.tell(since, CloseReminded(closes_at=since + CLOSE_AFTER_REMINDER))

    return move


def _auto_close(at: datetime, missed_until: datetime | None) -> Move:
    if missed_until is not None:
        return _close_reminder(at, missed_until)
    return lambda session: close_unattended(session, at)


PASSING: Mapping[Due, Callable[[datetime, datetime | None], Move]] = {
    Due.CUE: _cue,
    Due.BELL: _bell,
    Due.TIME_UP: _time_up,
    Due.OVERTIME: _overtime,
    Due.LONG_PAUSE: _long_pause,
    Due.CLOSE_REMINDER: _close_reminder,
    Due.AUTO_CLOSE: _auto_close,
}


def _merge(moved: Moved, since: datetime, until: datetime) -> Moved:
    """Mark what was over again before the bot came back, and tell of the absence once."""
    current = moved.session.current
    passed = tuple(
        record.fact.item for record in moved.records if isinstance(record.fact, ItemEnded)
    )
    records = tuple(
        Record(record.number, record.at, replace(record.fact, merged=True))
        if isinstance(record.fact, ItemEnded)
        or (
            isinstance(record.fact, ItemStarted)
            and (current is None or record.fact.item != current.id)
        )
        else record
        for record in moved.records
    )
    away = WasAway(since=since, until=until, passed=passed)
    return Moved(moved.session, records).tell(until, away)


def _running(session: Session) -> AgendaItem:
    current = session.current
    assert current is not None  # noqa: S101 - the moments of an item come only while it runs
    return current


def _of_item(session: Session) -> list[Moment]:
    current = session.current
    if session.state is not SessionState.RUNNING or current is None or current.due_at is None:
        return []
    due = current.due_at
    found: list[Moment] = []
    if not (current.is_break or current.cue_given) and current.timebox >= SHORTEST_WITH_CUE:
        found.append(Moment(due - current.timebox * (1 - CUE_SHARE), Due.CUE))
    # A break ends by the clock whatever happens: its end was promised to people who walked away.
    if session.advance is Advance.AUTO or current.is_break:
        found.append(Moment(due, Due.BELL))
    elif not current.time_up_given:
        found.append(Moment(due, Due.TIME_UP))
    elif current.overtime_given <= OVERTIME_LINES:
        found.append(Moment(due + (current.overtime_given + 1) * OVERTIME_STEP, Due.OVERTIME))
    return found


def _of_pause(session: Session) -> list[Moment]:
    if session.paused_since is None or session.long_pause_noticed:
        return []
    return [Moment(session.paused_since + LONG_PAUSE, Due.LONG_PAUSE)]


def _of_close(session: Session) -> list[Moment]:
    if session.state is not SessionState.RUNNING:
        return []
    if session.close_reminded_at is not None:
        return [Moment(session.close_reminded_at + CLOSE_AFTER_REMINDER, Due.AUTO_CLOSE)]
    end = ends_at(session)
    return [] if end is None else [Moment(end + REMIND_AFTER, Due.CLOSE_REMINDER)]


SOURCES: tuple[Callable[[Session], list[Moment]], ...] = (_of_item, _of_pause, _of_close)
