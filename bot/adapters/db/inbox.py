"""Deliveries from Slack that were dealt with, so that none counts twice."""

from datetime import datetime

from sqlalchemy import delete

from bot.adapters.db.connections import Db
from bot.adapters.db.tables import InboxRow
from bot.adapters.db.upserts import insert_into
from bot.domain.state.identity import TeamId


class InboxInDatabase:
    def __init__(self, db: Db) -> None:
        self._db = db

    async def is_new(self, team: TeamId, key: str, now: datetime) -> bool:
        """Two transactions with the same delivery: the later one waits for the first to end."""
        statement = (
            insert_into(self._db, InboxRow)
            .values(team=team, key=key, at=now)
            .on_conflict_do_nothing()
            .returning(InboxRow.key)
        )
        return await self._db.scalar(statement) is not None

    async def forget(self, before: datetime) -> None:
        await self._db.execute(delete(InboxRow).where(InboxRow.at < before))
