"""Use cases before the start: plan a session, revise it, start it, queue it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum, auto
from typing import TypeVar

from structlog.contextvars import bind_contextvars

from bot.application.ports import PlaceTaken, Transaction
from bot.application.use_cases.places import find_place
from bot.application.use_cases.plan_request import Origin, PlanField, WrongFields, read_plan
from bot.application.use_cases.posting import with_settings
from bot.application.work.admission import GONE
from bot.application.work.asking import Asker
from bot.application.work.changes import keep
from bot.application.work.work import Work
from bot.domain.moves import start as moves
from bot.domain.rules.plan import add_break, concerns, fit
from bot.domain.state.agenda import PlannedItem
from bot.domain.state.identity import MessageRef, Place, SessionId
from bot.domain.state.refusals import NotFound
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


Submitted = Planned | Started | Queued | Busy


class PlanChange(StrEnum):
    FIT = auto()
    ADD_BREAK = auto()


PLAN_CHANGES: Mapping[
    PlanChange, Callable[[tuple[PlannedItem, ...], timedelta], tuple[PlannedItem, ...]]
] = {PlanChange.FIT: fit, PlanChange.ADD_BREAK: add_break}


async def look(work: Work, place: Place) -> Busy | None:
    """What runs in a channel.

    Raises:
        NotInChannel: the bot cannot work there.
    """
    if not place.is_direct and not await work.membership.bot_is_in(place):
        raise NotInChannel
    async with work.store.transaction() as tx:
        return await _busy(tx, place)


async def plan(work: Work, asker: Asker, place: Place, request: PlanRequest) -> Planned | None:
    """Store a plan that waits for its start; None if this delivery was taken in before.

    Raises:
        WrongFields: something that was typed cannot be used.
    """
    place = await _place_for(work, asker, place, request)
    zone = await work.directory.zone(asker.team, asker.person)
    async with work.taken_in(asker) as tx:
        if tx is None:
            return None
        draft = await _draft(work, tx, asker, place, request, zone)
        await tx.sessions.add(draft, ())
    return Planned(draft)


async def submit(work: Work, asker: Asker, place: Place, request: PlanRequest) -> Submitted | None:
    """Take in the start form: start at once where nothing is left to decide.

    Raises:
        NotFound: they are not in the channel, or the plan that they revise is none of theirs.
        WrongFields: something that was typed cannot be used.
    """
    await work.admission.enter(asker, place)
    if request.revises is not None:
        await work.admission.admit(asker, request.revises)
    place = await _place_for(work, asker, place, request)
    zone = await work.directory.zone(asker.team, asker.person)

    async def submitted(tx: Transaction, busy: Busy | None) -> Submitted:
        draft = await _draft(work, tx, asker, place, request, zone)
        session = await _stored(tx, asker, draft, request)
        if busy is not None and request.queue:
            return await _wait(work, tx, asker, session, busy)
        if busy is not None:
            return replace(busy, plan=session.id)
        return await _begin(work, tx, asker, session) if is_clear(session) else Planned(session)

    return await _in_channel(work, asker, place, submitted)


async def start(work: Work, asker: Asker, session_id: SessionId) -> Started | Busy | None:
    """Start a plan; None if this delivery was taken in before."""

    async def started(tx: Transaction, busy: Busy | None) -> Started | Busy:
        session = await _found(tx, asker, session_id)
        if busy is not None and busy.running.id != session.id:
            return replace(busy, plan=session.id)
        return await _begin(work, tx, asker, session)

    place = (await work.peek(asker, session_id)).place
    return await _in_channel(work, asker, place, started)


async def change(
    work: Work, asker: Asker, session_id: SessionId, wanted: PlanChange
) -> Session | None:
    """Fit a plan to its slot, or put a break into it."""

    def changed(session: Session) -> tuple[PlannedItem, ...]:
        return PLAN_CHANGES[wanted](session.plan, session.slot)

    return await work.make(
        asker, session_id, lambda each, by, _now: moves.change_plan(each, by, changed)
    )


async def queue(work: Work, asker: Asker, session_id: SessionId) -> Queued | Planned | None:
    """Let a stored plan wait until its channel is free; it may be free by now."""

    async def queued(tx: Transaction, busy: Busy | None) -> Queued | Planned:
        session = await _found(tx, asker, session_id)
        return await _wait(work, tx, asker, session, busy) if busy else Planned(session)

    place = (await work.peek(asker, session_id)).place
    return await _in_channel(work, asker, place, queued)


def is_clear(plan: Session) -> bool:
    """Whether nothing about a plan is left to decide."""
    return bool(plan.outcome) and not concerns(plan.plan, plan.slot)


async def _in_channel(
    work: Work,
    asker: Asker,
    place: Place,
    act: Callable[[Transaction, Busy | None], Awaitable[PlanOutcome]],
) -> PlanOutcome | None:
    """Act on a channel once per delivery, knowing what runs there.

    The running session is locked before any plan, as it is when a session closes. Whoever is
    beaten to the channel in the same moment acts again, and finds it taken.
    """
    try:
        return await _once(work, asker, place, act)
    except PlaceTaken:
        return await _once(work, asker, place, act)


async def _once(
    work: Work,
    asker: Asker,
    place: Place,
    act: Callable[[Transaction, Busy | None], Awaitable[PlanOutcome]],
) -> PlanOutcome | None:
    async with work.taken_in(asker) as tx:
        if tx is None:
            return None
        outcome = await act(tx, await _busy(tx, place))
    work.signal.changed()
    return outcome


async def _busy(tx: Transaction, place: Place) -> Busy | None:
    running = await tx.sessions.live_in(place)
    return Busy(running, await tx.posts.card(running.id)) if running else None


async def _begin(work: Work, tx: Transaction, asker: Asker, session: Session) -> Started:
    now = work.clock.now()
    moved = moves.start(session, asker.person, now)
    await keep(tx, moved, now)
    return Started(moved.session)


async def _wait(work: Work, tx: Transaction, asker: Asker, session: Session, busy: Busy) -> Queued:
    waiting = moves.queue(session, asker.person, busy.running.id, work.clock.now())
    await tx.sessions.save(waiting.session, waiting.records)
    return Queued(waiting.session)


async def _place_for(work: Work, asker: Asker, here: Place, request: PlanRequest) -> Place:
    """Where a plan is for; a template is kept where sessions like it are held."""
    return here if request.template else await find_place(work, asker, here, request.format)


async def _draft(
    work: Work, tx: Transaction, asker: Asker, place: Place, request: PlanRequest, zone: str
) -> Session:
    new = request.revises or work.ids.new_session()
    bind_contextvars(session=new)
    saved = await _saved(tx, place, request.template)
    now = work.clock.now()
    origin = Origin(session=new, place=place, person=asker.person, zone=zone, now=now)
    draft = read_plan(work.formats, replace(request, saved=saved), origin)
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


async def _stored(tx: Transaction, asker: Asker, draft: Session, request: PlanRequest) -> Session:
    """Store the draft as a new plan, or in place of the one it revises."""
    if request.revises is None:
        await tx.sessions.add(draft, ())
        return draft
    old = await _found(tx, asker, request.revises)
    if not request.template:
        draft = moves.set_like(old, draft)
    revised = moves.revise(old, asker.person, draft)
    await tx.sessions.save(revised.session, revised.records)
    return revised.session


async def _found(tx: Transaction, asker: Asker, session_id: SessionId) -> Session:
    session = await tx.sessions.get(asker.team, session_id)
    if session is None:
        raise NotFound(GONE)
    return session
