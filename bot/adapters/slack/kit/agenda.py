"""The agenda as a list: one line per item, with its state in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.adapters.slack.kit.text import bold, clock, day_and_clock, mention, minutes_text, spoken
from bot.domain.rules.days import has_nights
from bot.domain.rules.recap import is_left_open
from bot.domain.rules.schedule import ItemClock, clocks, time_left
from bot.domain.state.agenda import NO_TIME, Activity, AgendaItem, ItemState, Owner
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session, SessionState

AgendaLine = Callable[[Session, AgendaItem, ItemClock | None, str], str]

SHOWN = 14
SHOWN_BEFORE = 4
LONGEST_TITLE_SHOWN = 200
LONGEST_OWNER_NAME = 60
MOST_NAMES = 3


def agenda_lines(
    session: Session, start: datetime | None = None, shown: int = SHOWN
) -> tuple[str, ...]:
    """The agenda, shortened around the current item where it is long.

    `start` is when a session that has not started yet would begin.
    """
    known = {each.item: each for each in clocks(session, start)}
    first, last = _window(session, shown)
    lines = [_line(session, item, known) for item in session.items[first:last]]
    before = [f"… {first} earlier"] if first else []
    more = len(session.items) - last
    return (*before, *lines, *([f"… and {more} more"] if more else []))


def agenda_lines_of(session: Session, items: tuple[AgendaItem, ...]) -> tuple[str, ...]:
    """The lines of some of the items, of the first ones where there are many."""
    known = {each.item: each for each in clocks(session)}
    lines = [_line(session, item, known) for item in items[:SHOWN]]
    more = len(items) - len(lines)
    return (*lines, *([f"… and {more} more"] if more else []))


def title_of(item: AgendaItem) -> str:
    """The title of an item, harmless and short enough for a line."""
    return spoken(item.title, LONGEST_TITLE_SHOWN)


def bold_title(item: AgendaItem) -> str:
    return bold(item.title)


def owner_text(owner: Owner | None) -> str:
    if owner is None:
        return ""
    return mention(owner.person) if owner.person else spoken(owner.name, LONGEST_OWNER_NAME)


def done_text(item: AgendaItem) -> str:
    """Who marked an item done: `by` and the first few names."""
    names = [mention(person) for person in item.done_by[:MOST_NAMES]]
    more = len(item.done_by) - len(names)
    return f"by {', '.join(names)}" + (f" and {more} more" if more else "")


def joined(*parts: str) -> str:
    """What there is of these parts, in one line."""
    return " · ".join(part for part in parts if part)


def when(session: Session, moment: datetime, start: datetime | None = None) -> str:
    """A clock, with its day where that is not the one that runs.

    `start` is when a session that has not started yet would begin.
    """
    shown = clock if _is_today(session, moment, start) else day_and_clock
    return shown(moment, session.zone)


def at_when(session: Session, moment: datetime) -> str:
    """The same with its preposition: `at 10:42`, `tomorrow at 10:42`."""
    shown = when(session, moment)
    return f"at {shown}" if _is_today(session, moment) else shown


def _is_today(session: Session, moment: datetime, start: datetime | None = None) -> bool:
    """Whether a moment is on the day that runs: that of the step, or of the start to come."""
    current = session.current
    begun = (current and current.started_at) or session.finished_at or session.started_at
    today, zone = begun or start or session.planned_at, ZoneInfo(session.zone)
    return today.astimezone(zone).date() == moment.astimezone(zone).date()


def _window(session: Session, shown: int) -> tuple[int, int]:
    count = len(session.items)
    if count <= shown:
        return 0, count
    begun = [at for at, item in enumerate(session.items) if item.state is not ItemState.PENDING]
    first = max(0, min((begun[-1] if begun else 0) - SHOWN_BEFORE, count - shown))
    return first, first + shown


def _line(session: Session, item: AgendaItem, known: Mapping[ItemId, ItemClock]) -> str:
    done = f"done {done_text(item)}" if item.done_by else ""
    return LINES[item.state](session, item, known.get(item.id), done)


def _pending(session: Session, item: AgendaItem, known: ItemClock | None, done: str) -> str:
    if session.state is SessionState.CLOSED:
        return _past(session, item, "left out", done)
    if item.is_day_break:
        return _night(session, item, known)
    # While a session stands still, nobody knows when the next item will begin.
    is_known = known is not None and session.state is not SessionState.PAUSED
    begins = f"from {_beginning(session, known)}" if known and is_known else ""
    length = minutes_text(item.timebox)
    return f"{_mark(item)} " + joined(title_of(item), length, begins, owner_text(item.owner), done)


def _beginning(session: Session, known: ItemClock) -> str:
    """When an item begins; of several days, the night above tells the day."""
    if has_nights(session):
        return clock(known.starts_at, session.zone)
    return when(session, known.starts_at)


def _night(session: Session, item: AgendaItem, known: ItemClock | None) -> str:
    """A night with the day on which it ends: the clocks below it are those of that day."""
    ends = f"until {day_and_clock(known.ends_at, session.zone)}" if known else ""
    return joined(f"🌙 {title_of(item)}", ends)


def _running(session: Session, item: AgendaItem, _known: ItemClock | None, done: str) -> str:
    paused = session.state is SessionState.PAUSED
    if item.is_day_break and not paused:
        return joined(f"▶ {bold_title(item)}", until_text(session, item))
    length = "paused" if paused else minutes_text(item.timebox)
    parts = (length, until_text(session, item), owner_text(item.owner), done)
    return f"{'⏸' if paused else '▶'} {joined(bold_title(item), *parts)}"


def _ended(session: Session, item: AgendaItem, _known: ItemClock | None, done: str) -> str:
    return _past(session, item, "over", done)


def _past(session: Session, item: AgendaItem, what_became: str, done: str) -> str:
    """An item that does not run any more, or never will."""
    if done:
        return f"✅ {title_of(item)} · {done}"
    if is_left_open(session, item):
        return f"◻ {title_of(item)} · still open"
    return f"{_mark(item)} {title_of(item)} · {what_became}"


def _mark(item: AgendaItem) -> str:
    return ACTIVITY_MARKS.get(item.activity, "•")


def _aside(words: str) -> AgendaLine:
    return lambda _session, item, _known, done: f"↷ {joined(title_of(item), words, done)}"


ACTIVITY_MARKS: Mapping[Activity, str] = {Activity.BREAK: "☕", Activity.DAY_BREAK: "🌙"}
LINES: Mapping[ItemState, AgendaLine] = {
    ItemState.PENDING: _pending,
    ItemState.RUNNING: _running,
    ItemState.ENDED: _ended,
    ItemState.SKIPPED: _aside("skipped"),
    ItemState.PARKED: _aside("parked for later"),
}


def until_text(session: Session, item: AgendaItem) -> str:
    """How long the running item goes on: `until 10:42`, `6 min left` in a pause, `time is up`."""
    if session.paused_since is not None:
        left = time_left(session, session.paused_since) or NO_TIME
        return f"{minutes_text(left)} left" if left > NO_TIME else "time is up"
    if item.time_up_given or item.due_at is None:
        return "time is up"
    return f"until {when(session, item.due_at)}"
