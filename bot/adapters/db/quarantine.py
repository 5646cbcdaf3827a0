"""Sessions that fail, and those in quarantine: counted and moved without being read."""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.adapters.db.column_types import UtcMoment, whole_number
from bot.adapters.db.connections import AnyRow, AnySelect, Connections, Db
from bot.adapters.db.tables import IN_QUARANTINE, QUARANTINED, SessionRow, TroubleRow
from bot.adapters.db.upserts import upsert
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
from bot.domain.state.identity import Place, SessionId, TeamId
from bot.domain.state.session import SessionState

COUNTED = select(
    TroubleRow.stage,
    TroubleRow.failures,
    TroubleRow.got_to,
    TroubleRow.first_at,
    TroubleRow.last_at,
).where(TroubleRow.session_id == bindparam("session"))
# Read as it stands there, since what is in quarantine is in no state that the bot knows.
STATE = type_coerce(SessionRow.state, String)

log = structlog.get_logger()


class TroublesInDatabase:
    """The Troubles port; moments go by the clock of the database."""

    def __init__(self, db: Db) -> None:
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
        known = (await self._db.execute(COUNTED, {"session": session})).one_or_none()
        is_in_a_row = (
            known is not None
            and now - known.last_at <= IN_A_ROW
            and (known.stage, known.got_to) == (stage, got_to)
        )
        failures = known.failures + 1 if known and is_in_a_row else 1
        is_set_aside = failures >= MOST_FAILURES
        trouble = {
            "session_id": session,
            "stage": stage,
            "failures": failures,
            "got_to": got_to,
            "reason": reason,
            "first_at": known.first_at if known and is_in_a_row else now,
            "last_at": now,
            "set_aside_at": now if is_set_aside else None,
            "state_before": found.state if is_set_aside else None,
        }
        await upsert(self._db, TroubleRow, trouble)
        if not is_set_aside:
            return False
        aside = self._revised(session).values(state=QUARANTINED_LITERAL, wake_at=None)
        await self._db.execute(aside)
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
            await self._db.execute(again)
        except IntegrityError as taken:
            raise PlaceInUse from taken
        await self.forget(session)

    async def mark_for_removal(self, session: SessionId) -> None:
        await self._in_quarantine(session)
        removed = update(TroubleRow).where(TroubleRow.session_id == session)
        await self._db.execute(removed.values(state_before=SessionState.DISCARDED.value))
        await self._db.execute(self._revised(session))

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


async def note_unloadable(connections: Connections, failed: Unloadable) -> None:
    """Count that a session could not be read, after the transaction that found it was over."""
    async with connections.begin() as db:
        reason = reason_of(failed.__cause__ or failed)
        await TroublesInDatabase(db).note(failed.session, Stage.LOAD, reason)


TOLD = ("stage", "failures", "reason", "first_at", "last_at", "set_aside_at")


def _troubles() -> AnySelect:
    state = func.coalesce(TroubleRow.state_before, STATE).label("state")
    told = [getattr(TroubleRow, name) for name in TOLD]
    columns = (SessionRow.id, SessionRow.team, SessionRow.channel, state, *told)
    return select(*columns).join(TroubleRow, TroubleRow.session_id == SessionRow.id)


def _trouble(row: AnyRow) -> SessionTrouble:
    place = Place(row.team, row.channel)
    told = {name: getattr(row, name) for name in TOLD}
    return SessionTrouble(session=row.id, place=place, state=row.state, **told)
