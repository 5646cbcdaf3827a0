"""Use cases for what a channel sets for its sessions."""

from dataclasses import replace

from bot.application.asking import Asker
from bot.application.changes import keep
from bot.application.ports import ChannelSettings, Clock, Signal, Store
from bot.domain.facts import Posting
from bot.domain.identity import Place
from bot.domain.passing import advance
from bot.domain.steering import change_posting


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
        now = self._clock.now()
        async with self._store.transaction() as tx:
            settings = replace(await tx.channels.settings(place), posting=posting)
            if not await tx.inbox.is_new(asker.team, asker.delivery, now):
                return settings
            await tx.channels.save_settings(place, settings)
            session = await tx.sessions.live_in(place)
            if session is not None:
                moved = advance(session, now).then(
                    lambda after: change_posting(after, asker.person, posting, now)
                )
                await keep(tx, moved, now)
        self._signal.changed()
        return settings

    async def set_done_reactions(
        self, asker: Asker, place: Place, reactions: tuple[str, ...]
    ) -> ChannelSettings:
        """Say which reactions mark a step done, by their emoji names."""
        now = self._clock.now()
        async with self._store.transaction() as tx:
            settings = replace(await tx.channels.settings(place), done_reactions=reactions)
            if await tx.inbox.is_new(asker.team, asker.delivery, now):
                await tx.channels.save_settings(place, settings)
        return settings
