"""One pass of the publisher over a session in quarantine, which it cannot read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.application.ports import Store
from bot.application.posts import keys
from bot.application.posts.contents import SetAsideNotice
from bot.application.posts.post import Nature, Post, Where
from bot.application.publishing.courier import Courier, Desk
from bot.application.publishing.ledger import Ledger
from bot.application.publishing.ports import PostState
from bot.application.publishing.removal import Removal
from bot.application.publishing.visit import Visit
from bot.application.quarantine_ports import SessionTrouble
from bot.domain.moves.start import take_turn
from bot.domain.state.facts import Posting
from bot.domain.state.formats import Advance
from bot.domain.state.identity import PersonId, Place, SessionId
from bot.domain.state.session import LIVE, Session, SessionState

NOTICE = Post(
    key=keys.SET_ASIDE_NOTICE, where=Where.CHANNEL, nature=Nature.ONE_OFF, content=SetAsideNotice()
)


@dataclass(frozen=True, slots=True)
class SettingAside:
    """Tells the channel that a session was set aside, or takes away what was posted about it."""

    desk: Desk
    store: Store
    ledger: Ledger

    async def make(self) -> float | None:
        """Gives the seconds after which to go on, None once there is nothing left to do."""
        session = self.ledger.claim.session
        async with self.store.transaction() as tx:
            trouble = await tx.troubles.of(session)
        if trouble is None:
            return None
        self.ledger.sent.update(await self.desk.outbox.sent(session))
        courier = Courier(self.desk, _stand_in(session, trouble.place), self.ledger)
        if trouble.state == SessionState.DISCARDED:
            return await self._remove(courier)
        await self._make_room(trouble)
        if not _was_seen(trouble):
            # Whoever planned it is told when they press something; the channel has seen nothing.
            return None
        visit = Visit(courier, (), (NOTICE,))
        await visit.make()
        return visit.again_in

    async def _remove(self, courier: Courier) -> float | None:
        again_in = await Removal(courier, ()).make()
        if again_in is None:
            async with self.store.transaction() as tx:
                await tx.troubles.remove(self.ledger.claim.session)
            self.ledger.noted.clear()
        return again_in

    async def _make_room(self, trouble: SessionTrouble) -> None:
        """Let the first plan in line have its turn, if it did not have it yet."""
        is_told = await self._is_told()
        if is_told or not _was_seen(trouble):
            return
        async with self.store.transaction() as tx:
            if await tx.sessions.live_in(trouble.place) is not None:
                return
            waiting = await tx.sessions.first_queued(trouble.place)
            if waiting is not None:
                turn = take_turn(waiting, self.desk.clock.now())
                await tx.sessions.save(turn.session, turn.records)

    async def _is_told(self) -> bool:
        sent = (await self.desk.outbox.sent(self.ledger.claim.session)).get(NOTICE.key)
        return sent is not None and sent.state is not PostState.WAITING


def _was_seen(trouble: SessionTrouble) -> bool:
    """Whether the channel has seen it; in a state that cannot be read, it may have."""
    return trouble.state in LIVE or trouble.state not in set(SessionState)


def _stand_in(session: SessionId, place: Place) -> Session:
    """As much of a session as a message about it needs."""
    return Session(
        id=session,
        place=place,
        format="",
        outcome="",
        measure="",
        slot=timedelta(0),
        advance=Advance.AUTO,
        posting=Posting.THREAD,
        roles=(),
        zone="UTC",
        planned_by=PersonId(""),
        planned_at=datetime(1970, 1, 1, tzinfo=UTC),
        items=(),
        state=SessionState.CLOSED,
    )
