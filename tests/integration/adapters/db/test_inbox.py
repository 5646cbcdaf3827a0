from bot.adapters.db.store import Database
from tests.integration.adapters.db.samples import OTHER_TEAM, TEAM
from tests.support.sessions import at


async def test_a_delivery_is_new_once_in_its_workspace(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.inbox.is_new(TEAM, "key", at(0))
        assert not await tx.inbox.is_new(TEAM, "key", at(1))
    async with database.transaction() as tx:
        assert not await tx.inbox.is_new(TEAM, "key", at(2))
        assert await tx.inbox.is_new(TEAM, "other key", at(2))
        assert await tx.inbox.is_new(OTHER_TEAM, "key", at(2))


async def test_old_deliveries_are_forgotten(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.inbox.is_new(TEAM, "old", at(0))
        await tx.inbox.is_new(TEAM, "young", at(1))
        await tx.inbox.forget(at(1))

        assert await tx.inbox.is_new(TEAM, "old", at(2))
        assert not await tx.inbox.is_new(TEAM, "young", at(2))
