"""Use cases before the start: plan a session, revise it, start it, queue it, cancel it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

from bot.application.asking import Asker
from bot.application.changes import GONE, Changes, keep
from bot.application.plan_request import PlanReader, PlanRequest
from bot.application.ports import (
    Clock,
    Directory,
    Ids,
    Membership,
    PlaceTaken,
    Signal,
    Store,
    Transaction,
)
from bot.domain import starting
from bot.domain.agenda import PlannedItem
from bot.domain.identity import MessageRef, Place, SessionId
from bot.domain.plan import add_break, concerns, fit
from bot.domain.refusals import NotFound, NotNow
from bot.domain.session import Session


class NotInChannel(Exception):
    """The bot is not a member of the channel, so it cannot run a session there."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Another session runs in the channel; `card` is where its card stands."""

    running: Session
    card: MessageRef | None


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan waits for a tap: something about it is worth a look first."""

    session: Session


@dataclass(frozen=True, slots=True)
class Started:
    session: Session


@dataclass(frozen=True, slots=True)
class Queued:
    """The plan waits until the running session has closed."""

    session: Session


class PlanChange(StrEnum):
    FIT = auto()
    ADD_BREAK = auto()


PLAN_CHANGES: Mapping[
    PlanChange, Callable[[tuple[PlannedItem, ...], timedelta], tuple[PlannedItem, ...]]
] = {PlanChange.FIT: fit, PlanChange.ADD_BREAK: add_break}


class Planning:
    """Plans and starts sessions."""

    def __init__(  # noqa: PLR0913 - the ports a plan needs, one by one
        self,
        store: Store,
        clock: Clock,
        signal: Signal,
        *,
        ids: Ids,
        directory: Directory,
        membership: Membership,
        reader: PlanReader,
    ) -> None:
        self._store = store
        self._clock = clock
        self._signal = signal
        self._ids = ids
        self._directory = directory
        self._membership = membership
        self._reader = reader
        self._changes = Changes(store, clock, signal)

    async def look(self, place: Place) -> Busy | None:
        """What runs in a channel.

        Raises:
            NotInChannel: the bot cannot work there.
        """
        if not await self._membership.bot_is_in(place):
            raise NotInChannel
        async with self._store.transaction() as tx:
            return await _busy(tx, place)

    async def plan(self, asker: Asker, place: Place, request: PlanRequest) -> Planned | None:
        """Store a plan that waits for its start; None if this delivery was taken in before.

        Raises:
            WrongFields: something that was typed cannot be used.
        """
        draft = await self._draft(asker, place, request)
        now = self._clock.now()
        async with self._store.transaction() as tx:
            if not await tx.inbox.is_new(asker.team, asker.delivery, now):
                return None
            draft = await _with_settings(tx, draft)
            await tx.sessions.add(draft, ())
        return Planned(draft)

    async def submit(
        self, asker: Asker, place: Place, request: PlanRequest
    ) -> Planned | Started | Queued | Busy | None:
        """Take in the start form: start at once where nothing is left to decide.

        Raises:
            WrongFields: something that was typed cannot be used.
        """
        draft = await self._draft(asker, place, request)
        now = self._clock.now()
        clear = bool(draft.outcome) and not concerns(draft.plan, draft.slot)
        try:
            async with self._store.transaction() as tx:
                if not await tx.inbox.is_new(asker.team, asker.delivery, now):
                    return None
                draft = await _with_settings(tx, draft)
                draft = await self._stored(tx, asker, draft, request)
                if request.queue:
                    return await _queued(tx, asker, draft, now)
                if not clear:
                    return Planned(draft)
                moved = starting.start(draft, asker.person, now)
                await keep(tx, moved, now)
        except PlaceTaken:
            return await self._kept_aside(asker, place, draft)
        self._signal.changed()
        return Started(moved.session)

    async def start(self, asker: Asker, session_id: SessionId) -> Started | Busy | None:
        """Start a plan."""
        try:
            session = await self._changes.make(
                asker, session_id, lambda plan, now: starting.start(plan, asker.person, now)
            )
        except PlaceTaken:
            plan = await self._changes.peek(asker.team, session_id)
            return await self._busy_at(plan.place)
        return Started(session) if session else None

    async def change(
        self, asker: Asker, session_id: SessionId, change: PlanChange
    ) -> Session | None:
        """Fit a plan to its slot, or put a break into it."""

        def changed(session: Session) -> tuple[PlannedItem, ...]:
            return PLAN_CHANGES[change](session.plan, session.slot)

        return await self._changes.make(
            asker, session_id, lambda plan, _now: starting.change_plan(plan, asker.person, changed)
        )

    async def keep_as_is(self, asker: Asker, session_id: SessionId) -> Session | None:
        """Keep a plan although the time check found something."""
        return await self._changes.make(
            asker, session_id, lambda plan, _now: starting.keep_plan(plan, asker.person)
        )

    async def cancel(self, asker: Asker, session_id: SessionId) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda plan, now: starting.cancel(plan, asker.person, now)
        )

    async def queue(self, asker: Asker, session_id: SessionId) -> Queued | None:
        """Let a stored plan wait until the session in its channel has closed."""
        plan = await self._changes.peek(asker.team, session_id)
        busy = await self._busy_at(plan.place)
        if busy is None:
            raise NotNow("The channel is free now. Press Start in your plan.")
        queued = await self._changes.make(
            asker,
            session_id,
            lambda waiting, now: starting.queue(waiting, asker.person, busy.running.id, now),
        )
        return Queued(queued) if queued else None

    async def _draft(self, asker: Asker, place: Place, request: PlanRequest) -> Session:
        zone = await self._directory.zone(asker.team, asker.person)
        new = request.revises or self._ids.new_session()
        return self._reader.read(request, new, place, asker.person, zone, self._clock.now())

    async def _stored(
        self, tx: Transaction, asker: Asker, draft: Session, request: PlanRequest
    ) -> Session:
        """Store the draft as a new plan, or in place of the one it revises."""
        if request.revises is None:
            await tx.sessions.add(draft, ())
            return draft
        old = await tx.sessions.get(asker.team, request.revises)
        if old is None:
            raise NotFound(GONE)
        revised = starting.revise(old, asker.person, draft)
        await tx.sessions.save(revised.session, revised.records)
        return revised.session

    async def _kept_aside(self, asker: Asker, place: Place, draft: Session) -> Busy | None:
        """Keep what was typed as a plan although the channel turned out to be taken."""
        async with self._store.transaction() as tx:
            if await tx.sessions.get(asker.team, draft.id) is None:
                await tx.sessions.add(draft, ())
            return await _busy(tx, place)

    async def _busy_at(self, place: Place) -> Busy | None:
        async with self._store.transaction() as tx:
            return await _busy(tx, place)


async def _busy(tx: Transaction, place: Place) -> Busy | None:
    running = await tx.sessions.live_in(place)
    if running is None:
        return None
    return Busy(running, await tx.posts.card(running.id))


async def _with_settings(tx: Transaction, draft: Session) -> Session:
    settings = await tx.channels.settings(draft.place)
    return replace(draft, posting=settings.posting)


async def _queued(tx: Transaction, asker: Asker, draft: Session, now: datetime) -> Queued | Planned:
    running = await tx.sessions.live_in(draft.place)
    if running is None:
        return Planned(draft)
    moved = starting.queue(draft, asker.person, running.id, now)
    await tx.sessions.save(moved.session, moved.records)
    return Queued(moved.session)
