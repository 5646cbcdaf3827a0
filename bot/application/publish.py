"""The publisher: makes Slack equal to what the database says, one session at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from bot.application.changes import keep
from bot.application.courier import Desk
from bot.application.guard import survives
from bot.application.ports import Store
from bot.application.publisher_ports import Claim, LeaseLost
from bot.application.visit import Visit
from bot.application.waiting import happens
from bot.domain.facts import Loss
from bot.domain.passing import advance
from bot.domain.session import Session
from bot.domain.steering import halt

# How long others wait for a publisher that was killed; one that lives renews its lease in time.
LEASE = timedelta(seconds=10)
RENEW_EVERY = 3.0
REST_AFTER_FAILURE = 3.0

log = structlog.get_logger()


class Publisher:
    """Posts and updates what sessions want; any number of publishers may share a database."""

    def __init__(self, desk: Desk, store: Store, worker: str) -> None:
        self._desk = desk
        self._store = store
        self._worker = worker

    async def publish_next(self) -> bool:
        """Publish the session that has waited longest; False if none is due."""
        now = self._desk.clock.real_now()
        claim = await self._desk.outbox.claim(self._worker, now, LEASE)
        if claim is None:
            return False
        again_in: float | None = REST_AFTER_FAILURE
        try:
            async with self._renewing(claim):
                again_in = await self._visit(claim)
        except LeaseLost:
            log.warning("lease_lost", action="lease_lost", session=claim.session)
        finally:
            await self._release(claim, again_in)
        return True

    async def seconds_to_next(self) -> float | None:
        """When to look again although nothing changes; None if nothing waits."""
        due = await self._desk.outbox.next_due()
        if due is None:
            return None
        return max(0.0, (due - self._desk.clock.real_now()).total_seconds())

    @asynccontextmanager
    async def _renewing(self, claim: Claim) -> AsyncIterator[None]:
        """Keep the lease through calls that take longer than it lasts."""
        over = asyncio.Event()
        renewing = asyncio.create_task(self._renew(claim, over))
        try:
            yield
        finally:
            over.set()
            await renewing

    async def _renew(self, claim: Claim, over: asyncio.Event) -> None:
        """Renew again and again; that the lease was lost is found out at the next write."""
        while not await happens(over, RENEW_EVERY):
            with survives("lease_not_renewed", session=claim.session):
                await self._desk.outbox.renew(claim, self._desk.clock.real_now())

    async def _visit(self, claim: Claim) -> float | None:
        """Publish a session; gives the seconds after which to look at it again, if need be."""
        visit = Visit(self._desk, await self._desk.outbox.load(claim.session), claim)
        await visit.make()
        if visit.lost is not None:
            await self._halt(visit.wanted.session, visit.lost)
        return visit.again_in

    async def _release(self, claim: Claim, again_in: float | None) -> None:
        not_before = None
        if again_in is not None:
            not_before = self._desk.clock.real_now() + timedelta(seconds=again_in)
        await self._desk.outbox.release(claim, done=again_in is None, not_before=not_before)

    async def _halt(self, session: Session, loss: Loss) -> None:
        """Let a session stand still whose channel cannot be written to, and say so once."""
        now = self._desk.clock.now()
        async with self._store.transaction() as tx:
            current = await tx.sessions.get(session.place.team, session.id)
            if current is None:
                return
            moved = advance(current, now).then(lambda after: halt(after, loss, now))
            if moved.records:
                await keep(tx, moved, now)
        log.warning("channel_lost", action="channel_lost", session=session.id, loss=loss)
