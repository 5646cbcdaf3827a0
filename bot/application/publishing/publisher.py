"""The publisher: makes Slack equal to what the database says, many sessions at a time."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from structlog.contextvars import bind_contextvars

from bot.application.ports import LeaseLost, Store
from bot.application.publishing.courier import Courier, Desk
from bot.application.publishing.handing_back import told_thoughts
from bot.application.publishing.ledger import Ledger
from bot.application.publishing.ports import Claim, Taken, Unpublished
from bot.application.publishing.removal import Removal
from bot.application.publishing.setting_aside import SettingAside
from bot.application.publishing.visit import Visit
from bot.application.quarantine_ports import Stage, Unloadable
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
        self._renewing: asyncio.Task[None] | None = None
        self._none_held = asyncio.Event()

    async def publish_next(self) -> bool:
        """Publish the session that has waited longest; False if none is due."""
        taken = await self.take(1)
        for each in taken:
            await self.publish(each)
        return bool(taken)

    async def take(self, most: int) -> Sequence[Taken]:
        """Take the sessions that have waited longest; each must be published."""
        hands, outbox = self._desk.hands, self._desk.outbox
        now = self._desk.clock.real_now()
        taken = await outbox.take(self._worker, now, LEASE, hands.held.keys(), most)
        hands.more_wait = len(taken) == most > 1
        hands.held.update({each.claim.session: each.claim for each in taken})
        return taken

    async def publish(self, taken: Taken) -> float | None:
        """Publish a session that was taken; gives the seconds after which it is due again."""
        # What fails is logged by whoever calls, with the session it failed in.
        bind_contextvars(session=taken.claim.session)
        self._keep_leases()
        try:
            return await self._publish(taken)
        finally:
            del self._desk.hands.held[taken.claim.session]
            if not self._desk.hands.held:
                self._none_held.set()

    async def _publish(self, taken: Taken) -> float | None:
        claim, desk = taken.claim, self._desk
        again_in: float | None = self._rest_after_failure(claim)
        sent = taken.found.sent if isinstance(taken.found, Unpublished) else {}
        ledger = Ledger(desk.outbox, desk.clock, claim, dict(sent))
        attempt = Attempt()
        due: datetime | None = None
        try:
            with attempt:
                try:
                    again_in = await self._visit(taken, ledger)
                    del desk.hands.failures[claim.session]
                finally:
                    due = await self._release(ledger, again_in)
        except LeaseLost:
            log.warning("lease_lost", action="lease_lost", session=claim.session)
        finally:
            await self._quarantine.settle(claim.session, Stage.RENDER, attempt)
        return self._seconds_to(due)

    def _rest_after_failure(self, claim: Claim) -> float:
        """The seconds after which to try a session again if this visit ends with a surprise."""
        self._desk.hands.failures[claim.session] += 1
        return SURPRISE_BACKOFF.after(self._desk.hands.failures[claim.session])

    async def seconds_to_next(self) -> float | None:
        """When to look again although nothing changes; None if nothing waits."""
        return self._seconds_to(await self._desk.outbox.next_due())

    def _seconds_to(self, due: datetime | None) -> float | None:
        if due is None:
            return None
        return max(0.0, (due - self._desk.clock.real_now()).total_seconds())

    def _keep_leases(self) -> None:
        """Keep all leases through calls that take longer than they last."""
        self._none_held.clear()
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        """Renew again and again; that a lease was lost is found out at the next write."""
        while not await wait_for(self._none_held, RENEW_EVERY):
            with log_and_continue("lease_not_renewed"):
                held = tuple(self._desk.hands.held.values())
                await self._desk.outbox.renew(held, self._desk.clock.real_now())

    async def _visit(self, taken: Taken, ledger: Ledger) -> float | None:
        """Publish a session; gives the seconds after which to look at it again, if need be."""
        found = taken.found
        if found is None:
            return await SettingAside(self._desk, self._store, ledger).make()
        if isinstance(found, Unloadable):
            raise found
        session = found.session
        courier = Courier(self._desk, session, ledger)
        if session.state is SessionState.DISCARDED:
            return await self._remove(courier, found.records)
        visit = Visit(courier, found.records)
        await visit.make()
        if visit.lost is not None:
            await self._halt(session, visit.lost)
        elif session.lost is not None and visit.again_in is None:
            await self._find_again(session)
        if told := told_thoughts(visit):
            await ledger.flush()
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
            courier.ledger.noted.clear()
        return again_in

    async def _release(self, ledger: Ledger, again_in: float | None) -> datetime | None:
        not_before = None
        if again_in is not None:
            not_before = self._desk.clock.real_now() + timedelta(seconds=again_in)
        return await self._desk.outbox.release(
            ledger.claim,
            done=again_in is None,
            not_before=not_before,
            sent=tuple(ledger.noted.values()),
        )

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
