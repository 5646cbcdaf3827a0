"""A workshop that goes on over a night, from what somebody typed, for tests of its days."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.moves import start
from bot.domain.moves.clock import advance
from bot.domain.rules.schedule import clocks
from bot.domain.state.agenda import NO_TIME
from bot.domain.state.formats import Advance
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session, agenda_of
from bot.domain.typed.agenda import read_agenda
from tests.support.sessions import ANA, a_session

AGENDA = "Frame 60, Break 10, Build 50, Day break until 9:00, Review 60, Wins 60"
FRAME, BREAK, BUILD, NIGHT, REVIEW, WINS = (ItemId(number) for number in range(1, 7))


def on(text: str) -> datetime:
    """A moment in UTC, such as `24 17:00` in November 2026."""
    day, _, clock = text.partition(" ")
    hour, minute = clock.split(":")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=UTC)


def a_workshop(agenda: str = AGENDA, zone: str = "UTC", how: Advance = Advance.AUTO) -> Session:
    items = read_agenda(agenda.replace(", ", "\n")).items
    slot = sum((item.timebox for item in items), NO_TIME)
    return replace(
        a_session(advance=how).build(), items=agenda_of(items), slot=slot, zone=zone, roles=()
    )


def begun(session: Session, at: datetime | None = None) -> Session:
    return start.start(session, ANA, at or on("24 15:00")).session


def in_the_night(agenda: str = AGENDA) -> Session:
    return advance(begun(a_workshop(agenda)), on("24 17:00")).session


def ends(session: Session, start: datetime | None = None) -> dict[ItemId, str]:
    return {each.item: f"{each.ends_at:%d %H:%M}" for each in clocks(session, start)}
