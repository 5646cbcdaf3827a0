import re

import pytest

from bot.adapters.slack.kit.agenda import agenda_lines, when
from tests.support.sessions import a_long_session, a_session, an_item, at


def test_a_clock_has_its_day_where_that_is_not_the_one_that_runs() -> None:
    before_midnight, after_midnight = at(13 * 60 + 40), at(14 * 60 + 10)
    session = a_session().after(13 * 60 + 40).running().build()
    next_day = a_session().after(14 * 60 + 10).running().build()

    assert when(session, before_midnight).endswith("^{time}|23:40>")
    assert "{date_short_pretty} at {time}|Tue 24 Nov at 00:10>" in when(session, after_midnight)
    assert when(next_day, after_midnight).endswith("^{time}|00:10>")
    assert sum("date_short_pretty" in line for line in agenda_lines(session)) == 3


def test_the_state_of_a_step_is_told_in_words_and_not_by_its_mark_alone() -> None:
    plan = tuple(an_item("Same") for _ in range(5))
    session = a_session(plan).running().ticked(1).to_step(3).skipped().build()
    words = [re.sub(r"[^\w ]+", " ", line).split() for line in agenda_lines(session)]

    assert len({tuple(line[1:]) for line in words}) == len(plan)


@pytest.mark.parametrize("step", [1, 10, 30, 59, 60])
def test_a_long_agenda_is_shortened_around_the_step_that_runs(step: int) -> None:
    session = a_long_session().running().to_step(step).build()
    lines = agenda_lines(session)

    assert any(f"*{step} x" in line for line in lines)
    assert len(lines) <= 16
