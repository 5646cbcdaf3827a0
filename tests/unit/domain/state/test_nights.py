"""A night ends by the clock on the wall, whatever happens in it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.state.nights import SHORTEST_NIGHT, morning_after

BERLIN = "Europe/Berlin"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "evening", "zone", "morning"),
    [
        ("9:00", "2026-11-24 17:00", "UTC", "2026-11-25 09:00"),
        ("9:00", "2026-11-25 00:30", "UTC", "2026-11-25 09:00"),  # after midnight: the same day
        ("9:00", "2026-11-24 08:30", "UTC", "2026-11-25 09:00"),  # half an hour is no night
        ("Mon 9:00", "2026-11-27 17:00", "UTC", "2026-11-30 09:00"),  # over the weekend
        ("Mon 9:00", "2026-11-23 17:00", "UTC", "2026-11-30 09:00"),  # from a Monday: a week
        ("9:00", "2026-10-24 15:00", BERLIN, "2026-10-25 08:00"),  # summer time ends: 25 hours
        ("9:00", "2026-03-28 16:00", BERLIN, "2026-03-29 07:00"),  # it begins: an hour less
        ("2:30", "2026-03-28 16:00", BERLIN, "2026-03-29 01:30"),  # a clock that night has not
        ("9:00", "2026-11-24 17:00", "Asia/Singapore", "2026-11-25 01:00"),
        ("9:00", "2026-11-24 22:00", "America/New_York", "2026-11-25 14:00"),
    ],
)
def test_a_night_ends_at_its_clock(until: str, evening: str, zone: str, morning: str) -> None:
    assert morning_after(until, utc(evening), zone) == utc(morning)


@given(
    evening=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy adds the zone
    hour=st.integers(4, 23),
    zone=st.sampled_from(["UTC", BERLIN, "America/St_Johns", "Pacific/Apia"]),
)
def test_every_night_is_long_enough_and_no_longer_than_it_must_be(
    evening: datetime, hour: int, zone: str
) -> None:
    morning = morning_after(f"{hour}:00", evening, zone)

    assert morning.astimezone(ZoneInfo(zone)).strftime("%H:%M") == f"{hour:02}:00"
    assert SHORTEST_NIGHT <= morning - evening <= SHORTEST_NIGHT + timedelta(hours=25)
