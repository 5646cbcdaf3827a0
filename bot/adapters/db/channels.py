"""What channels have set for their sessions."""

from dataclasses import asdict

from sqlalchemy import select

from bot.adapters.db.connections import Db
from bot.adapters.db.tables import ChannelSettingsRow
from bot.adapters.db.upserts import upsert
from bot.application.ports import ChannelSettings
from bot.domain.state.identity import Place


class ChannelsInDatabase:
    def __init__(self, db: Db) -> None:
        self._db = db

    async def settings(self, place: Place) -> ChannelSettings:
        wanted = select(ChannelSettingsRow.posting, ChannelSettingsRow.done_reactions).where(
            ChannelSettingsRow.team == place.team, ChannelSettingsRow.channel == place.channel
        )
        row = (await self._db.execute(wanted)).one_or_none()
        return (
            ChannelSettings(posting=row.posting, done_reactions=row.done_reactions)
            if row
            else ChannelSettings()
        )

    async def save_settings(self, place: Place, settings: ChannelSettings) -> None:
        await upsert(self._db, ChannelSettingsRow, asdict(place) | asdict(settings))
