from bot.adapters.db.store import Database
from bot.application.ports import Beat
from tests.support.sessions import at


async def test_the_last_beat_is_known_and_whether_an_absence_was_noticed_since(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        assert await tx.beats.known() is None
        await tx.beats.beat(at(0))
        assert await tx.beats.known() == Beat(at(0))
        await tx.beats.notice(at(5))
    async with database.transaction() as tx:
        assert await tx.beats.known() == Beat(at(0), noticed_at=at(5))
        await tx.beats.beat(at(7))
        assert await tx.beats.known() == Beat(at(7))
