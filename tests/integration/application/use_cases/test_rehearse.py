"""A rehearsal plays a plan as it is, and in time, whatever the plan is called."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.db.store import Database
from bot.adapters.slack.planning.views.rehearsals import begun
from bot.application.use_cases.rehearse import rehearse
from bot.application.work.asking import Asker
from bot.domain.moves.plan import behind
from bot.domain.rules.plan import NIGHT
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import NO_TIME
from bot.domain.state.session import Session
from bot.domain.state.templates import Template
from tests.support.sessions import ANA, PLACE, START, a_session, an_item
from tests.support.work import work_on

ASKER = Asker(PLACE.team, ANA, "a delivery")


async def played(database: Database, name: str) -> Session:
    session = await rehearse(work_on(database), ASKER, PLACE, name)
    assert session is not None
    return session


async def test_a_rehearsal_of_several_days_is_in_time(database: Database) -> None:
    days = (an_item("Frame", 120), NIGHT, an_item("Make", 60), NIGHT, an_item("Show", 60))
    plan = plan_to_keep(replace(a_session(days).build(), format="workshop"))
    kept = Template(name="brand", plan=plan, saved_by=ANA, saved_at=START)
    async with database.transaction() as tx:
        await tx.templates.save(PLACE, kept)

    session = await played(database, "brand")

    assert len(session.items) == len(plan.items)
    assert not any(item.is_day_break for item in session.items)
    assert behind(session, START) == NO_TIME


@pytest.mark.parametrize(
    ("name", "format_name"), [("co-working", "coworking"), ("deep work", "deep"), ("team", "team")]
)
async def test_a_format_is_rehearsed_by_the_words_that_start_it(
    database: Database, name: str, format_name: str
) -> None:
    assert (await played(database, name)).format == format_name


@pytest.mark.parametrize(
    ("length", "said"), [(40, "it takes less than a minute."), (90, "it takes about 2 min.")]
)
async def test_it_says_how_long_it_takes(database: Database, length: int, said: str) -> None:
    session = await played(database, "team")

    assert said in begun(replace(session, slot=timedelta(minutes=length))).text
