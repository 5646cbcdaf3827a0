"""Sessions in the database: read and locked, changed, found when due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Select,
    String,
    and_,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.adapters.db.facts import record_values
from bot.adapters.db.loading import Broken, reading_rows
from bot.adapters.db.mapping import (
    capture_from,
    participant_from,
    session_from,
    write_session,
)
from bot.adapters.db.tables import (
    IN_QUARANTINE,
    IS_LIVE,
    ONE_LIVE,
    QUARANTINED,
    CaptureRow,
    ParticipantRow,
    PostRow,
    RecordRow,
    SessionRow,
)
from bot.application.ports import OpenAction, PlaceTaken, SessionPeople
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Record
from bot.domain.state.identity import PersonId, Place, SessionId, TeamId
from bot.domain.state.people import Participants, Presence
from bot.domain.state.session import LIVE, Session, SessionState

MOST_DUE = 100
MOST_ACTIONS = 20
WHOLE = (
    selectinload(SessionRow.items),
    selectinload(SessionRow.people),
    selectinload(SessionRow.captures),
)
IN_LINE = and_(
    or_(SessionRow.queued_after.is_not(None), SessionRow.turn_came),
    SessionRow.state == SessionState.PLANNED,
)
# Postgres names the index that was hit, SQLite its columns.
SIGNS_OF_ONE_LIVE = (str(ONE_LIVE.name), "sessions.team, sessions.channel")


class SessionsInDatabase:
    """The Sessions port; `has_news` once there is something to publish.

    `unloadable` are the sessions that were left out, because they cannot be read.
    """

    def __init__(self, db: AsyncSession) -> None:
        self._db = db
        self.has_news = False
        self.unloadable: list[Unloadable] = []
        self._read: dict[SessionId, tuple[SessionRow, Session | None]] = {}

    async def add(self, session: Session, records: Sequence[Record]) -> None:
        row = SessionRow(revision=0)
        self._db.add(row)
        self._read[session.id] = row, None
        await self.save(session, records)

    async def get(self, team: TeamId, session_id: SessionId) -> Session | None:
        wanted = select(SessionRow).where(
            SessionRow.id == session_id, SessionRow.team == team, not_(IN_QUARANTINE)
        )
        return await self._locked(wanted)

    async def people_of(self, team: TeamId, session_id: SessionId) -> SessionPeople | None:
        state = type_coerce(SessionRow.state, String)
        wanted = select(SessionRow.place, SessionRow.planned_by, state.label("state")).where(
            SessionRow.id == session_id, SessionRow.team == team
        )
        found = (await self._db.execute(wanted)).one_or_none()
        if found is None:
            return None
        people = (
            select(ParticipantRow)
            .where(ParticipantRow.session_id == session_id)
            .order_by(ParticipantRow.position)
        )
        is_set_aside = found.state == QUARANTINED
        try:
            with reading_rows():
                rows = () if is_set_aside else (await self._db.scalars(people)).all()
                participants = Participants(tuple(participant_from(row) for row in rows))
        except Broken as broken:
            raise Unloadable(session_id) from broken.__cause__
        return SessionPeople(
            place=found.place,
            planned_by=found.planned_by,
            is_live=found.state in LIVE,
            participants=participants,
            is_set_aside=is_set_aside,
        )

    async def live_in(self, place: Place) -> Session | None:
        return await self._locked(select(SessionRow).where(SessionRow.place == place, IS_LIVE))

    async def first_queued(self, place: Place) -> Session | None:
        """What cannot be read is passed over, and counted when the transaction is over."""
        in_line = select(SessionRow).where(SessionRow.place == place, IN_LINE)
        wanted = in_line.order_by(SessionRow.planned_at, SessionRow.id).limit(1)
        while True:
            try:
                # A plan that its owner is starting at this very moment needs no turn.
                return await self._locked(wanted, skip_locked=True)
            except Unloadable as failed:
                self.unloadable.append(failed)
                wanted = wanted.where(SessionRow.id != failed.session)

    async def queued_of(self, place: Place, person: PersonId) -> Sequence[Session]:
        theirs = (
            select(SessionRow.id)
            .where(SessionRow.place == place, IN_LINE, SessionRow.planned_by == person)
            .order_by(SessionRow.planned_at.desc(), SessionRow.id.desc())
        )
        ids = (await self._db.scalars(theirs)).all()
        found = [
            await self._locked(select(SessionRow).where(SessionRow.id == each, IN_LINE))
            for each in ids
        ]
        return [session for session in found if session is not None]

    async def last_closed(self, place: Place, *, rehearsals: bool = False) -> Session | None:
        wanted = select(SessionRow).where(
            SessionRow.place == place, SessionRow.state == SessionState.CLOSED
        )
        if not rehearsals:
            wanted = wanted.where(SessionRow.pace == 1)
        newest = wanted.order_by(SessionRow.over_at.desc(), SessionRow.id).limit(1)
        found = await self._one(newest, newest.options(*WHOLE))
        return found[1] if found else None

    async def forget(self, bare: Session) -> None:
        await self.save(bare, ())
        for table in (RecordRow, PostRow):
            await self._db.execute(delete(table).where(table.session_id == bare.id))

    async def save(self, session: Session, records: Sequence[Record]) -> None:
        """Store a session that this transaction has read, and so has locked, before."""
        row, stored = self._read[session.id]
        if session == stored and not records:
            return
        write_session(row, session)
        self.has_news = True
        self._read[session.id] = row, session
        try:
            await self._db.flush()
        except IntegrityError as error:
            if any(sign in str(error.orig) for sign in SIGNS_OF_ONE_LIVE):
                raise PlaceTaken from error
            raise
        if records:
            rows = [record_values(session.id, record) for record in records]
            await self._db.execute(insert(RecordRow), rows)

    async def due(self, now: datetime) -> Sequence[tuple[TeamId, SessionId]]:
        wanted = (
            select(SessionRow.team, SessionRow.id)
            .where(SessionRow.wake_at <= now)
            .order_by(SessionRow.wake_at, SessionRow.id)
            .limit(MOST_DUE)
        )
        return [(row.team, row.id) for row in await self._db.execute(wanted)]

    async def next_wake(self) -> datetime | None:
        return await self._db.scalar(select(func.min(SessionRow.wake_at)))

    async def live_of(self, team: TeamId, person: PersonId) -> Sequence[Session]:
        """What cannot be read is left out, and counted when the transaction is over."""
        wanted = (
            select(SessionRow)
            .join(SessionRow.people)
            .where(
                SessionRow.team == team,
                IS_LIVE,
                ParticipantRow.person == person,
                ParticipantRow.presence != Presence.LEFT,
            )
            .order_by(SessionRow.started_at, SessionRow.id)
        )
        try:
            with reading_rows():
                rows = await self._db.scalars(wanted.options(*WHOLE))
                return [session_from(row) for row in rows]
        except Broken:
            return await self._readable(wanted)

    async def actions_of(self, team: TeamId, person: PersonId) -> Sequence[OpenAction]:
        wanted = (
            select(CaptureRow, SessionRow.place)
            .join(SessionRow, SessionRow.id == CaptureRow.session_id)
            .where(
                SessionRow.team == team,
                CaptureRow.kind == CaptureKind.ACTION,
                CaptureRow.owner == person,
                SessionRow.state != SessionState.DISCARDED,
                SessionRow.pace == 1,
                or_(SessionRow.channel.not_like("D%"), SessionRow.planned_by == person),
            )
            .order_by(CaptureRow.at.desc(), CaptureRow.session_id, CaptureRow.id.desc())
            .limit(MOST_ACTIONS)
        )
        try:
            with reading_rows():
                return [
                    OpenAction(place=place, capture=capture_from(row))
                    for row, place in await self._db.execute(wanted)
                ]
        except Broken:
            return await self._readable_actions(wanted)

    async def note_absence(self, since: datetime) -> None:
        began = func.coalesce(SessionRow.away_since, since)
        await self._db.execute(
            update(SessionRow).where(IS_LIVE).values(away_since=began, wake_at=began),
            execution_options={"synchronize_session": False},
        )

    async def _locked(
        self, wanted: Select[SessionRow], *, skip_locked: bool = False
    ) -> Session | None:
        """Read a session for changing it; its lists are read after the lock, so they are new."""
        query = wanted.with_for_update(skip_locked=skip_locked).options(*WHOLE)
        found = await self._one(wanted, query)
        if found is None:
            return None
        row, session = found
        self._read[session.id] = row, session
        return session

    async def _one(
        self, wanted: Select[SessionRow], query: Select[SessionRow]
    ) -> tuple[SessionRow, Session] | None:
        """What `query` finds, which is `wanted` and more; raises `Unloadable`."""
        try:
            with reading_rows():
                row = await self._db.scalar(query, execution_options={"populate_existing": True})
                return None if row is None else (row, session_from(row))
        except Broken as broken:
            (session_id,) = (await self._db.execute(wanted.with_only_columns(SessionRow.id))).one()
            raise Unloadable(session_id) from broken.__cause__

    async def _readable_actions(self, wanted: Select[CaptureRow, Place]) -> Sequence[OpenAction]:
        """One by one, because one that cannot be read would hide all others."""
        keys = (
            await self._db.execute(wanted.with_only_columns(CaptureRow.session_id, CaptureRow.id))
        ).all()
        found = []
        for session_id, capture_id in keys:
            one = (
                select(CaptureRow, SessionRow.place)
                .join(SessionRow, SessionRow.id == CaptureRow.session_id)
                .where(CaptureRow.session_id == session_id, CaptureRow.id == capture_id)
            )
            try:
                with reading_rows():
                    row, place = (await self._db.execute(one)).one()
                    found.append(OpenAction(place=place, capture=capture_from(row)))
            except Broken as broken:
                unreadable = Unloadable(session_id)
                unreadable.__cause__ = broken.__cause__
                self.unloadable.append(unreadable)
        return found

    async def _readable(self, wanted: Select[SessionRow]) -> Sequence[Session]:
        """One by one, because one that cannot be read would hide all others."""
        found = []
        for session_id in (await self._db.scalars(wanted.with_only_columns(SessionRow.id))).all():
            one = select(SessionRow).where(SessionRow.id == session_id)
            try:
                read = await self._one(one, one.options(*WHOLE))
            except Unloadable as failed:
                self.unloadable.append(failed)
                continue
            if read is not None:
                found.append(read[1])
        return found
