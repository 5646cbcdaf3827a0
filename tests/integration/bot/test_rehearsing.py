"""A rehearsal plays a plan as it is, and in time, whatever the plan is called."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.db.store import Database
from bot.adapters.formats import load_formats
from bot.adapters.slack.planning.views.rehearsals import begun
from bot.application.publishing.loop import Signals
from bot.application.use_cases.plan_request import PlanReader
from bot.application.use_cases.rehearse import Rehearsing
from bot.application.work.asking import Asker
from bot.domain.moves.plan import behind
from bot.domain.rules.plan import NIGHT
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import NO_TIME
from bot.domain.state.identity import Place
from bot.domain.state.session import Session
from bot.domain.state.templates import Template
from tests.support.planner import Planner
from tests.support.sessions import ANA, DIRECT, PLACE, START, a_session, an_item
from tests.support.still_clock import StillClock

ASKER = Asker(PLACE.team, ANA, "a delivery")


async def aside(_asker: Asker) -> Place:
    return DIRECT


@pytest.fixture
def rehearsing(database: Database) -> Rehearsing:
    return Rehearsing(
        database,
        StillClock(),
        Signals(),
        ids=Planner(),
        directory=Planner(),
        aside=aside,
        reader=PlanReader(load_formats()),
    )


async def played(rehearsing: Rehearsing, name: str) -> Session:
    session = await rehearsing.rehearse(ASKER, PLACE, name)
    assert session is not None
    return session


async def test_a_rehearsal_of_several_days_is_in_time(
    rehearsing: Rehearsing, database: Database
) -> None:
    days = (an_item("Frame", 120), NIGHT, an_item("Make", 60), NIGHT, an_item("Show", 60))
    plan = plan_to_keep(replace(a_session(days).build(), format="workshop"))
    kept = Template(name="brand", plan=plan, saved_by=ANA, saved_at=START)
    async with database.transaction() as tx:
        await tx.templates.save(PLACE, kept)

    session = await played(rehearsing, "brand")

    assert len(session.items) == len(plan.items)
    assert not any(item.is_day_break for item in session.items)
    assert behind(session, START) == NO_TIME


@pytest.mark.parametrize(
    ("name", "format_name"), [("co-working", "coworking"), ("deep work", "deep"), ("team", "team")]
)
async def test_a_format_is_rehearsed_by_the_words_that_start_it(
    rehearsing: Rehearsing, name: str, format_name: str
) -> None:
    assert (await played(rehearsing, name)).format == format_name


@pytest.mark.parametrize(
    ("length", "said"), [(40, "it takes less than a minute."), (90, "it takes about 2 min.")]
)
async def test_it_says_how_long_it_takes(rehearsing: Rehearsing, length: int, said: str) -> None:
    session = await played(rehearsing, "team")

    assert said in begun(replace(session, slot=timedelta(minutes=length))).text
