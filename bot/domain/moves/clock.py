"""Time passes: what falls due in a session, moment by moment, in order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

from bot.domain.moves.close import close_unattended
from bot.domain.moves.plan import notice_delay
from bot.domain.moves.reopen import REOPEN_FOR
from bot.domain.moves.time import LONGEST_PAUSE, adjourn, begin_next, end_current
from bot.domain.rules.schedule import OVERTIME_STEP
from bot.domain.state.agenda import MINUTE, NO_TIME, AgendaItem
from bot.domain.state.facts import (
    CloseReminded,
    CueGiven,
    FacilitatorAlerted,
    ItemEnded,
    ItemStarted,
    LongPauseNoticed,
    OvertimeReached,
    Record,
    ResultsMissing,
    TimeUp,
    WasAway,
)
from bot.domain.state.formats import Advance
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Moved, Session, SessionState

SHORTEST_WITH_CUE = 5 * MINUTE
OVERTIME_LINES = 3
LONG_PAUSE = timedelta(minutes=15)
REMIND_AFTER = timedelta(minutes=10)
CLOSE_AFTER_REMINDER = timedelta(minutes=20)
# In overtime the end of the session is taken to come right after the last line about it.
REMIND_IN_OVERTIME = (OVERTIME_LINES + 1) * OVERTIME_STEP + REMIND_AFTER


class Due(Enum):
    """What can fall due; what falls due at the same moment passes in this order."""

    CUE = auto()
    BELL = auto()
    TIME_UP = auto()
    OVERTIME = auto()
    LONG_PAUSE = auto()
    CLOSE_REMINDER = auto()
    AUTO_CLOSE = auto()
    FINAL = auto()


@dataclass(frozen=True, slots=True)
class Passed:
    """When something fell due, and when the bot came back if it was away then."""

    at: datetime
    missed_until: datetime | None

    @property
    def asked_at(self) -> datetime:
        """From when on people can do something about it."""
        return self.missed_until or self.at


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that will fall due in a session, and what happens in it then."""

    at: datetime
    due: Due
    move: Callable[[Session, Passed], Moved]

    def passing(self, missed_until: datetime | None) -> Callable[[Session], Moved]:
        """What happens when it passes; `missed_until` is when the bot came back, if it was away."""
        return lambda session: self.move(session, Passed(self.at, missed_until))


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
        moved = moved.then(moment.passing(now if missed else None))
    if away_since is None or not session.is_live:
        return moved
    return _merge(moved, away_since, now)


def _bell(session: Session, passed: Passed, item: AgendaItem) -> Moved:
    ended = end_current(session, item, passed.at)
    return ended.then(lambda after: begin_next(after, passed.at))


def _cue(session: Session, passed: Passed, item: AgendaItem, ends_at: datetime) -> Moved:
    cued = Moved(session.with_item(replace(item, cue_given=True)))
    cue = CueGiven(item=item.id, ends_at=ends_at)
    return cued if passed.missed_until else cued.tell(passed.at, cue)


def _time_up(session: Session, passed: Passed, item: AgendaItem) -> Moved:
    told = Moved(session.with_item(replace(item, time_up_given=True)))
    return told if passed.missed_until else told.tell(passed.at, TimeUp(item=item.id))


def _overtime(session: Session, passed: Passed, item: AgendaItem) -> Moved:
    given = item.overtime_given + 1
    over = given * OVERTIME_STEP
    counted = Moved(session.with_item(replace(item, overtime_given=given)))
    if given <= OVERTIME_LINES:
        line = OvertimeReached(item=item.id, over=over)
        if passed.missed_until:
            return counted
        told = counted.tell(passed.at, line)
        # Asked once: what overtime adds to the delay after that is asked when somebody moves on.
        return notice_delay(told, passed.at) if given == 1 else told
    if given == OVERTIME_LINES + 1:
        alert = FacilitatorAlerted(item=item.id, over=over, asked=session.in_charge)
        return counted.tell(passed.at, alert)
    left = sum((each.timebox for each in session.today), NO_TIME)
    if session.closes_at is not None or over < REMIND_IN_OVERTIME + left:
        return counted
    if session.next_night is not None:
        return adjourn(session, item, passed.at)
    return counted.then(lambda after: _close_reminder(after, passed))


def _long_pause(session: Session, passed: Passed) -> Moved:
    closes_at = passed.asked_at + LONGEST_PAUSE - LONG_PAUSE
    noticed = LongPauseNoticed(
        since=session.paused_since or passed.at, closes_at=closes_at, asked=session.in_charge
    )
    return Moved(replace(session, closes_at=closes_at)).tell(passed.asked_at, noticed)


