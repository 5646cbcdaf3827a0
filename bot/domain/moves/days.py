"""Moves of days: a night begins."""

from dataclasses import replace
from datetime import datetime

from bot.domain.state.agenda import AgendaItem
from bot.domain.state.nights import morning_after
from bot.domain.state.session import Moved, Session


def rest(session: Session, night: AgendaItem, now: datetime) -> Moved:
    """A night begins: it goes on until the clock that was set for its morning."""
    if night.timebox:
        return Moved(session)
    morning = morning_after(night.until, now, session.zone)
    return Moved(session.with_item(replace(night, timebox=morning - now)))
