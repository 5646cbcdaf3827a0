"""Use cases before the start: plan a session, revise it, start it, queue it, cancel it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum, auto
from typing import TypeVar

from structlog.contextvars import bind_contextvars

from bot.application.ports import (
    OutOfTouch,
    PlaceTaken,
    Transaction,
)
from bot.application.use_cases.plan_request import PlanField, PlanReader, WrongFields
from bot.application.use_cases.posting import with_settings
from bot.application.work.admission import GONE
from bot.application.work.asking import Asker
from bot.application.work.changes import keep
from bot.application.work.work import Work
from bot.domain.moves import start
from bot.domain.rules.plan import add_break, concerns, fit
from bot.domain.state.agenda import PlannedItem
from bot.domain.state.identity import MessageRef, Place, SessionId
from bot.domain.state.refusals import NotFound, NotNow
from bot.domain.state.session import Session
from bot.domain.state.templates import SavedPlan
from bot.domain.typed.plan_request import PlanRequest

PlanOutcome = TypeVar("PlanOutcome")


class NotInChannel(Exception):
    """The bot is not a member of the channel, so it cannot run a session there."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Another session runs in the channel.

    `card` is where its card stands; `plan` is what was asked for instead, if it was stored.
    """

    running: Session
    card: MessageRef | None
    plan: SessionId | None = None


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


NOT_OPENED = "I cannot open our direct messages right now. Please try again in a moment."
NEEDS_A_CHANNEL = (
    "A {title} session needs a channel. Type `/worksession start` there, or choose Solo."
)

Submitted = Planned | Started | Queued | Busy


class PlanChange(StrEnum):
    FIT = auto()
    ADD_BREAK = auto()


PLAN_CHANGES: Mapping[
    PlanChange, Callable[[tuple[PlannedItem, ...], timedelta], tuple[PlannedItem, ...]]
] = {PlanChange.FIT: fit, PlanChange.ADD_BREAK: add_break}


class Planning:
    """Plans and starts sessions."""

    def __init__(self, work: Work, reader: PlanReader) -> None:
        self._work = work
        self._reader = reader

    async def direct(self, asker: Asker) -> Place:
        """The direct messages of whoever asks; refuses (`NotNow`) where they cannot be opened."""
        try:
            return await self._work.direct_messages.with_bot(asker.team, asker.person)
        except OutOfTouch as failed:
            raise NotNow(NOT_OPENED) from failed

    async def place_for(self, asker: Asker, here: Place, format_name: str) -> Place:
        """Where a session of a format lives that somebody asked for here.

        Raises:
            WrongFields: a session of several people was asked for in direct messages.
        """
        session_format = self._reader.formats.get(format_name)
        if session_format is not None and session_format.alone:
            return here if here.is_direct else await self.direct(asker)
        if here.is_direct:
            meant = session_format or next(iter(self._reader.formats.values()))
            raise WrongFields({PlanField.FORMAT: NEEDS_A_CHANNEL.format(title=meant.title.lower())})
        return here

    async def look(self, place: Place) -> Busy | None:
        """What runs in a channel.

        Raises:
            NotInChannel: the bot cannot work there.
        """
        if not place.is_direct and not await self._work.membership.bot_is_in(place):
            raise NotInChannel
        async with self._work.store.transaction() as tx:
            running = await tx.sessions.live_in(place)
            return Busy(running, await tx.posts.card(running.id)) if running else None

    async def plan(self, asker: Asker, place: Place, request: PlanRequest) -> Planned | None:
        """Store a plan that waits for its start; None if this delivery was taken in before.

        Raises:
            WrongFields: something that was typed cannot be used.
        """
        place = await self._place_of(asker, place, request)
        zone = await self._work.directory.zone(asker.team, asker.person)
        async with self._work.taken_in(asker) as tx:
            if tx is None:
                return None
            draft = await self._draft(tx, asker, place, request, zone)
            await tx.sessions.add(draft, ())
        return Planned(draft)

    async def submit(self, asker: Asker, place: Place, request: PlanRequest) -> Submitted | None:
        """Take in the start form: start at once where nothing is left to decide.

        Raises:
            NotFound: they are not in the channel, or the plan that they revise is none of theirs.
            WrongFields: something that was typed cannot be used.
        """
        await self._work.admission.enter(asker, place)
        if request.revises is not None:
            await self._work.admission.admit(asker, request.revises)
        place = await self._place_of(asker, place, request)
        zone = await self._work.directory.zone(asker.team, asker.person)

        async def submitted(
            tx: Transaction, busy: Busy | None
        ) -> Planned | Started | Queued | Busy:
            draft = await self._draft(tx, asker, place, request, zone)
            plan = await _stored(tx, asker, draft, request)
            if busy is not None and request.queue:
                return await self._wait(tx, asker, plan, busy)
            if busy is not None:
                return replace(busy, plan=plan.id)
            return await self._begin(tx, asker, plan) if is_clear(plan) else Planned(plan)

        return await self._in_channel(asker, place, submitted)

    async def start(self, asker: Asker, session_id: SessionId) -> Started | Busy | None:
        """Start a plan; None if this delivery was taken in before."""

        async def started(tx: Transaction, busy: Busy | None) -> Started | Busy:
            plan = await _found(tx, asker, session_id)
            if busy is not None and busy.running.id != plan.id:
                return replace(busy, plan=plan.id)
            return await self._begin(tx, asker, plan)

        return await self._in_channel(asker, await self._place(asker, session_id), started)

    async def change(
        self, asker: Asker, session_id: SessionId, change: PlanChange
    ) -> Session | None:
        """Fit a plan to its slot, or put a break into it."""

        def changed(session: Session) -> tuple[PlannedItem, ...]:
            return PLAN_CHANGES[change](session.plan, session.slot)

        return await self._work.make(
            asker, session_id, lambda plan, by, _now: start.change_plan(plan, by, changed)
        )

    async def keep_as_is(self, asker: Asker, session_id: SessionId) -> Session | None:
        """Keep a plan although the time check found something."""
        return await self._work.make(
            asker, session_id, lambda plan, by, _now: start.keep_plan(plan, by)
        )

    async def cancel(self, asker: Asker, session_id: SessionId) -> Session | None:
        return await self._work.make(asker, session_id, start.cancel)

    async def queue(self, asker: Asker, session_id: SessionId) -> Queued | Planned | None:
        """Let a stored plan wait until its channel is free; it may be free by now."""

        async def queued(tx: Transaction, busy: Busy | None) -> Queued | Planned:
            plan = await _found(tx, asker, session_id)
            return await self._wait(tx, asker, plan, busy) if busy else Planned(plan)

        return await self._in_channel(asker, await self._place(asker, session_id), queued)

    async def _in_channel(
        self,
        asker: Asker,
        place: Place,
        act: Callable[[Transaction, Busy | None], Awaitable[PlanOutcome]],
    ) -> PlanOutcome | None:
        """Act on a channel once per delivery, knowing what runs there.

        The running session is locked before any plan, as it is when a session closes. Whoever is
        beaten to the channel in the same moment acts again, and finds it taken.
        """
        try:
            return await self._once(asker, place, act)
        except PlaceTaken:
            return await self._once(asker, place, act)

    async def _once(
        self,
        asker: Asker,
        place: Place,
        act: Callable[[Transaction, Busy | None], Awaitable[PlanOutcome]],
    ) -> PlanOutcome | None:
        async with self._work.taken_in(asker) as tx:
            if tx is None:
                return None
            running = await tx.sessions.live_in(place)
            card = await tx.posts.card(running.id) if running else None
            outcome = await act(tx, Busy(running, card) if running else None)
        self._work.signal.changed()
        return outcome

    async def _begin(self, tx: Transaction, asker: Asker, plan: Session) -> Started:
        now = self._work.clock.now()
        moved = start.start(plan, asker.person, now)
        await keep(tx, moved, now)
        return Started(moved.session)

    async def _wait(self, tx: Transaction, asker: Asker, plan: Session, busy: Busy) -> Queued:
        waiting = start.queue(plan, asker.person, busy.running.id, self._work.clock.now())
        await tx.sessions.save(waiting.session, waiting.records)
        return Queued(waiting.session)

    async def _place(self, asker: Asker, session_id: SessionId) -> Place:
        return (await self._work.peek(asker, session_id)).place

    async def _place_of(self, asker: Asker, here: Place, request: PlanRequest) -> Place:
        """Where a plan is for; a template is kept where sessions like it are held."""
        return here if request.template else await self.place_for(asker, here, request.format)

    async def _draft(
        self, tx: Transaction, asker: Asker, place: Place, request: PlanRequest, zone: str
    ) -> Session:
        new = request.revises or self._work.ids.new_session()
        bind_contextvars(session=new)
        saved = await _saved(tx, place, request.template)
        meant = replace(request, saved=saved)
        draft = self._reader.read(meant, new, place, asker.person, zone, self._work.clock.now())
        return await with_settings(tx, draft, saved.posting if saved else None)


async def _saved(tx: Transaction, place: Place, name: str) -> SavedPlan | None:
    """The plan of the template that was asked for, if one was."""
    if not name:
        return None
    template = await tx.templates.get(place, name)
    if template is None:
        said = f"The template {name} is not there any more. Choose another one, or a format."
        raise WrongFields({PlanField.FORMAT: said})
    return template.plan


def is_clear(plan: Session) -> bool:
    """Whether nothing about a plan is left to decide."""
    return bool(plan.outcome) and not concerns(plan.plan, plan.slot)


async def _stored(tx: Transaction, asker: Asker, draft: Session, request: PlanRequest) -> Session:
    """Store the draft as a new plan, or in place of the one it revises."""
    if request.revises is None:
        await tx.sessions.add(draft, ())
        return draft
    old = await _found(tx, asker, request.revises)
    if not request.template:
        draft = start.set_like(old, draft)
    revised = start.revise(old, asker.person, draft)
    await tx.sessions.save(revised.session, revised.records)
    return revised.session


async def _found(tx: Transaction, asker: Asker, session_id: SessionId) -> Session:
    session = await tx.sessions.get(asker.team, session_id)
    if session is None:
        raise NotFound(GONE)
    return session
