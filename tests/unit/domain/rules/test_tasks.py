import pytest

from bot.adapters.formats import load_formats
from bot.domain.moves.people import join
from bot.domain.rules.tasks import task_of
from bot.domain.state.refusals import NotNow
from tests.support.sessions import ANA, BEN, CARA, DAN, a_session, at

TEAM = load_formats()["team"]


def test_everybody_has_a_task_in_every_step() -> None:
    session = join(a_session().running().build(), DAN, at(1)).session

    tasks = {person: task_of(session, person, TEAM) for person in (ANA, BEN, CARA, DAN)}
    assert all(tasks.values())
    assert len(set(tasks.values())) == 4


def test_who_takes_no_part_or_comes_after_the_last_step_has_no_task() -> None:
    with pytest.raises(NotNow, match="Press Join"):
        task_of(a_session().running().build(), DAN, TEAM)
    with pytest.raises(NotNow, match="No step is running"):
        task_of(a_session().running().through().build(), ANA, TEAM)
