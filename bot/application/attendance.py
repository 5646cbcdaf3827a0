"""Whether the bot was there all the time, and what follows where it was not."""

from datetime import datetime, timedelta

from bot.application.ports import Clock, Store

ABSENCE = timedelta(seconds=60)


class Attendance:
    """Notices an absence of the bot: a stop, a crash, a machine that slept.

    Every live session is told of it, so that it merges what it missed into one line.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._seen_at: datetime | None = None

    async def beat(self) -> None:
        """Write down that the bot is there now, and note an absence that ends with it."""
        now = self._clock.now()
        async with self._store.transaction() as tx:
            last = await tx.beats.beat(now)
            if last is not None and self._is_absence(now - last):
                await tx.sessions.note_absence(last)
        self._seen_at = now

    async def check(self) -> None:
        """Note an absence before a person's press is looked at, which may come before any beat."""
        if self._seen_at is None or self._is_absence(self._clock.now() - self._seen_at):
            await self.beat()

    def _is_absence(self, gap: timedelta) -> bool:
        return gap > timedelta(0) and self._clock.real_seconds(gap) > ABSENCE.total_seconds()
