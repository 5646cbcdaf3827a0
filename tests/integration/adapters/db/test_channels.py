from bot.adapters.db.store import Database
from bot.application.ports import ChannelSettings
from bot.domain.state.facts import Posting
from tests.support.sessions import PLACE

FOUR_EYES = ChannelSettings(posting=Posting.CARD_ONLY, done_reactions=("eyes", "tada"))


async def test_a_channel_has_the_usual_settings_until_it_sets_others(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.channels.settings(PLACE) == ChannelSettings()
        await tx.channels.save_settings(PLACE, ChannelSettings(posting=Posting.CHANNEL))
        await tx.channels.settings(PLACE)
        await tx.channels.save_settings(PLACE, FOUR_EYES)

        assert await tx.channels.settings(PLACE) == FOUR_EYES
    async with database.transaction() as tx:
        assert await tx.channels.settings(PLACE) == FOUR_EYES
