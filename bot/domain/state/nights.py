"""Nights: day breaks in an agenda, and when the morning after one comes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = "9:00"
SHORTEST_NIGHT = timedelta(hours=4)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def morning_after(until: str, evening: datetime, zone: str) -> datetime:
    """When a night that begins in the evening ends (UTC).

    It is the next time that the clocks of the zone show `until`, but no less than four hours
    later: a day that ends at 8:30 goes on at 9:00 of the next day, one that ends after midnight on
    the same. The clock on the wall counts, whatever daylight saving does in the night.
    """
    day, _, clock = until.rpartition(" ")
    hour, minute = map(int, clock.split(":"))
    date = evening.astimezone(ZoneInfo(zone)).date()
    while True:
        local = datetime.combine(date, time(hour, minute), ZoneInfo(zone))
        morning = local.astimezone(evening.tzinfo)
        if morning - evening >= SHORTEST_NIGHT and (not day or WEEKDAYS[date.weekday()] == day):
            return morning
        date += timedelta(days=1)
