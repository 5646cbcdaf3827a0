"""The publisher's side: which sessions are not yet in Slack as they are, and what was sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Integer,
    Interval,
    Update,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from bot.adapters.db.column_types import UtcMoment, whole_number
from bot.adapters.db.connections import AnyRow, Connections, Db
from bot.adapters.db.facts import record_from
from bot.adapters.db.loading import Broken, reading_rows
from bot.adapters.db.mapping import WHOLE, session_from
from bot.adapters.db.posts import sent_from
from bot.adapters.db.quarantine import note_unloadable
from bot.adapters.db.recent import RecentRecords
from bot.adapters.db.tables import QUARANTINED, UNPUBLISHED, PostRow, RecordRow, SessionRow
from bot.adapters.db.upserts import upsert
from bot.application.ports import LeaseLost
from bot.application.publishing.ports import Claim, SentPost, Taken, Unpublished
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.facts import Record
from bot.domain.state.identity import SessionId, TeamId
from bot.domain.state.session import Session, SessionState

LONGEST_REST = timedelta(minutes=10)
SESSION = select(*WHOLE).where(SessionRow.id == bindparam("session"))
HOW_FAR = (
    SessionRow.team,
    type_coerce(SessionRow.revision, Integer).label("revision"),
    type_coerce(SessionRow.published_revision, Integer).label("published_revision"),
    SessionRow.publish_not_before,
)
HELD = and_(
    SessionRow.id == bindparam("session"),
    SessionRow.lease_owner == bindparam("owner"),
    SessionRow.claimed_at == bindparam("claimed_then", type_=UtcMoment()),
)
RELEASED = (
    update(SessionRow)
    .where(HELD)
    .values(
        lease_owner=None,
        lease_until=None,
        publish_not_before=case(
            (SessionRow.revision == bindparam("claimed"), bindparam("rest", type_=UtcMoment())),
            else_=None,
        ),
    )
    .returning(*HOW_FAR)
)
# Only now do newer changes begin to wait.
RELEASED_DONE = RELEASED.values(
    published_revision=bindparam("claimed"), unpublished_since=func.now()
)
OF_SESSIONS: BindParameter[Any] = bindparam("sessions", expanding=True)
RECORDS = (
    select(RecordRow.session_id, RecordRow.number, RecordRow.at, RecordRow.kind, RecordRow.data)
    .where(RecordRow.session_id.in_(OF_SESSIONS))
    .order_by(RecordRow.session_id, RecordRow.number)
)
POSTS = select(
    PostRow.session_id,
    PostRow.key,
    PostRow.channel,
    PostRow.ts,
    PostRow.thread_ts,
    PostRow.state,
    PostRow.digest,
    PostRow.attempts,
    PostRow.since,
).where(PostRow.session_id.in_(OF_SESSIONS))
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_BEFORE = func.coalesce(SessionRow.publish_not_before, LONG_AGO, type_=UtcMoment())
_LEASED = func.coalesce(SessionRow.lease_until, LONG_AGO, type_=UtcMoment())
NEXT_DUE = select(
    func.min(case((_NOT_BEFORE > _LEASED, _NOT_BEFORE), else_=_LEASED), type_=UtcMoment())
).where(UNPUBLISHED)


def _over(
    moment: InstrumentedAttribute[datetime | None], now: Any, longest: Any
) -> ColumnElement[bool]:
    """Whether a moment has come.

    One that is later than the `longest` wait from now means that the clock was set back since: it
    counts as over.
    """
    return or_(moment.is_(None), moment <= now, moment > longest)


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcMoment())


def _clock(*, own_clock: bool) -> tuple[Any, Any]:
    """What time it is, and when a lease that begins now ends."""
    if own_clock:
        return func.now(), func.now() + bindparam("lease", type_=Interval())
    return _moment("now"), _moment("until")


@cache
def _take(*, own_clock: bool) -> Executable:
    now, until = _clock(own_clock=own_clock)
    first = (
        select(SessionRow.id)
        .where(
            UNPUBLISHED,
            _over(SessionRow.publish_not_before, _moment("real_now"), _moment("rested")),
            _over(SessionRow.lease_until, now, until),
            SessionRow.id.not_in(bindparam("besides", expanding=True)),
        )
        .order_by(SessionRow.claimed_at.nulls_first(), SessionRow.id)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True)
        .cte()
    )
    return (
        update(SessionRow)
        .where(SessionRow.id.in_(select(first.c.id)))
        .values(lease_owner=bindparam("worker"), lease_until=until, claimed_at=now)
        .returning(*WHOLE, *HOW_FAR, SessionRow.claimed_at)
    )


@cache
def _renew(*, own_clock: bool) -> Update:
    _, until = _clock(own_clock=own_clock)
    return update(SessionRow).where(HELD).values(lease_until=until)


@cache
def _renew_and_tell(*, own_clock: bool) -> Executable:
    return _renew(own_clock=own_clock).returning(*HOW_FAR)


class OutboxInDatabase:
    """The Outbox port.

    With `own_clock`, leases go by the clock of the database, which all who share it agree on; else
    by the `real_now` that is given.
    """

    def __init__(
        self, connections: Connections, recent: RecentRecords, *, own_clock: bool = False
    ) -> None:
        self._connections = connections
        self._recent = recent
        self._own_clock = own_clock

    async def take(
        self,
        worker: str,
        real_now: datetime,
        lease: timedelta,
        besides: Collection[SessionId] = (),
        most: int = 1,
    ) -> Sequence[Taken]:
        """Those whose last turn is longest ago come first; a lease that ran out is taken over."""
        about = self._times(real_now, lease) | {
            "worker": worker,
            "real_now": real_now,
            "rested": real_now + LONGEST_REST,
            "besides": list(besides),
            "most": most,
        }
        failed: list[Unloadable] = []
        async with self._connections.begin() as db:
            rows = (await db.execute(_take(own_clock=self._own_clock), about)).all()
            claims = [_claim(row, worker, lease) for row in rows]
            readable = [row for row in rows if row.state != QUARANTINED]
            loaded = await self._loaded(db, readable, failed)
        for each in failed:
            await note_unloadable(self._connections, each)
        return [Taken(claim, loaded.get(claim.session)) for claim in claims]

    async def load(self, session_id: SessionId) -> Unpublished:
        failed: list[Unloadable] = []
        async with self._connections.reading() as db:
            row = (await db.execute(SESSION, {"session": session_id})).one()
            found = (await self._loaded(db, [row], failed))[session_id]
        if isinstance(found, Unloadable):
            await note_unloadable(self._connections, found)
            raise found
        return found

    async def _loaded(
        self, db: Db, rows: Sequence[AnyRow], failed: list[Unloadable]
    ) -> dict[SessionId, Unpublished | Unloadable]:
        """What is to be published of some sessions, or why one cannot be read."""
        sessions: dict[SessionId, Session] = {}
        found: dict[SessionId, Unpublished | Unloadable] = {}
        for row in rows:
            try:
                with reading_rows():
                    sessions[row.id] = session_from(row)
            except Broken as broken:
                found[row.id] = _unloadable(row.id, broken, failed)
        if not sessions:
            return found
        records = await self._records(db, sessions)
        sent = await _sent(db, list(sessions))
        for session_id, session in sessions.items():
            try:
                with reading_rows():
                    of_it = self._read(session, records.get(session_id))
            except Broken as broken:
                found[session_id] = _unloadable(session_id, broken, failed)
            else:
                found[session_id] = Unpublished(session, of_it, sent.get(session_id, {}))
        return found

    async def _records(
        self, db: Db, sessions: Mapping[SessionId, Session]
    ) -> Mapping[SessionId, list[AnyRow]]:
        """The rows of records, of those sessions whose records are not known."""
        unknown = [
            each.id
            for each in sessions.values()
            if each.state is SessionState.DISCARDED
            or self._recent.up_to(each.id, each.last_record) is None
        ]
        found: dict[SessionId, list[AnyRow]] = {each: [] for each in unknown}
        if unknown:
            for row in await db.execute(RECORDS, {"sessions": unknown}):
                found[row.session_id].append(row)
        return found

    def _read(self, session: Session, rows: list[AnyRow] | None) -> tuple[Record, ...]:
        if rows is None:
            return self._recent.up_to(session.id, session.last_record) or ()
        records = tuple(record_from(each) for each in rows)
        self._recent.note_all(session.id, records)
        return records

    async def sent(self, session_id: SessionId) -> Mapping[str, SentPost]:
        async with self._connections.reading() as db:
            return (await _sent(db, [session_id])).get(session_id, {})

    async def write(self, claim: Claim, sent: Sequence[SentPost], real_now: datetime) -> None:
        """Whoever renews the lease holds the lock, so nobody can take over before the commit."""
        times = self._times(real_now, claim.lease)
        async with self._connections.begin() as db:
            await _keep(db, _renew_and_tell(own_clock=self._own_clock), claim, times, sent)

    async def renew(self, claims: Sequence[Claim], real_now: datetime) -> None:
        if not claims:
            return
        times = self._times(real_now, claims[0].lease)
        async with self._connections.begin() as db:
            await db.execute(
                _renew(own_clock=self._own_clock),
                [times | _held(each) for each in claims],
            )

    async def release(
        self,
        claim: Claim,
        *,
        done: bool,
        not_before: datetime | None,
        sent: Sequence[SentPost] = (),
    ) -> datetime | None:
        about = {"rest": not_before, "claimed": claim.revision}
        async with self._connections.begin() as db:
            row = await _keep(db, RELEASED_DONE if done else RELEASED, claim, about, sent)
        if row is None or whole_number(row.published_revision) >= whole_number(row.revision):
            return None
        due: datetime | None = row.publish_not_before
        return due or LONG_AGO

    async def shorten_leases(self, until: datetime) -> None:
        """Let no lease last longer than `until` (real time, UTC) unless it is renewed by then."""
        longer = update(SessionRow).where(SessionRow.lease_until > until)
        async with self._connections.begin() as db:
            await db.execute(longer.values(lease_until=until))

    async def next_due(self) -> datetime | None:
        async with self._connections.reading() as db:
            found: datetime | None = await db.scalar(NEXT_DUE)
        return found

    def _times(self, real_now: datetime, lease: timedelta) -> dict[str, Any]:
        if self._own_clock:
            return {"lease": lease}
        return {"now": real_now, "until": real_now + lease}


def _claim(row: AnyRow, worker: str, lease: timedelta) -> Claim:
    return Claim(
        session=row.id,
        revision=whole_number(row.revision),
        worker=worker,
        at=row.claimed_at,
        lease=lease,
        is_set_aside=row.state == QUARANTINED,
    )


def _unloadable(session: SessionId, broken: Broken, failed: list[Unloadable]) -> Unloadable:
    found = Unloadable(session)
    found.__cause__ = broken.__cause__
    failed.append(found)
    return found


async def _sent(
    db: Db, sessions: Sequence[SessionId]
) -> Mapping[SessionId, Mapping[str, SentPost]]:
    found: dict[SessionId, dict[str, SentPost]] = {}
    for row in await db.execute(POSTS, {"sessions": sessions}):
        found.setdefault(row.session_id, {})[row.key] = sent_from(row)
    return found


async def _keep(
    db: Db, change: Executable, claim: Claim, about: dict[str, Any], sent: Sequence[SentPost]
) -> AnyRow | None:
    """Change a claimed session and what is known about its posts; gives how far it is.

    Raises `LeaseLost` if that cannot be kept any more.
    """
    row = (await db.execute(change, about | _held(claim))).one_or_none()
    if sent:
        if row is None:
            raise LeaseLost
        await upsert(db, PostRow, [_post_values(claim.session, row.team, each) for each in sent])
    return row


def _held(claim: Claim) -> dict[str, Any]:
    """The claimed session, if nobody has claimed it since."""
    return {"session": claim.session, "owner": claim.worker, "claimed_then": claim.at}


def _post_values(session: SessionId, team: TeamId, sent: SentPost) -> dict[str, Any]:
    place = sent.ref or sent.target
    return {
        "session_id": session,
        "team": team,
        "key": sent.key,
        "channel": place.channel if place else None,
        "ts": sent.ref.ts if sent.ref else None,
        "thread_ts": place.thread_ts if place else None,
        "state": sent.state,
        "digest": sent.digest,
        "attempts": sent.attempts,
        "since": sent.since,
    }
