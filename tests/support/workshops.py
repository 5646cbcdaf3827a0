"""A sample workshop of two days, for tests of its evenings and mornings."""

from dataclasses import replace

from bot.domain.state.agenda import NO_TIME, Activity, PlannedItem
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Posting
from tests.support.sessions import BEN, CARA, SessionBuilder, a_session, an_item, minutes

NIGHT = PlannedItem(title="Day break", timebox=NO_TIME, activity=Activity.DAY_BREAK, until="9:00")
PLAN = (
    an_item("Check-in", 10, Activity.CHECK_IN),
    an_item("Frame & agree", 50),
    NIGHT,
    an_item("Build", 50),
    an_item("Break", 10, Activity.BREAK),
    an_item("Wins", 60, Activity.WINS),
)
EVENING, LATE, EARLY, MORNING = 60, 120, 20 * 60, 23 * 60  # minutes after the start at ten


def a_workshop(posting: Posting = Posting.THREAD) -> SessionBuilder:
    """Two days in London: an hour from ten o'clock, two hours from nine."""
    builder = a_session(PLAN, outcome="A <brand> book", posting=posting)
    builder.session = replace(builder.session, slot=minutes(180))
    return builder


def in_the_evening() -> SessionBuilder:
    builder = a_workshop().running().ticked(1)
    builder.captured(CaptureKind.DECISION, "One typeface *only*\nfor now")
    builder.captured(CaptureKind.ACTION, "Ask the printer & the shop", owner=CARA)
    builder.captured(CaptureKind.QUESTION, "Who owns the <logo>?")
    builder.captured(CaptureKind.PARKED, "Business cards")
    return builder.ticked(2, (BEN,)).waited_until(EVENING)
