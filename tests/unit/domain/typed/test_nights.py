import pytest

from bot.domain.state.agenda import MINUTE, NO_TIME, Activity, PlannedItem
from bot.domain.typed.agenda import read_agenda


def the_item(line: str) -> PlannedItem:
    read = read_agenda(line)
    assert read.unreadable == ()
    (item,) = read.items
    return item


@pytest.mark.parametrize(
    ("line", "title", "until"),
    [
        ("Day break until 9:00", "Day break", "9:00"),
        ("Overnight until Mon 9:00", "Overnight", "Mon 9:00"),
        ("Feierabend bis 9:00", "Feierabend", "9:00"),
        ("Feierabend bis Montag um 9 Uhr", "Feierabend", "Mon 9:00"),
        ("Day break until tomorrow at 9am", "Day break", "9:00"),
        ("- End of day 1 (until 8.30)", "End of day 1", "8:30"),
        ("17:00 Day break: until 12:05 am", "Day break", "0:05"),
        ("Overnight 8:30", "Overnight", "8:30"),
        ("See you until noon until 13:00 #day_break", "See you until noon", "13:00"),
    ],
)
def test_a_night_goes_on_until_a_clock(line: str, title: str, until: str) -> None:
    item = the_item(line)

    assert item == PlannedItem(
        title=title, timebox=NO_TIME, activity=Activity.DAY_BREAK, until=until
    )


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("Day break", "Day break until 9:00"),
        ("Overnight until late", "Overnight until 9:00"),
        ("Day break until 25:00", "Day break until 9:00"),
        ("Day break 30 min", "Day break until 9:00"),
        ("Dinner 90 #day_break", "Dinner 90 until 9:00 #day_break"),
    ],
)
def test_a_night_without_a_clock_comes_back_with_a_suggestion(line: str, suggestion: str) -> None:
    read = read_agenda(line)

    assert [each.suggestion for each in read.unreadable] == [suggestion]


@pytest.mark.parametrize(
    "line", ["Wait until 9:00 30", "Overnight deploy 30", "Night shift 30", "Adjourn 30"]
)
def test_other_lines_with_such_words_are_steps_like_any(line: str) -> None:
    assert the_item(line).timebox == 30 * MINUTE
