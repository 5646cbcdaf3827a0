"""Use cases of everybody: join, watch, leave, rate, mark items done."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.application.asking import Asker
from bot.application.changes import Changes, NotYet
from bot.application.ports import Clock, Signal, Store
from bot.application.wanted_posts import item_of_step
from bot.domain.capturing import tick, untick
from bot.domain.identity import ChannelId, ItemId, PersonId, Place, SessionId
from bot.domain.participation import Presence
from bot.domain.session import Moved, Session
from bot.domain.taking_part import join, leave, observe, rate

ENTRANCES: Mapping[Presence, Callable[[Session, PersonId, datetime], Moved]] = {
    Presence.JOINED: join,
    Presence.OBSERVING: observe,
    Presence.LEFT: leave,
}


async def enter(
    changes: Changes, asker: Asker, session_id: SessionId, presence: Presence
) -> Session | None:
    """Join, watch or leave a session."""
    return await changes.make(
        asker,
        session_id,
        lambda session, now: ENTRANCES[presence](session, asker.person, now),
    )


async def say_worth(
    changes: Changes, asker: Asker, session_id: SessionId, *, worth_it: bool
) -> Session | None:
    """Say after the close whether the session was worth the time."""
    return await changes.make(
        asker, session_id, lambda session, _now: rate(session, asker.person, worth_it=worth_it)
    )


class Ticking:
    """Reactions on a step's own message mark its item done, or take that back."""

    def __init__(self, store: Store, clock: Clock, signal: Signal) -> None:
        self._store = store
        self._clock = clock
        self._signal = signal

    async def react(
        self, asker: Asker, channel: ChannelId, ts: str, reaction: str, *, added: bool
    ) -> None:
        """Take a reaction in; whatever is not about a running session's step does nothing.

        Raises:
            NotYet: a post is on its way to this channel, and the reaction may be about it.
        """
        now = self._clock.now()
        place = Place(asker.team, channel)
        async with self._store.transaction() as tx:
            settings = await tx.channels.settings(place)
            if reaction not in settings.done_reactions:
                return
            found = await tx.posts.find(asker.team, channel, ts)
            if found is None and await tx.posts.any_unsettled(place):
                raise NotYet
            item = item_of_step(found.key) if found else None
            if found is None or item is None:
                return
            if not await tx.inbox.is_new(asker.team, asker.delivery, now):
                return
            session = await tx.sessions.get(asker.team, found.session)
            if session is None or not session.is_live:
                return
            mark = tick if added else untick
            moved = mark(session, ItemId(item), asker.person, now)
            await tx.sessions.save(moved.session, moved.records)
        self._signal.changed()
