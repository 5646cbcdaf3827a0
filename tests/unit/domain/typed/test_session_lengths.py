"""A session is as long as its format allows, in words that people use."""

from datetime import timedelta

import pytest

from bot.adapters.formats import load_formats
from bot.domain.state.agenda import MINUTE
from bot.domain.typed.session_lengths import (
    length_text,
    lengths_text,
    nearest_length,
    read_session_length,
)

FORMATS = load_formats()
TEAM, WORKSHOP = FORMATS["team"], FORMATS["workshop"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("half a day", 240), ("1 day", 480), ("2d", 960), ("3 Tage", 1440), ("300", 300), ("6h", 360)],
)
def test_a_day_of_a_workshop_has_eight_hours(text: str, minutes: int) -> None:
    assert read_session_length(WORKSHOP, text) == minutes * MINUTE
    assert read_session_length(TEAM, text) == minutes * MINUTE


def test_what_is_no_length_is_none() -> None:
    assert read_session_length(WORKSHOP, "a while") is None


def test_the_lengths_of_a_format_are_told_as_people_type_them() -> None:
    assert lengths_text(TEAM) == "30 to 120 minutes"
    assert lengths_text(WORKSHOP) == "half a day (240 minutes) to 5 days of 8 hours"


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(240, "half a day"), (480, "1 day"), (960, "2 days"), (720, "1.5 days"), (300, "300")],
)
def test_the_length_of_a_workshop_is_told_in_days(minutes: int, told: str) -> None:
    assert length_text(WORKSHOP, minutes * MINUTE) == told
    assert read_session_length(WORKSHOP, told) == minutes * MINUTE


def test_the_nearest_length_is_the_shortest_or_the_longest_or_the_same() -> None:
    hours = [
        nearest_length(WORKSHOP, timedelta(hours=each)) / timedelta(hours=1) for each in (1, 6, 99)
    ]

    assert hours == [4, 6, 40]
