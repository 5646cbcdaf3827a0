"""Sessions in the database: read and locked, changed, found when due."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.adapters.db import documents
from bot.adapters.db.connections import AnyRow, AnySelect, Db
from bot.adapters.db.facts import record_values
from bot.adapters.db.loading import Broken, reading_rows
from bot.adapters.db.mapping import (
    WHOLE,
    owned_actions,
    people_in,
    session_from,
    session_values,
)
from bot.adapters.db.tables import (
    IN_QUARANTINE,
    IS_LIVE,
    ONE_LIVE,
    QUARANTINED,
    ActionRow,
    PersonRow,
    PostRow,
    RecordRow,
    SessionRow,
)
from bot.application.ports import OpenAction, PlaceTaken, SessionPeople
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.captures import Capture
from bot.domain.state.facts import Record
from bot.domain.state.identity import PersonId, Place, SessionId, TeamId
from bot.domain.state.people import Participants
from bot.domain.state.session import LIVE, Session, SessionState

MOST_DUE = 100
MOST_ACTIONS = 20
IN_LINE = and_(
    or_(SessionRow.queued_after.is_not(None), SessionRow.turn_came),
    SessionRow.state == SessionState.PLANNED,
)
# Postgres names the index that was hit, SQLite its columns.
SIGNS_OF_ONE_LIVE = (str(ONE_LIVE.name), "sessions.team, sessions.channel")

HERE = and_(SessionRow.team == bindparam("team"), SessionRow.channel == bindparam("channel"))
BY_ID = select(*WHOLE).where(
    SessionRow.id == bindparam("session"), SessionRow.team == bindparam("team"), not_(IN_QUARANTINE)
)
LIVE_HERE = select(*WHOLE).where(HERE, IS_LIVE)
IN_LINE_HERE = (
    select(*WHOLE)
    .where(HERE, IN_LINE, SessionRow.id.not_in(bindparam("besides", expanding=True)))
    .order_by(SessionRow.planned_at, SessionRow.id)
    .limit(1)
)
LIVE_OF = (
    select(*WHOLE)
    .join(PersonRow, PersonRow.session_id == SessionRow.id)
    .where(PersonRow.team == bindparam("team"), PersonRow.person == bindparam("person"), IS_LIVE)
)
ACTIONS_OF = (
    select(SessionRow.id, SessionRow.team, SessionRow.channel, ActionRow.capture)
    .join(SessionRow, SessionRow.id == ActionRow.session_id)
    .where(ActionRow.team == bindparam("team"), ActionRow.owner == bindparam("owner"))
    .order_by(ActionRow.at.desc(), ActionRow.session_id, ActionRow.id.desc())
    .limit(MOST_ACTIONS)
)
IS_PUBLISHED = SessionRow.revision == SessionRow.published_revision
SAVED = (
    update(SessionRow)
    .where(SessionRow.id == bindparam("session"))
    .values(
        revision=SessionRow.revision + 1,
        unpublished_since=case((IS_PUBLISHED, func.now()), else_=SessionRow.unpublished_since),
        publish_not_before=None,
    )
)
ADDED = insert(SessionRow).values(revision=1, published_revision=0, unpublished_since=func.now())


class SessionsInDatabase:
    """The Sessions port; `has_news` once there is something to publish.

    `unloadable` are the sessions that were left out, because they cannot be read; `appended` are
    the records that were kept.
    """

    def __init__(self, db: Db) -> None:
        self._db = db
        self.appended: list[tuple[SessionId, Sequence[Record]]] = []
        self.has_news = False
        self.unloadable: list[Unloadable] = []
        self._stored: dict[SessionId, Session] = {}

    async def add(self, session: Session, records: Sequence[Record]) -> None:
        await self._write(ADDED, {"id": session.id} | session_values(session))
        await self._note_people(session.id, session.place.team, frozenset(), people_in(session))
        await self._note_actions(session, {}, owned_actions(session))
        await self._append(session.id, records)
        self._noted(session)

    async def get(self, team: TeamId, session_id: SessionId) -> Session | None:
        return await self._locked(BY_ID, {"team": team, "session": session_id})

    async def people_of(self, team: TeamId, session_id: SessionId) -> SessionPeople | None:
        columns = (SessionRow.channel, SessionRow.planned_by, *WHOLE)
        wanted = select(*columns).where(SessionRow.id == session_id, SessionRow.team == team)
        found = (await self._db.execute(wanted)).one_or_none()
        if found is None:
            return None
        is_set_aside = found.state == QUARANTINED
        try:
            with reading_rows():
                people = Participants() if is_set_aside else session_from(found).participants
        except Broken as broken:
            raise Unloadable(session_id) from broken.__cause__
        return SessionPeople(
            place=Place(team, found.channel),
            planned_by=found.planned_by,
            is_live=found.state in LIVE,
            participants=people,
            is_set_aside=is_set_aside,
        )

    async def live_in(self, place: Place) -> Session | None:
        return await self._locked(LIVE_HERE, _at(place))

    async def first_queued(self, place: Place) -> Session | None:
        """What cannot be read is passed over, and counted when the transaction is over."""
        passed_over: list[SessionId] = []
        # A plan that its owner is starting at this very moment needs no turn.
        while True:
            try:
                about = _at(place) | {"besides": passed_over}
                return await self._locked(IN_LINE_HERE, about, skip_locked=True)
            except Unloadable as failed:
                self.unloadable.append(failed)
                passed_over.append(failed.session)

    async def queued_of(self, place: Place, person: PersonId) -> Sequence[Session]:
        theirs = (
            select(SessionRow.id)
            .where(HERE, IN_LINE, SessionRow.planned_by == person)
            .order_by(SessionRow.planned_at.desc(), SessionRow.id.desc())
        )
        ids = (await self._db.execute(theirs, _at(place))).scalars().all()
        found = [
            await self._locked(BY_ID.where(IN_LINE), {"team": place.team, "session": each})
            for each in ids
        ]
        return [session for session in found if session is not None]

    async def last_closed(self, place: Place, *, rehearsals: bool = False) -> Session | None:
        wanted = select(*WHOLE).where(HERE, SessionRow.state == SessionState.CLOSED)
        if not rehearsals:
            wanted = wanted.where(SessionRow.pace == 1)
        newest = wanted.order_by(SessionRow.over_at.desc(), SessionRow.id).limit(1)
        return self._read((await self._db.execute(newest, _at(place))).one_or_none())

    async def forget(self, bare: Session) -> None:
        await self.save(bare, ())
        for table in (RecordRow, PostRow):
            await self._db.execute(delete(table).where(table.session_id == bare.id))

    async def save(self, session: Session, records: Sequence[Record]) -> None:
        """Store a session that this transaction has read, and so has locked, before."""
        stored = self._stored[session.id]
        if session == stored and not records:
            return
        await self._write(SAVED, {"session": session.id} | session_values(session))
        team = session.place.team
        await self._note_people(session.id, team, people_in(stored), people_in(session))
        await self._note_actions(session, owned_actions(stored), owned_actions(session))
        await self._append(session.id, records)
        self._noted(session)

    async def due(self, now: datetime) -> Sequence[tuple[TeamId, SessionId]]:
        wanted = (
            select(SessionRow.team, SessionRow.id)
            .where(SessionRow.wake_at <= now)
            .order_by(SessionRow.wake_at, SessionRow.id)
            .limit(MOST_DUE)
        )
        return [(row.team, row.id) for row in await self._db.execute(wanted)]

    async def next_wake(self) -> datetime | None:
        found: datetime | None = await self._db.scalar(select(func.min(SessionRow.wake_at)))
        return found

    async def live_of(self, team: TeamId, person: PersonId) -> Sequence[Session]:
        """What cannot be read is left out, and counted when the transaction is over."""
        rows = await self._db.execute(LIVE_OF, {"team": team, "person": person})
        found = [session for row in rows if (session := self._readable(row)) is not None]
        return sorted(found, key=lambda each: (each.started_at or each.planned_at, each.id))

    async def actions_of(self, team: TeamId, person: PersonId) -> Sequence[OpenAction]:
        """What cannot be read is left out, and counted when the transaction is over."""
        found = []
        for row in await self._db.execute(ACTIONS_OF, {"team": team, "owner": person}):
            try:
                with reading_rows():
                    capture = documents.read(row.capture, Capture)
            except Broken as broken:
                self._leave_out(row.id, broken)
            else:
                found.append(OpenAction(place=Place(row.team, row.channel), capture=capture))
        return found

    async def note_absence(self, since: datetime) -> None:
        began = func.coalesce(SessionRow.away_since, since)
        await self._db.execute(
            update(SessionRow).where(IS_LIVE).values(away_since=began, wake_at=began)
        )

    async def _locked(
        self, wanted: AnySelect, about: dict[str, Any], *, skip_locked: bool = False
    ) -> Session | None:
        """Read a session for changing it."""
        query = wanted.with_for_update(skip_locked=skip_locked) if _locks(self._db) else wanted
        session = self._read((await self._db.execute(query, about)).one_or_none())
        if session is not None:
            self._stored[session.id] = session
        return session

    def _read(self, row: AnyRow | None) -> Session | None:
        """The session of a row, if there is one; raises `Unloadable`."""
        if row is None:
            return None
        try:
            with reading_rows():
                return session_from(row)
        except Broken as broken:
            raise Unloadable(row.id) from broken.__cause__

    def _readable(self, row: AnyRow) -> Session | None:
        try:
            return self._read(row)
        except Unloadable as failed:
            self.unloadable.append(failed)
            return None

    def _leave_out(self, session_id: SessionId, broken: Broken) -> None:
        unreadable = Unloadable(session_id)
        unreadable.__cause__ = broken.__cause__
        self.unloadable.append(unreadable)

    async def _write(self, statement: Any, values: dict[str, Any]) -> None:
        try:
            await self._db.execute(statement, values)
        except IntegrityError as error:
            if any(sign in str(error.orig) for sign in SIGNS_OF_ONE_LIVE):
                raise PlaceTaken from error
            raise

    def _noted(self, session: Session) -> None:
        self.has_news = True
        self._stored[session.id] = session

    async def _append(self, session_id: SessionId, records: Sequence[Record]) -> None:
        if records:
            rows = [record_values(session_id, record) for record in records]
            await self._db.execute(insert(RecordRow), rows)
            self.appended.append((session_id, records))

    async def _note_people(
        self,
        session_id: SessionId,
        team: TeamId,
        before: frozenset[PersonId],
        after: frozenset[PersonId],
    ) -> None:
        if gone := before - after:
            of_it = PersonRow.session_id == session_id
            await self._db.execute(delete(PersonRow).where(of_it, PersonRow.person.in_(gone)))
        if new := sorted(after - before):
            rows = [{"session_id": session_id, "person": each, "team": team} for each in new]
            await self._db.execute(insert(PersonRow), rows)

    async def _note_actions(
        self, session: Session, before: dict[int, Capture], after: dict[int, Capture]
    ) -> None:
        changed = [each for number, each in after.items() if before.get(number) != each]
        old = {*(before.keys() - after.keys()), *(each.id for each in changed)} & before.keys()
        if old:
            of_it = ActionRow.session_id == session.id
            await self._db.execute(delete(ActionRow).where(of_it, ActionRow.id.in_(old)))
        if changed:
            await self._db.execute(insert(ActionRow), list(_action_values(session, changed)))


def _action_values(session: Session, actions: Iterable[Capture]) -> Iterable[dict[str, Any]]:
    for each in actions:
        yield {
            "session_id": session.id,
            "id": each.id,
            "team": session.place.team,
            "owner": each.owner,
            "at": each.at,
            "capture": documents.write(each, Capture),
        }


def _at(place: Place) -> dict[str, Any]:
    return {"team": place.team, "channel": place.channel}


def _locks(db: Db) -> bool:
    """Whether rows have locks; SQLite's one writer has locked all there is."""
    return db.dialect.name != "sqlite"
