"""The bot's heartbeat, which tells how long it was away."""

from datetime import datetime

from sqlalchemy import select, update

from bot.adapters.db.connections import Db
from bot.adapters.db.tables import HeartbeatRow
from bot.adapters.db.upserts import upsert
from bot.application.ports import Beat


class BeatsInDatabase:
    def __init__(self, db: Db) -> None:
        self._db = db

    async def known(self) -> Beat | None:
        """Of several processes that come back at once, the lock lets one see the absence."""
        wanted = select(HeartbeatRow.at, HeartbeatRow.noticed_at).with_for_update()
        row = (await self._db.execute(wanted)).first()
        return Beat(row.at, row.noticed_at) if row else None

    async def beat(self, now: datetime) -> None:
        await upsert(self._db, HeartbeatRow, {"id": 1, "at": now, "noticed_at": None})

    async def notice(self, now: datetime) -> None:
        await self._db.execute(update(HeartbeatRow).values(noticed_at=now))
