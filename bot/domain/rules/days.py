"""The days of a workshop: a night begins, and what belongs to which day."""

from dataclasses import dataclass

from bot.domain.rules.recap import is_open
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a workshop, from 1: its items, and what was captured on it.

    What is captured in a night belongs to the day after it.
    """

    number: int
    of: int
    items: tuple[AgendaItem, ...]
    captures: tuple[Capture, ...]

    @property
    def done(self) -> tuple[AgendaItem, ...]:
        return tuple(item for item in self.items if item.done_by)

    @property
    def open(self) -> tuple[AgendaItem, ...]:
        return tuple(item for item in self.items if is_open(item))

    def kept(self, kind: CaptureKind) -> tuple[Capture, ...]:
        return tuple(each for each in self.captures if each.kind is kind)


def has_nights(session: Session) -> bool:
    """Whether the session takes several days."""
    return any(item.is_day_break for item in session.items)


def days(session: Session) -> tuple[Day, ...]:
    """The days of a session in order; one that takes no night has one day."""
    nights = [item for item in session.items if item.is_day_break]
    evenings = [night.started_at for night in nights if night.started_at is not None]
    items: list[list[AgendaItem]] = [[]]
    for item in session.items:
        if item.is_day_break:
            items.append([])
        else:
            items[-1].append(item)
    captures: list[list[Capture]] = [[] for _ in items]
    for capture in session.captures:
        captures[sum(evening < capture.at for evening in evenings)].append(capture)
    return tuple(
        Day(number=number, of=len(items), items=tuple(steps), captures=tuple(kept))
        for number, (steps, kept) in enumerate(zip(items, captures, strict=True), 1)
    )


def day_before(session: Session, night: AgendaItem) -> Day:
    """The day that a night closes."""
    nights = [item.id for item in session.items if item.is_day_break]
    return days(session)[nights.index(night.id)]


def day_after(session: Session, night: AgendaItem) -> Day:
    """The day that a night opens."""
    return days(session)[day_before(session, night).number]
