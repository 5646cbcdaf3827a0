"""What every use case works with, and the one way in which it changes a session."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from structlog.contextvars import bind_contextvars

from bot.application.ports import (
    Clock,
    DirectMessages,
    Directory,
    Ids,
    Membership,
    Signal,
    Store,
    Transaction,
)
from bot.application.work.admission import GONE, Admission
from bot.application.work.asking import Asker
from bot.application.work.changes import Made, MoveBy, keep
from bot.application.work.pace import caught_up, session_now
from bot.domain.moves.people import leave_if_in
from bot.domain.state.formats import SessionFormat
from bot.domain.state.identity import PersonId, Place, SessionId
from bot.domain.state.refusals import NotFound
from bot.domain.state.session import Moved, Session

NO_SESSION_HERE = "No session runs in this channel. Type `/worksession start` to begin one."


class NotTheirChannel(Exception):
    """Somebody was seen in another channel than that of the session, which proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Takes a delivery in once, loads, catches up with the clock, moves, keeps and signals.

    Nobody sees or moves a session who is not let into it: to them it does not exist.
    """

    store: Store
    clock: Clock
    signal: Signal
    ids: Ids
    directory: Directory
    membership: Membership
    direct_messages: DirectMessages
    formats: Mapping[str, SessionFormat]

    @property
    def admission(self) -> Admission:
        return Admission(self.store, self.membership)

    @asynccontextmanager
    async def taken_in(self, asker: Asker) -> AsyncIterator[Transaction | None]:
        """The transaction in which a delivery has its effect; None if it had it before.

        The delivery is noted in the same transaction, so it counts only if the effect is kept.
        """
        async with self.store.transaction() as tx:
            is_new = await tx.inbox.is_new(asker.team, asker.delivery, self.clock.now())
            yield tx if is_new else None

    async def make(self, asker: Asker, session_id: SessionId, move: MoveBy) -> Session | None:
        """Make a move in a session; None if this delivery has had its effect before.

        Raises:
            Refusal: the move cannot be made; nothing was changed.
        """
        made = await self.make_and_tell(asker, session_id, move)
        return made.session if made else None

    async def make_and_tell(self, asker: Asker, session_id: SessionId, move: MoveBy) -> Made | None:
        """Like `make`, with what the move did.

        Whoever holds a role and is not in the channel any more has left before that.
        """
        bind_contextvars(session=session_id)
        if asker.is_there:
            # What they did proves that they are in a channel: if it is the session's, there is
            # nothing to ask before, and nothing that could lose what they did.
            self.admission.see(asker)
            with suppress(NotTheirChannel):
                return await self._made(asker, session_id, (), move)
        gone = await self.admission.admit(asker, session_id)
        return await self._made(replace(asker, is_there=False), session_id, gone, move)

    async def hear_of_leaving(self, asker: Asker, session_id: SessionId) -> None:
        """Take in that somebody has left the channel: in the session they have left, too."""
        bind_contextvars(session=session_id)
        await self._made(asker, session_id, [asker.person], _stays)

    async def peek(self, asker: Asker, session_id: SessionId) -> Session:
        """The session as it stands now; changes nothing."""
        bind_contextvars(session=session_id)
        gone = await self.admission.admit(asker, session_id)
        async with self.store.transaction() as tx:
            session = await tx.sessions.get(asker.team, session_id)
        if session is None:
            raise NotFound(GONE)
        return _present(session, gone, self.clock.now()).session

    async def peek_in(self, asker: Asker, place: Place) -> Session:
        """The session that runs in a channel, as it stands now; changes nothing."""
        async with self.store.transaction() as tx:
            session = await tx.sessions.live_in(place)
        if session is None:
            raise NotFound(NO_SESSION_HERE)
        try:
            return await self.peek(asker, session.id)
        except NotFound as not_theirs:
            raise NotFound(NO_SESSION_HERE) from not_theirs

    async def _made(
        self, asker: Asker, session_id: SessionId, gone: Collection[PersonId], move: MoveBy
    ) -> Made | None:
        now = self.clock.now()
        async with self.taken_in(asker) as tx:
            if tx is None:
                return None
            session = await tx.sessions.get(asker.team, session_id)
            if asker.is_there and (session is None or session.place.channel != asker.channel):
                raise NotTheirChannel
            if session is None:
                raise NotFound(GONE)
            own_now = session_now(session, now)
            present = _present(session, gone, now)
            made = move(present.session, asker.person, own_now)
            await keep(tx, present.then(lambda _session: made), now)
        self.signal.changed()
        return Made(made.session, tuple(record.fact for record in made.records))


def _present(session: Session, gone: Collection[PersonId], now: datetime) -> Moved:
    """The session as it is by the clock, without those who are gone."""
    own_now = session_now(session, now)

    def without(moved: Moved, person: PersonId) -> Moved:
        return moved.then(lambda after: leave_if_in(after, person, own_now))

    return reduce(without, gone, caught_up(session, now))


def _stays(session: Session, _by: PersonId, _now: datetime) -> Moved:
    return Moved(session)
