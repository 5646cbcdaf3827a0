"""Sessions that fail, and those in quarantine: counted and moved without being read."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import structlog
from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    delete,
    func,
    literal_column,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.db.column_types import UtcMoment, whole_number
from bot.adapters.db.tables import IN_QUARANTINE, QUARANTINED, SessionRow, TroubleRow
from bot.adapters.db.transactions import Transactions
from bot.application.quarantine_ports import (
    IN_A_ROW,
    MOST_FAILURES,
    NotSetAside,
    PlaceInUse,
    SessionTrouble,
    Stage,
    StateUnreadable,
    Unloadable,
)
from bot.application.work.quarantine import reason_of
from bot.domain.state.identity import SessionId, TeamId
from bot.domain.state.session import SessionState

NO_SYNC = {"synchronize_session": False}
# Read as it stands there, since what is in quarantine is in no state that the bot knows.
STATE = type_coerce(SessionRow.state, String)

log = structlog.get_logger()


class TroublesInDatabase:
    """The Troubles port; moments go by the clock of the database."""

    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def note(self, session: SessionId, stage: Stage, reason: str) -> bool:
        wanted = select(
            STATE.label("state"),
            type_coerce(SessionRow.revision, Integer).label("revision"),
            type_coerce(SessionRow.published_revision, Integer).label("published_revision"),
        )
        found = (
            await self._db.execute(wanted.where(SessionRow.id == session).with_for_update())
        ).one_or_none()
        if found is None or found.state == QUARANTINED:
            return False
        # Whatever was saved was read and moved on before; what is in Slack was shown.
        got_to = whole_number(found.published_revision if stage is Stage.RENDER else found.revision)
        now = (await self._db.execute(select(func.now(type_=UtcMoment())))).scalar_one()
        trouble = await self._db.get(TroubleRow, session)
        if trouble is None:
            trouble = TroubleRow(session_id=session, failures=0, first_at=now, last_at=now)
            self._db.add(trouble)
        elif now - trouble.last_at > IN_A_ROW or (trouble.stage, trouble.got_to) != (stage, got_to):
            trouble.failures, trouble.first_at = 0, now
        trouble.failures += 1
        trouble.got_to = got_to
        trouble.stage, trouble.reason, trouble.last_at = stage, reason, now
        if trouble.failures < MOST_FAILURES:
            return False
        trouble.set_aside_at, trouble.state_before = now, found.state
        await self._db.execute(
            self._revised(session).values(state=QUARANTINED_LITERAL, wake_at=None),
            execution_options=NO_SYNC,
        )
        log.error("quarantined", action="quarantined", session=session, stage=stage, reason=reason)
        return True

    async def forget(self, session: SessionId) -> None:
        await self._db.execute(delete(TroubleRow).where(TroubleRow.session_id == session))

    async def of(self, session: SessionId) -> SessionTrouble | None:
        row = (await self._db.execute(_troubles().where(SessionRow.id == session))).first()
        return _trouble(row) if row else None

    async def is_set_aside(self, team: TeamId, session: SessionId) -> bool:
        wanted = select(SessionRow.id).where(
            SessionRow.id == session, SessionRow.team == team, IN_QUARANTINE
        )
        return await self._db.scalar(wanted) is not None

    async def set_aside(self) -> Sequence[SessionTrouble]:
        wanted = _troubles().where(IN_QUARANTINE).order_by(TroubleRow.set_aside_at.desc())
        return [_trouble(row) for row in await self._db.execute(wanted)]

    async def bring_back(self, session: SessionId) -> None:
        trouble = await self._in_quarantine(session)
        try:
            state = SessionState(trouble.state)
        except ValueError as unknown:
            raise StateUnreadable from unknown
        again = self._revised(session).values(state=state, wake_at=func.now(type_=UtcMoment()))
        try:
            await self._db.execute(again, execution_options=NO_SYNC)
        except IntegrityError as taken:
            raise PlaceInUse from taken
        await self.forget(session)

    async def mark_for_removal(self, session: SessionId) -> None:
        await self._in_quarantine(session)
        removed = update(TroubleRow).where(TroubleRow.session_id == session)
        await self._db.execute(removed.values(state_before=SessionState.DISCARDED.value))
        await self._db.execute(self._revised(session), execution_options=NO_SYNC)

    async def remove(self, session: SessionId) -> None:
        await self._db.execute(delete(SessionRow).where(SessionRow.id == session, IN_QUARANTINE))

    async def _in_quarantine(self, session: SessionId) -> SessionTrouble:
        trouble = await self.of(session)
        if trouble is None or trouble.set_aside_at is None:
            raise NotSetAside
        return trouble

    @staticmethod
    def _revised(session: SessionId) -> Any:
        """Let the publisher look at a session at once."""
        return (
            update(SessionRow)
            .where(SessionRow.id == session)
            .values(
                revision=SessionRow.revision + 1,
                # Whatever stood there: it may be what cannot be read.
                published_revision=0,
                publish_not_before=None,
                unpublished_since=func.now(type_=UtcMoment()),
            )
        )


QUARANTINED_LITERAL: ColumnElement[Any] = literal_column(f"'{QUARANTINED}'")


async def note_unloadable(writing: Transactions, failed: Unloadable) -> None:
    """Count that a session could not be read, after the transaction that found it was over."""
    async with writing.begin() as db:
        reason = reason_of(failed.__cause__ or failed)
        await TroublesInDatabase(db).note(failed.session, Stage.LOAD, reason)


def _troubles() -> Any:
    state = func.coalesce(TroubleRow.state_before, STATE).label("state")
    return select(
        SessionRow.id.label("session"), SessionRow.place.label("place"), state, TroubleRow
    ).join(TroubleRow, TroubleRow.session_id == SessionRow.id)


def _trouble(row: Any) -> SessionTrouble:
    kept = {field.name for field in fields(SessionTrouble)} - {"session", "place", "state"}
    told = {name: getattr(row.TroubleRow, name) for name in kept}
    return SessionTrouble(session=row.session, place=row.place, state=row.state, **told)
