"""The bot's heartbeat, which tells how long it was away."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.db.tables import HeartbeatRow
from bot.adapters.db.upserts import upsert


class BeatsInDatabase:
    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def beat(self, now: datetime) -> datetime | None:
        """Of several processes that come back at once, the lock lets one see the absence."""
        last = await self._db.scalar(select(HeartbeatRow.at).with_for_update())
        await upsert(self._db, HeartbeatRow, {"id": 1, "at": now})
        return last
