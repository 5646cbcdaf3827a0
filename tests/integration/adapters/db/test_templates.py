"""Templates are kept channel by channel, one for each name."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import JSON, type_coerce, update

from bot.adapters.db.store import Database
from bot.adapters.db.tables import TemplateRow
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.identity import ChannelId, Place
from bot.domain.state.templates import Template
from tests.integration.adapters.db.samples import OTHER_TEAM, TEAM
from tests.support.sessions import ANA, BEN, PLACE, a_session, at

RETRO = Template(
    name="retro", plan=plan_to_keep(a_session().session), saved_by=ANA, saved_at=at(1.00001)
)
ELSEWHERE = (Place(TEAM, ChannelId("C0OTHER")), Place(OTHER_TEAM, PLACE.channel))


async def test_a_template_is_found_as_it_was_saved_in_its_channel_only(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.templates.save(PLACE, RETRO)
    async with database.transaction() as tx:
        assert await tx.templates.get(PLACE, "retro") == RETRO
        for place in ELSEWHERE:
            assert await tx.templates.get(place, "retro") is None
            assert list(await tx.templates.all(place)) == []


async def test_templates_are_listed_by_name_and_a_name_stands_once(database: Database) -> None:
    again = replace(RETRO, saved_by=BEN, saved_at=at(9))
    async with database.transaction() as tx:
        await tx.templates.save(PLACE, RETRO)
        await tx.templates.save(PLACE, replace(RETRO, name="api-review"))
        assert await tx.templates.get(PLACE, "retro") == RETRO
        await tx.templates.save(PLACE, again)

        assert await tx.templates.get(PLACE, "retro") == again
        assert [each.name for each in await tx.templates.all(PLACE)] == ["api-review", "retro"]


async def test_what_is_deleted_is_gone_in_its_channel_only(database: Database) -> None:
    async with database.transaction() as tx:
        for place in (PLACE, *ELSEWHERE):
            await tx.templates.save(place, RETRO)
        await tx.templates.delete(PLACE, "retro")
        await tx.templates.delete(PLACE, "never was")
    async with database.transaction() as tx:
        assert await tx.templates.get(PLACE, "retro") is None
        for place in ELSEWHERE:
            assert await tx.templates.get(place, "retro") == RETRO


async def test_a_template_of_before_there_were_settings_is_read(database: Database) -> None:
    """It keeps a length of its own, which may not fit its items, and nothing that was set."""
    line = {"title": "Draft", "timebox": "PT25M", "activity": "work", "owner": None, "until": ""}
    old = {"format": "team", "slot": "PT1H15M", "advance": "auto", "roles": [], "items": [line]}
    async with database.transaction() as tx:
        await tx.templates.save(PLACE, RETRO)
    async with database.connections.begin() as connection:
        await connection.execute(update(TemplateRow).values(plan=type_coerce(old, JSON())))

    async with database.transaction() as tx:
        read = await tx.templates.get(PLACE, "retro")
    assert read is not None
    assert (read.plan.slot, read.plan.posting) == (timedelta(minutes=25), None)
