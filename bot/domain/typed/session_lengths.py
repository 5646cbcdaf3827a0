"""How long a session of a format may be, as people type it and read it."""

from datetime import timedelta

from bot.domain.state.agenda import minutes
from bot.domain.state.formats import SessionFormat
from bot.domain.typed.lengths import read_days, read_length

WORKING_DAY = timedelta(hours=8)


def read_session_length(session_format: SessionFormat, text: str) -> timedelta | None:
    """The length that a text such as `90`, `1h30`, `half a day` or `2d` stands for, or None."""
    days = read_days(text)
    return read_length(text) if days is None else days * (session_format.day or WORKING_DAY)


def nearest_length(session_format: SessionFormat, length: timedelta) -> timedelta:
    """The length nearest to one that the format allows."""
    shortest = timedelta(minutes=session_format.shortest_minutes)
    longest = timedelta(minutes=session_format.longest_minutes)
    return min(max(length, shortest), longest)


def lengths_text(session_format: SessionFormat) -> str:
    """Which lengths a format allows: `30 to 120 minutes`, `half a day to 5 days of 8 hours`."""
    shortest, longest = session_format.shortest_minutes, session_format.longest_minutes
    if not session_format.day:
        return f"{shortest} to {longest} minutes"
    first, last = (
        length_text(session_format, timedelta(minutes=each)) for each in (shortest, longest)
    )
    return f"{first} ({shortest} minutes) to {last} of {minutes(session_format.day) / 60:g} hours"


def length_text(session_format: SessionFormat, length: timedelta) -> str:
    """A length as people type it: in days, where it is a whole number of halves of them."""
    if not session_format.day or length % (session_format.day / 2):
        return str(minutes(length))
    halves = length // (session_format.day / 2)
    return {1: "half a day", 2: "1 day"}.get(halves, f"{halves / 2:g} days")
