import pytest
from sqlalchemy import update

from bot.adapters.db.facts import UnknownFact
from bot.adapters.db.store import Database
from bot.adapters.db.tables import RecordRow
from bot.application.quarantine_ports import Unloadable
from tests.integration.adapters.db.samples import S1, a_running, add


async def test_a_fact_of_an_unknown_kind_is_named(database: Database, other: Database) -> None:
    await add(other, a_running())
    async with database.connections.begin() as connection:
        await connection.execute(update(RecordRow).values(kind="TeaServed"))

    with pytest.raises(Unloadable) as failed:
        await database.outbox.load(S1)

    assert isinstance(failed.value.__cause__, UnknownFact)
    assert "'TeaServed'" in str(failed.value.__cause__)
