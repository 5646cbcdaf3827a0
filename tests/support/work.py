"""What use cases work with, over a real database."""

from bot.adapters.db.store import Database
from bot.adapters.formats import load_formats
from bot.application.ports import Clock
from bot.application.publishing.loop import Signals
from bot.application.work.work import Work
from tests.support.planner import Planner
from tests.support.still_clock import StillClock

FORMATS = load_formats()


def work_on(database: Database, clock: Clock | None = None) -> Work:
    """Work in channels that everybody is in."""
    slack = Planner()
    return Work(
        store=database,
        clock=clock or StillClock(),
        signal=Signals(),
        ids=slack,
        directory=slack,
        membership=slack,
        direct_messages=slack,
        formats=FORMATS,
    )
