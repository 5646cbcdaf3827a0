from datetime import timedelta

import pytest

from bot.domain.typed.lengths import read_days, read_length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("1h 30 min", 90),
        ("0,5 h", 30),
        ("Half  an hour", 30),
        ("90s", None),
        ("", None),
    ],
)
def test_a_length_is_read_with_or_without_a_unit(text: str, minutes: int | None) -> None:
    length = read_length(text)

    assert length == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "days"),
    [("half a day", 0.5), ("1.5 days", 1.5), ("2d", 2), ("1 Tag", 1), ("day", None), ("", None)],
)
def test_a_length_can_be_days(text: str, days: float | None) -> None:
    assert read_days(text) == days
