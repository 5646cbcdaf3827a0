"""The bot's database, as the storm and the evidence read it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from bot.adapters.db.store import Database
from bot.adapters.db.tables import IS_LIVE, UNPUBLISHED, SessionRow
from bot.application.publishing.ports import Unpublished
from bot.domain.state.identity import SessionId
from bot.domain.state.session import SessionState

NEVER_STARTED = (SessionState.PLANNED, SessionState.CANCELLED)


class Records:
    """A database at an address, which is first looked at after the storm."""

    def __init__(self, address: str) -> None:
        self._database = Database.open(address)

    async def all_closed(self) -> bool:
        return await self._count(IS_LIVE) == 0

    async def nothing_due(self, now: datetime) -> bool:
        """Whether no session waits for what should have happened by now."""
        return await self._count(IS_LIVE & (SessionRow.wake_at <= now)) == 0

    async def all_published(self) -> bool:
        return await self._count(UNPUBLISHED) == 0

    async def started(self) -> Sequence[SessionId]:
        """Every session that ever began."""
        return await self._ids(SessionRow.state.not_in(NEVER_STARTED))

    async def unfinished(self) -> Sequence[SessionId]:
        """Those that go on, or are not yet in Slack as they are."""
        return await self._ids(IS_LIVE | UNPUBLISHED)

    async def overdue(self, now: datetime) -> Sequence[SessionId]:
        """Those that are behind their time, or not yet in Slack as they are."""
        return await self._ids((IS_LIVE & (SessionRow.wake_at <= now)) | UNPUBLISHED)

    async def load(self, session: SessionId) -> Unpublished:
        return await self._database.outbox.load(session)

    async def close(self) -> None:
        await self._database.close()

    async def _ids(self, which: ColumnElement[bool]) -> Sequence[SessionId]:
        async with self._database.connections.reading() as db:
            return (await db.execute(select(SessionRow.id).where(which))).scalars().all()

    async def _count(self, which: ColumnElement[bool]) -> int:
        async with self._database.connections.reading() as db:
            wanted = select(func.count()).select_from(SessionRow).where(which)
            return await db.scalar(wanted) or 0
