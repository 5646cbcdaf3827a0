"""Use cases for what a channel sets for its sessions."""

from collections.abc import Callable
from dataclasses import replace

from bot.application.ports import ChannelSettings, Clock, Signal, Store
from bot.application.work.asking import Asker
from bot.application.work.changes import Move, keep
from bot.application.work.pace import caught_up, session_now
from bot.domain.moves.captures import change_done_reactions
from bot.domain.moves.time import change_posting
from bot.domain.state.facts import Posting
from bot.domain.state.identity import Place


class SettingsDesk:
    """Shows and changes a channel's settings."""

    def __init__(self, store: Store, clock: Clock, signal: Signal) -> None:
        self._store = store
        self._clock = clock
        self._signal = signal

    async def show(self, place: Place) -> ChannelSettings:
        async with self._store.transaction() as tx:
            return await tx.channels.settings(place)

    async def set_posting(self, asker: Asker, place: Place, posting: Posting) -> ChannelSettings:
        """Say where steps are posted; a session that runs follows from its next step on."""
        return await self._set(
            asker,
            place,
            lambda settings: replace(settings, posting=posting),
            lambda session, now: change_posting(session, asker.person, posting, now),
        )

    async def set_done_reactions(
        self, asker: Asker, place: Place, reactions: tuple[str, ...]
    ) -> ChannelSettings:
        """Say which reactions mark a step done, by their emoji names, now and from now on."""
        return await self._set(
            asker,
            place,
            lambda settings: replace(settings, done_reactions=reactions),
            lambda session, _now: change_done_reactions(session, reactions),
        )

    async def _set(
        self,
        asker: Asker,
        place: Place,
        change: Callable[[ChannelSettings], ChannelSettings],
        follow: Move,
    ) -> ChannelSettings:
        """Change what a channel sets; the session that runs there follows."""
        now = self._clock.now()
        async with self._store.transaction() as tx:
            settings = change(await tx.channels.settings(place))
            if not await tx.inbox.is_new(asker.team, asker.delivery, now):
                return settings
            await tx.channels.save_settings(place, settings)
            session = await tx.sessions.live_in(place)
            if session is not None:
                moved = caught_up(session, now)
                own_now = session_now(session, now)
                if moved.session.is_live:
                    moved = moved.then(lambda after: follow(after, own_now))
                await keep(tx, moved, now)
        self._signal.changed()
        return settings
