from dataclasses import replace
from datetime import timedelta

from bot.domain.state.agenda import AgendaItem, DoneMark, total
from bot.domain.state.identity import ItemId
from tests.support.nights import a_workshop
from tests.support.sessions import BEN, CARA, PLAN, at, minutes

PENDING = AgendaItem(id=ItemId(1), title="Draft", timebox=minutes(20), planned=minutes(20))
RUNNING = replace(PENDING, started_at=at(5), paused_for=minutes(3))


def test_what_has_not_begun_is_never_due() -> None:
    assert (PENDING.due_at, PENDING.cue_at, PENDING.actual) == (None, None, None)


def test_a_pause_moves_when_an_item_is_due_and_its_cue() -> None:
    assert RUNNING.due_at == at(28)
    assert RUNNING.cue_at == at(24)


def test_a_pause_is_no_part_of_how_long_an_item_took() -> None:
    ended = replace(RUNNING, ended_at=at(20))

    assert ended.actual == minutes(12)


def test_whoever_took_their_mark_back_has_not_marked_it_done() -> None:
    marks = (DoneMark(BEN, "tada"), DoneMark(CARA, "tada", stands=False), DoneMark(BEN, "eyes"))

    assert replace(PENDING, done_marks=marks).done_by == (BEN,)


def test_a_plan_takes_its_breaks_but_not_its_nights() -> None:
    assert total(PLAN) == timedelta(hours=1)
    assert total(tuple(item.as_planned for item in a_workshop().items)) == timedelta(hours=4)
