"""What channels have set for their sessions."""

from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.db.mapping import values
from bot.adapters.db.tables import ChannelSettingsRow
from bot.adapters.db.upserts import upsert
from bot.application.ports import ChannelSettings
from bot.domain.state.identity import Place


class ChannelsInDatabase:
    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def settings(self, place: Place) -> ChannelSettings:
        row = await self._db.get(
            ChannelSettingsRow, (place.team, place.channel), populate_existing=True
        )
        return ChannelSettings(**values(row, ChannelSettings)) if row else ChannelSettings()

    async def save_settings(self, place: Place, settings: ChannelSettings) -> None:
        await upsert(self._db, ChannelSettingsRow, asdict(place) | asdict(settings))
