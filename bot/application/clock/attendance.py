"""Whether the bot was there all the time, and what follows where it was not."""

from datetime import datetime, timedelta

from bot.application.ports import Clock, Store

ABSENCE = timedelta(seconds=60)
BEAT_EVERY = timedelta(seconds=15)


class Attendance:
    """Notices an absence of the bot: a stop, a crash, a machine that slept.

    Every live session is told of it, so that it merges what it missed into one line. The bot is
    there when its scheduler ticks; a web process that only answers presses is not enough.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._checked_at: datetime | None = None
        self._beat_at: datetime | None = None

    async def beat(self) -> datetime:
        """Record that the scheduler ticks, every 15 seconds, and note an absence that ends with it.

        Gives the moment up to which nothing was missed unnoticed: a machine may fall asleep
        right after it.
        """
        now = self._clock.now()
        if self._beat_at is not None and timedelta(0) <= now - self._beat_at < BEAT_EVERY:
            return now
        async with self._store.transaction() as tx:
            known = await tx.beats.known()
            await tx.beats.beat(now)
            if known is not None and self._is_absence(now - known.latest):
                await tx.sessions.note_absence(known.latest)
        self._checked_at = self._beat_at = now
        return now

    async def check(self) -> None:
        """Note an absence that goes on, before a press is looked at which comes before any beat.

        It is noted once: what follows until the next beat is for that to note.
        """
        now = self._clock.now()
        if self._checked_at is not None and not self._is_absence(now - self._checked_at):
            return
        async with self._store.transaction() as tx:
            known = await tx.beats.known()
            if known is not None and not known.is_noticed and self._is_absence(now - known.at):
                await tx.beats.notice(now)
                await tx.sessions.note_absence(known.at)
        self._checked_at = now

    def _is_absence(self, gap: timedelta) -> bool:
        return gap > timedelta(0) and self._clock.real_seconds(gap) > ABSENCE.total_seconds()