def _close_reminder(session: Session, passed: Passed) -> Moved:
    closes_at = passed.asked_at + CLOSE_AFTER_REMINDER
    reminded = CloseReminded(closes_at=closes_at, asked=session.in_charge)
    return Moved(replace(session, closes_at=closes_at)).tell(passed.asked_at, reminded)


def _auto_close(session: Session, passed: Passed) -> Moved:
    """Close, unless people could not do anything about it: then they are asked again.

    Where a night is still to come, a pause that nobody ends is the end of the day only.
    """
    if session.next_night is not None and session.current is not None and session.lost is None:
        return adjourn(session, session.current, passed.at)
    if passed.missed_until is None:
        return close_unattended(session, passed.at)
    ask = _long_pause if session.state is SessionState.PAUSED else _close_reminder
    return ask(session, passed)


def _end_rehearsal(session: Session, passed: Passed) -> Moved:
    """Nobody is asked for the outcome of what was only played."""
    return close_unattended(session, passed.at)


def _final(session: Session, _passed: Passed) -> Moved:
    """From now on the session stays closed, and nobody's answers are needed any more."""
    return Moved(
        replace(
            session,
            reopening=None,
            activities=session.activities.holding(session.activities.quiz.forgotten),
        )
    )


def _merge(moved: Moved, since: datetime, until: datetime) -> Moved:
    """Mark what began and ended during an absence, and tell of the absence once.

    Groups whose step began and ended while the bot was down never met: their split is dropped.
    The morning of the current day is told however late it is: it calls people back.
    """
    current = moved.session.current
    passed = tuple(
        record.fact.item for record in moved.records if isinstance(record.fact, ItemEnded)
    )
    morning = _morning_of(moved.session)
    unseen = {item.id for item in moved.session.items if (item.started_at or since) > since}
    records = tuple(
        Record(record.number, record.at, replace(record.fact, merged=True))
        if (isinstance(record.fact, ItemEnded) and record.fact.item != morning)
        or (isinstance(record.fact, ResultsMissing) and record.fact.item in unseen)
        or (
            isinstance(record.fact, ItemStarted)
            and (current is None or record.fact.item != current.id)
        )
        else record
        for record in moved.records
    )
    over = unseen - {current.id if current else None}
    breakouts = moved.session.activities.breakouts.without_splits_of(over)
    back = Moved(moved.session.with_activity(breakouts), records)
    away = WasAway(since=since, until=until, passed=passed)
    return notice_delay(back.tell(until, away), until)


def _morning_of(session: Session) -> ItemId | None:
    """The night that came before the day which runs now; None if none did, or nothing runs."""
    nights = [item for item in session.items if item.is_day_break and item.ended_at is not None]
    current = session.current
    return nights[-1].id if nights and current and not current.is_day_break else None


def _of_item(session: Session) -> list[Moment]:
    item = session.current
    if session.state is not SessionState.RUNNING or item is None:
        return []
    due, cue_at = item.due_at, item.cue_at
    if due is None or cue_at is None:
        return []
    found: list[Moment] = []
    if not (item.is_break or item.cue_given) and item.timebox >= SHORTEST_WITH_CUE:
        found.append(Moment(cue_at, Due.CUE, partial(_cue, item=item, ends_at=due)))
    # A break ends by the clock whatever happens: its end was promised to people who walked away.
    if session.advance is Advance.AUTO or item.is_break:
        found.append(Moment(due, Due.BELL, partial(_bell, item=item)))
    elif not item.time_up_given:
        found.append(Moment(due, Due.TIME_UP, partial(_time_up, item=item)))
    else:
        step_at = due + (item.overtime_given + 1) * OVERTIME_STEP
        found.append(Moment(step_at, Due.OVERTIME, partial(_overtime, item=item)))
    return found


def _of_pause(session: Session) -> list[Moment]:
    if session.paused_since is None or session.closes_at is not None:
        return []
    return [Moment(session.paused_since + LONG_PAUSE, Due.LONG_PAUSE, _long_pause)]


def _of_close(session: Session) -> list[Moment]:
    if session.closes_at is not None:
        return [Moment(session.closes_at, Due.AUTO_CLOSE, _auto_close)]
    if session.state is not SessionState.RUNNING or session.finished_at is None:
        return []
    if session.is_rehearsal:
        return [Moment(session.finished_at, Due.AUTO_CLOSE, _end_rehearsal)]
    return [Moment(session.finished_at + REMIND_AFTER, Due.CLOSE_REMINDER, _close_reminder)]


def _of_reopening(session: Session) -> list[Moment]:
    if session.reopening is None or session.closed_at is None:
        return []
    return [Moment(session.closed_at + REOPEN_FOR, Due.FINAL, _final)]


SOURCES: tuple[Callable[[Session], list[Moment]], ...] = (
    _of_item,
    _of_pause,
    _of_close,
    _of_reopening,
)
