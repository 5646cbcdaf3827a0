"""What the bot does by itself when time passes: notice its own absence, let sessions move on."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from structlog.contextvars import bound_contextvars

from bot.application.clock.attendance import Attendance
from bot.application.operating.telemetry import NO_TELEMETRY, Telemetry
from bot.application.ports import Clock, Signal, Store
from bot.application.quarantine_ports import Stage
from bot.application.work.changes import keep
from bot.application.work.guard import log_and_continue
from bot.application.work.pace import caught_up, session_now
from bot.application.work.quarantine import Attempt, Quarantine
from bot.domain.moves.clock import next_moment
from bot.domain.state.identity import SessionId, TeamId
from bot.domain.state.session import Session

# docs.slack.dev/apis/events-api: with "Delayed Events" a delivery may come again for 24 hours.
REMEMBER_DELIVERIES = timedelta(days=3)
# So many are committed together, and their steps go out before the next ones advance.
ADVANCED_TOGETHER = 25
TIDY_EVERY = timedelta(hours=1)


Overdue = tuple[TeamId, SessionId]


class Wake:
    """Lets every session in which something is due advance to now."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        signal: Signal,
        attendance: Attendance,
        telemetry: Telemetry = NO_TELEMETRY,
    ) -> None:
        self._quarantine = Quarantine(store)
        self._store = store
        self._telemetry = telemetry
        self._attendance = attendance
        self._clock = clock
        self._signal = signal
        self._tidied_at: datetime | None = None

    async def tick(self) -> datetime | None:
        """Do what is due; gives the next moment at which something will be (UTC), if any."""
        now = await self._attendance.beat()
        await self._tidy()
        tried: set[SessionId] = set()
        while True:
            async with self._store.reading() as tx:
                upcoming = await tx.sessions.next_wake()
                due = await tx.sessions.due(now) if upcoming and upcoming <= now else ()
            new = [each for each in due if each[1] not in tried]
            if not new:
                break
            tried.update(session_id for _, session_id in new)
            # The most overdue comes first, and what people do comes in between.
            for some in batched(new, ADVANCED_TOGETHER):
                await asyncio.gather(*(self._try(team, each, now) for team, each in some))
                self._signal.changed()
        self._telemetry.ticked(self._clock.real_now())
        return upcoming

    async def _try(self, team: TeamId, session_id: SessionId, now: datetime) -> None:
        """Advance a session; one that cannot must not stop all others."""
        about = {"session": session_id}
        attempt = Attempt()
        with log_and_continue("advance_failed", **about), bound_contextvars(**about), attempt:
            await self._advance(team, session_id, now)
        with log_and_continue("failure_not_counted", **about):
            await self._quarantine.settle(session_id, Stage.ADVANCE, attempt)

    async def _tidy(self) -> None:
        now = self._clock.real_now()
        if self._tidied_at is None or now - self._tidied_at > TIDY_EVERY:
            self._tidied_at = now
            async with self._store.transaction() as tx:
                await tx.inbox.forget(self._clock.now() - REMEMBER_DELIVERIES)

    async def _advance(self, team: TeamId, session_id: SessionId, now: datetime) -> None:
        async with self._store.transaction() as tx:
            session = await tx.sessions.get(team, session_id)
            if session is None:
                return
            await keep(tx, caught_up(session, now), now)
        late = self._lateness(session, now)
        if late is not None:
            self._telemetry.passed(late)

    def _lateness(self, session: Session, now: datetime) -> float | None:
        """How many real seconds after its moment the first thing that was due passes."""
        moment, own_now = next_moment(session), session_now(session, now)
        if session.away_since is not None or moment is None or moment.at > own_now:
            return None
        return self._clock.real_seconds((own_now - moment.at) / session.pace)


def batched(all_of_them: Sequence[Overdue], size: int) -> Iterator[Sequence[Overdue]]:
    """As of Python 3.12 in itertools."""
    rest = iter(all_of_them)
    while some := tuple(islice(rest, size)):
        yield some
