"""The publisher: makes Slack equal to what the database says, one session at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog
from structlog.contextvars import bind_contextvars, unbind_contextvars

from bot.application.ports import LeaseLost, Store
from bot.application.publishing.courier import Courier, Desk
from bot.application.publishing.handing_back import told_thoughts
from bot.application.publishing.ledger import Ledger
from bot.application.publishing.ports import Claim
from bot.application.publishing.removal import Removal
from bot.application.publishing.setting_aside import SettingAside
from bot.application.publishing.visit import Visit
from bot.application.quarantine_ports import Stage
from bot.application.work.changes import Move, keep
from bot.application.work.guard import log_and_continue
from bot.application.work.pace import caught_up, session_now
from bot.application.work.quarantine import Attempt, Quarantine
from bot.application.work.waiting import Backoff, wait_for
from bot.domain.moves.discard import bare
from bot.domain.moves.thoughts import forget
from bot.domain.moves.time import find_again, halt
from bot.domain.state.facts import Loss, Record
from bot.domain.state.session import Session, SessionState

# How long others wait for a publisher that was killed; one that lives renews its lease in time.
LEASE = timedelta(seconds=5)
RENEW_EVERY = 1.5
SURPRISE_BACKOFF = Backoff(first=2.0, longest=300.0)

log = structlog.get_logger()


class Publisher:
    """Posts and updates what sessions want; any number of publishers may share a database."""

    def __init__(self, desk: Desk, store: Store, worker: str) -> None:
        self._quarantine = Quarantine(store)
        self._desk = desk
        self._store = store
        self._worker = worker

    async def publish_next(self) -> bool:
        """Publish the session that has waited longest; False if none is due."""
        # What fails is logged by the loop, with the session it failed in.
        unbind_contextvars("session")
        desk = self._desk
        now = desk.clock.real_now()
        claim = await desk.outbox.claim(self._worker, now, LEASE, desk.in_hand)
        if claim is None:
            return False
        bind_contextvars(session=claim.session)
        desk.in_hand.add(claim.session)
        try:
            await self._publish(claim)
        finally:
            desk.in_hand.discard(claim.session)
        return True

    async def _publish(self, claim: Claim) -> None:
        again_in: float | None = self._rest_after_failure(claim)
        attempt = Attempt()
        try:
            with attempt:
                try:
                    async with self._renewing(claim):
                        again_in = await self._visit(claim)
                    del self._desk.failures[claim.session]
                finally:
                    await self._release(claim, again_in)
        except LeaseLost:
            log.warning("lease_lost", action="lease_lost", session=claim.session)
        finally:
            await self._quarantine.settle(claim.session, Stage.RENDER, attempt)

    def _rest_after_failure(self, claim: Claim) -> float:
        """The seconds after which to try a session again if this visit ends with a surprise."""
        self._desk.failures[claim.session] += 1
        return SURPRISE_BACKOFF.after(self._desk.failures[claim.session])

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
        while not await wait_for(over, RENEW_EVERY):
            with log_and_continue("lease_not_renewed", session=claim.session):
                await self._desk.outbox.renew(claim, self._desk.clock.real_now())

    async def _visit(self, claim: Claim) -> float | None:
        """Publish a session; gives the seconds after which to look at it again, if need be."""
        desk = self._desk
        if claim.is_set_aside:
            return await SettingAside(desk, self._store, claim).make()
        found = await desk.outbox.load(claim.session)
        session = found.session
        ledger = Ledger(desk.outbox, desk.clock, claim, dict(found.sent))
        courier = Courier(desk, session, ledger)
        if session.state is SessionState.DISCARDED:
            return await self._remove(courier, found.records)
        visit = Visit(courier, found.records)
        await visit.make()
        if visit.lost is not None:
            await self._halt(session, visit.lost)
        elif session.lost is not None and visit.again_in is None:
            await self._find_again(session)
        if told := told_thoughts(visit):
            await self._move(session, lambda current, _now: forget(current, told))
        return visit.again_in

    async def _remove(self, courier: Courier, records: tuple[Record, ...]) -> float | None:
        """Take a discarded session out of Slack, and then what was written in it out of here."""
        again_in = await Removal(courier, records).make()
        session = courier.session
        if again_in is None and bare(session) != session:
            async with self._store.transaction() as tx:
                current = await tx.sessions.get(session.place.team, session.id)
                if current is not None:
                    await tx.sessions.forget(bare(current))
        return again_in

    async def _release(self, claim: Claim, again_in: float | None) -> None:
        not_before = None
        if again_in is not None:
            not_before = self._desk.clock.real_now() + timedelta(seconds=again_in)
        await self._desk.outbox.release(claim, done=again_in is None, not_before=not_before)

    async def _halt(self, session: Session, loss: Loss) -> None:
        """Let a session stand still whose channel cannot be written to, and say so once."""
        await self._move(session, lambda current, now: halt(current, loss, now))
        log.warning("channel_lost", action="channel_lost", session=session.id, loss=loss)

    async def _find_again(self, session: Session) -> None:
        """Say that the channel can be written to again; another loss is told again then."""
        await self._move(session, find_again)
        log.info("channel_found", action="channel_found", session=session.id)

    async def _move(self, session: Session, move: Move) -> None:
        now = self._desk.clock.now()
        async with self._store.transaction() as tx:
            current = await tx.sessions.get(session.place.team, session.id)
            if current != session:
                # Somebody did something meanwhile, perhaps about the loss: the next visit, which is
                # due at once, finds out how things stand.
                return
            own_now = session_now(current, now)
            moved = caught_up(current, now).then(lambda after: move(after, own_now))
            await keep(tx, moved, now)
