"""The one way a session changes: take note, load, catch up with the clock, move, save, signal."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from structlog.contextvars import bind_contextvars

from bot.application.ports import Clock, Signal, Store, Transaction
from bot.application.work.admission import GONE, Admission
from bot.application.work.asking import Asker
from bot.application.work.deliveries import taken_in
from bot.application.work.pace import caught_up, session_now
from bot.domain.moves.people import leave_if_in
from bot.domain.moves.start import cancel, take_turn
from bot.domain.state.facts import Fact, SessionCancelled, SessionClosed, SessionDiscarded
from bot.domain.state.identity import PersonId, Place, SessionId
from bot.domain.state.refusals import NotFound
from bot.domain.state.session import Moved, Session

Move = Callable[[Session, datetime], Moved]

MAKES_ROOM = (SessionClosed, SessionCancelled, SessionDiscarded)
NO_SESSION_HERE = "No session runs in this channel. Type `/worksession start` to begin one."


@dataclass(frozen=True, slots=True)
class Made:
    """A session after a move, and what the move itself did: nothing that was due by the clock."""

    session: Session
    done: tuple[Fact, ...]


class NotTheirChannel(Exception):
    """Somebody was seen in another channel than that of the session, which proves nothing."""


class NotYet(Exception):
    """What was delivered cannot be understood yet; Slack should bring it again."""


async def keep(tx: Transaction, moved: Moved, now: datetime) -> None:
    """Save a session that has moved.

    The first queued plan is offered its turn each time the channel becomes free.
    """
    place = moved.session.place
    first = None
    if any(isinstance(record.fact, MAKES_ROOM) for record in moved.records):
        first = await tx.sessions.live_in(place) or await tx.sessions.first_queued(place)
    await tx.sessions.save(moved.session, moved.records)
    if first is None or first.id != moved.session.id:
        return
    waiting = await tx.sessions.first_queued(place)
    if waiting is not None:
        turn = take_turn(waiting, now)
        await tx.sessions.save(turn.session, turn.records)


class Changes:
    """Makes moves of sessions, each in one transaction and once per delivery.

    Nobody sees or moves a session who is not let into it: to them it does not exist.
    """

    def __init__(self, store: Store, clock: Clock, signal: Signal, admission: Admission) -> None:
        self._store = store
        self._clock = clock
        self._signal = signal
        self._admission = admission

    async def make(self, asker: Asker, session_id: SessionId, move: Move) -> Session | None:
        """Make a move in a session; None if this delivery has had its effect before.

        Raises:
            Refusal: the move cannot be made; nothing was changed.
        """
        made = await self.make_and_tell(asker, session_id, move)
        return made.session if made else None

    async def make_and_tell(self, asker: Asker, session_id: SessionId, move: Move) -> Made | None:
        """Like `make`, with what the move did.

        Whoever holds a role and is not in the channel any more has left before that.
        """
        bind_contextvars(session=session_id)
        if asker.is_there:
            # What they did proves that they are in a channel: if it is the session's, there is
            # nothing to ask before, and nothing that could lose what they did.
            self._admission.see(asker)
            with suppress(NotTheirChannel):
                return await self._made(asker, session_id, (), move)
        gone = await self._admission.admit(asker, session_id)
        return await self._made(replace(asker, is_there=False), session_id, gone, move)

    async def hear_of_leaving(self, asker: Asker, session_id: SessionId) -> None:
        """Take in that somebody has left the channel: in the session they have left, too."""
        bind_contextvars(session=session_id)
        await self._made(asker, session_id, [asker.person], lambda session, _now: Moved(session))

    async def leave_queue(self, asker: Asker, place: Place) -> None:
        """Take the plans of somebody who has left a channel out of its queue, which they block."""
        now = self._clock.now()
        async with self._store.transaction() as tx:
            # What runs is locked before any plan, as it is when a session closes.
            await tx.sessions.live_in(place)
            for plan in await tx.sessions.queued_of(place, asker.person):
                await keep(tx, cancel(plan, asker.person, now), now)
        self._signal.changed()

    async def _made(
        self, asker: Asker, session_id: SessionId, gone: Collection[PersonId], move: Move
    ) -> Made | None:
        now = self._clock.now()
        async with taken_in(self._store, asker, now) as tx:
            if tx is None:
                return None
            session = await tx.sessions.get(asker.team, session_id)
            if asker.is_there and (session is None or session.place.channel != asker.channel):
                raise NotTheirChannel
            if session is None:
                raise NotFound(GONE)
            own_now = session_now(session, now)
            present = self._present(session, gone, now)
            made = move(present.session, own_now)
            await keep(tx, present.then(lambda _session: made), now)
        self._signal.changed()
        return Made(made.session, tuple(record.fact for record in made.records))

    async def peek(self, asker: Asker, session_id: SessionId) -> Session:
        """The session as it stands now; changes nothing."""
        bind_contextvars(session=session_id)
        gone = await self._admission.admit(asker, session_id)
        async with self._store.transaction() as tx:
            session = await tx.sessions.get(asker.team, session_id)
        if session is None:
            raise NotFound(GONE)
        return self._present(session, gone, self._clock.now()).session

    async def peek_in(self, asker: Asker, place: Place) -> Session:
        """The session that runs in a channel, as it stands now; changes nothing."""
        async with self._store.transaction() as tx:
            session = await tx.sessions.live_in(place)
        if session is None:
            raise NotFound(NO_SESSION_HERE)
        try:
            return await self.peek(asker, session.id)
        except NotFound as not_theirs:
            raise NotFound(NO_SESSION_HERE) from not_theirs

    @staticmethod
    def _present(session: Session, gone: Collection[PersonId], now: datetime) -> Moved:
        """The session as it is by the clock, without those who are gone."""
        own_now = session_now(session, now)

        def without(moved: Moved, person: PersonId) -> Moved:
            return moved.then(lambda after: leave_if_in(after, person, own_now))

        return reduce(without, gone, caught_up(session, now))
