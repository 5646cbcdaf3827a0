"""Deliveries from Slack that were dealt with, so that none counts twice."""

from datetime import datetime
from functools import cache

from sqlalchemy import Executable, delete

from bot.adapters.db.connections import Db
from bot.adapters.db.tables import InboxRow
from bot.adapters.db.upserts import insert_into
from bot.domain.state.identity import TeamId


class InboxInDatabase:
    def __init__(self, db: Db) -> None:
        self._db = db

    async def is_new(self, team: TeamId, key: str, now: datetime) -> bool:
        """Two transactions with the same delivery: the later one waits for the first to end."""
        about = {"team": team, "key": key, "at": now}
        return await self._db.scalar(_note(self._db.dialect.name), about) is not None

    async def forget(self, before: datetime) -> None:
        await self._db.execute(delete(InboxRow).where(InboxRow.at < before))


@cache
def _note(dialect: str) -> Executable:
    return insert_into(dialect, InboxRow).on_conflict_do_nothing().returning(InboxRow.key)
