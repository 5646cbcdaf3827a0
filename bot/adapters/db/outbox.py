"""The publisher's side: which sessions are not yet in Slack as they are, and what was sent."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Update,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from bot.adapters.db.column_types import UtcMoment, whole_number
from bot.adapters.db.connections import Connections, Db
from bot.adapters.db.facts import record_from
from bot.adapters.db.loading import Broken, reading_rows
from bot.adapters.db.mapping import WHOLE, session_from
from bot.adapters.db.posts import sent_from
from bot.adapters.db.quarantine import note_unloadable
from bot.adapters.db.tables import QUARANTINED, UNPUBLISHED, PostRow, RecordRow, SessionRow
from bot.adapters.db.upserts import upsert
from bot.application.ports import LeaseLost
from bot.application.publishing.ports import Claim, SentPost, Unpublished
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.identity import SessionId

LONGEST_REST = timedelta(minutes=10)
SESSION = select(*WHOLE).where(SessionRow.id == bindparam("session"))
RECORDS = (
    select(RecordRow.number, RecordRow.at, RecordRow.kind, RecordRow.data)
    .where(RecordRow.session_id == bindparam("session"))
    .order_by(RecordRow.number)
)
POSTS = select(
    PostRow.key,
    PostRow.channel,
    PostRow.ts,
    PostRow.thread_ts,
    PostRow.state,
    PostRow.digest,
    PostRow.attempts,
    PostRow.since,
).where(PostRow.session_id == bindparam("session"))
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class OutboxInDatabase:
    """The Outbox port.

    With `own_clock`, leases go by the clock of the database, which all who share it agree on; else
    by the `real_now` that is given.
    """

    def __init__(self, connections: Connections, *, own_clock: bool = False) -> None:
        self._connections = connections
        self._own_clock = own_clock

    async def claim(
        self,
        worker: str,
        real_now: datetime,
        lease: timedelta,
        besides: Collection[SessionId] = (),
    ) -> Claim | None:
        """Take the session whose last turn is longest ago; a lease that ran out is taken over."""
        now = self._now(real_now)
        first = (
            select(SessionRow.id)
            .where(UNPUBLISHED, _over(SessionRow.publish_not_before, real_now, LONGEST_REST))
            .where(_over(SessionRow.lease_until, now, lease), SessionRow.id.not_in(besides))
            .order_by(SessionRow.claimed_at.nulls_first(), SessionRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        claimed = (
            update(SessionRow)
            .where(SessionRow.id == first.scalar_subquery())
            .values(lease_owner=worker, lease_until=now + lease, claimed_at=now)
            .returning(
                SessionRow.id,
                type_coerce(SessionRow.revision, Integer).label("revision"),
                SessionRow.claimed_at,
                type_coerce(SessionRow.state, String).label("state"),
            )
        )
        async with self._connections.begin() as db:
            row = (await db.execute(claimed)).first()
        if row is None:
            return None
        return Claim(
            session=row.id,
            revision=whole_number(row.revision),
            worker=worker,
            at=row.claimed_at,
            lease=lease,
            is_set_aside=row.state == QUARANTINED,
        )

    async def load(self, session_id: SessionId) -> Unpublished:
        try:
            async with self._connections.reading() as db:
                with reading_rows():
                    of_it = {"session": session_id}
                    row = (await db.execute(SESSION, of_it)).one()
                    return Unpublished(
                        session=session_from(row),
                        records=tuple(map(record_from, await db.execute(RECORDS, of_it))),
                        sent=await _sent(db, session_id),
                    )
        except Broken as broken:
            failed = Unloadable(session_id)
            failed.__cause__ = broken.__cause__
            await note_unloadable(self._connections, failed)
            raise failed from broken.__cause__

    async def sent(self, session_id: SessionId) -> Mapping[str, SentPost]:
        async with self._connections.reading() as db:
            return await _sent(db, session_id)

    async def write(self, claim: Claim, sent: SentPost, real_now: datetime) -> None:
        """Whoever renews the lease holds the lock, so nobody can take over before the commit."""
        async with self._connections.begin() as db:
            team = await db.scalar(_renewal(claim, self._now(real_now)).returning(SessionRow.team))
            if team is None:
                raise LeaseLost
            place = sent.ref or sent.target
            row = {
                "session_id": claim.session,
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
            await upsert(db, PostRow, row)

    async def renew(self, claim: Claim, real_now: datetime) -> None:
        async with self._connections.begin() as db:
            await db.execute(_renewal(claim, self._now(real_now)))

    async def release(self, claim: Claim, *, done: bool, not_before: datetime | None) -> None:
        """Give the session back, unless somebody else has taken it over."""
        rest = literal(not_before, UtcMoment())
        rested = case((SessionRow.revision == claim.revision, rest), else_=None)
        released = (
            update(SessionRow)
            .where(*_held(claim))
            .values(lease_owner=None, lease_until=None, publish_not_before=rested)
        )
        if done:
            # Only now do newer changes begin to wait.
            released = released.values(
                published_revision=claim.revision, unpublished_since=func.now()
            )
        async with self._connections.begin() as db:
            await db.execute(released)

    async def shorten_leases(self, until: datetime) -> None:
        """Let no lease last longer than `until` (real time, UTC) unless it is renewed by then."""
        longer = update(SessionRow).where(SessionRow.lease_until > until)
        async with self._connections.begin() as db:
            await db.execute(longer.values(lease_until=until))

    async def next_due(self) -> datetime | None:
        waits = select(SessionRow.publish_not_before, SessionRow.lease_until).where(UNPUBLISHED)
        async with self._connections.reading() as db:
            found = [
                max(not_before or LONG_AGO, lease_until or LONG_AGO)
                for not_before, lease_until in map(tuple, await db.execute(waits))
            ]
        return min(found, default=None)

    def _now(self, real_now: datetime) -> Any:
        return func.now() if self._own_clock else real_now


async def _sent(db: Db, session_id: SessionId) -> Mapping[str, SentPost]:
    found = await db.execute(POSTS, {"session": session_id})
    return {each.key: sent_from(each) for each in found}


def _renewal(claim: Claim, now: Any) -> Update:
    return update(SessionRow).where(*_held(claim)).values(lease_until=now + claim.lease)


def _held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    """The claimed session, if nobody has claimed it since."""
    return (
        SessionRow.id == claim.session,
        SessionRow.lease_owner == claim.worker,
        SessionRow.claimed_at == claim.at,
    )


def _over(
    moment: InstrumentedAttribute[datetime | None], now: Any, longest: timedelta
) -> ColumnElement[bool]:
    """Whether a moment has come.

    One too far in the future means that the clock was set back since: it counts as over.
    """
    return or_(moment.is_(None), moment <= now, moment > now + longest)
