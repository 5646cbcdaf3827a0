"""What an operator sees of one process of the bot: whether it is ready, and its metrics."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.adapters.db.checks import DATABASE, ask
from bot.adapters.db.store import Database
from bot.adapters.metrics import Metrics
from bot.adapters.slack.client.checks import INVITATION, SLACK, SlackChecks, strangers
from bot.adapters.slack.client.posting import POSTING
from bot.adapters.slack.edge.deliveries import Deliveries
from bot.adapters.web.refusals import SIGNATURE_CHECK, Refusals
from bot.application.operating.checkup import Check, Checkup, Finding
from bot.application.ports import Clock
from bot.domain.state.identity import Place

CONNECTION = "connection"
TICK = "tick"
# Seconds for each answer: Slack waits three for that of a command.
CHECK_PATIENCE = 2.0
LONGEST_WITHOUT_TICK = 30.0
RESTART = "See in the log what tick_failed says; if nothing, restart the bot."
# What people may miss first when an app was made from an old manifest.
EVENT_NAMES = {"reaction_added": "reactions", "message": "messages", "app_home_opened": "App Home"}


class SlackConnection(Protocol):
    """What the way in which Slack reaches the bot tells about itself."""

    others: int
    """How many others are connected that share no database with this process."""

    async def is_connected(self) -> bool: ...


@dataclass(slots=True)
class Operations:
    """Everything that can be asked about one process.

    `works` says whether it runs the scheduler and the publisher, `has_socket` whether Slack reaches
    it over Socket Mode: the `socket` is there once it is being opened. `is_running` is set when the
    start is over. Where Slack delivers over HTTP, `refusals` are what was not let in.
    """

    database: Database
    clock: Clock
    metrics: Metrics
    deliveries: Deliveries
    slack: SlackChecks
    works: bool
    has_socket: bool
    refusals: Refusals | None = None
    socket: SlackConnection | None = None
    is_running: bool = False
    _readiness: Checkup = field(init=False)
    _measuring: Checkup = field(init=False)
    _doctor: Checkup = field(init=False)

    def __post_init__(self) -> None:
        connection = [Check(CONNECTION, self._connection)]
        door = [Check(SIGNATURE_CHECK, self.refusals.findings)] if self.refusals else []
        ready = [
            Check("start", self._start),
            *door,
            Check(DATABASE, self._database),
            *(connection if self.has_socket else ()),
            *([Check(TICK, self._own_tick)] if self.works else ()),
        ]
        asked = [
            Check(SLACK, self.slack.identity),
            Check("events", self._events),
            *door,
            *(connection if self.has_socket else ()),
            Check(DATABASE, self._database_and_tick),
        ]
        self._readiness = Checkup(ready, CHECK_PATIENCE)
        self._measuring = Checkup([Check(DATABASE, self._measure)], CHECK_PATIENCE)
        self._doctor = Checkup(asked, CHECK_PATIENCE)

    async def readiness(self) -> Sequence[Finding]:
        """Whether people can work with the bot now."""
        return await self._readiness.findings()

    async def measured(self) -> bytes:
        """The metrics, for Prometheus."""
        database, *_ = await self._measuring.findings()
        if not database.is_ok:
            self.metrics.set_unknown()
        self.metrics.set_connected(await self._is_connected())
        return self.metrics.page()

    async def in_channel(self, place: Place) -> Sequence[Finding]:
        """What `/worksession doctor` tells in a channel."""
        checks = [
            Check(INVITATION, lambda: self.slack.invitation(place)),
            Check(POSTING, lambda: self.slack.posting(place, self.clock.now())),
        ]
        here = Checkup(checks, CHECK_PATIENCE)
        general, invitation = await asyncio.gather(self._doctor.findings(), here.findings())
        # Both know when Slack cannot be reached.
        return list(dict.fromkeys([*general, *invitation]))

    async def _start(self) -> Sequence[Finding]:
        fix = "Wait, or see in the log what it waits for."
        problem = "" if self.is_running else "The bot has not come up yet."
        return [Finding(name="start", problem=problem, fix=fix if problem else "")]

    async def _database(self) -> Sequence[Finding]:
        return (await ask(self.database)).findings

    async def _measure(self) -> Sequence[Finding]:
        asked = await ask(self.database)
        if asked.standing is not None:
            wait = asked.standing.longest_wait.total_seconds()
            self.metrics.set_standing(asked.standing.live, asked.standing.set_aside, wait)
        return asked.findings

    async def _database_and_tick(self) -> Sequence[Finding]:
        """Any process may run the scheduler; the database knows when one last ticked."""
        asked = await ask(self.database)
        beat = asked.standing.last_beat if asked.standing else None
        if beat is None:
            return asked.findings
        ago = self.clock.real_seconds(self.clock.now() - beat)
        return [
            *asked.findings,
            _tick(ago, "Start `worksession worker`, or see what its log says."),
        ]

    async def _own_tick(self) -> Sequence[Finding]:
        ago = self.metrics.since_tick()
        if ago is None:
            return [Finding(name=TICK, problem="The clock has not ticked yet.", fix=RESTART)]
        return [_tick(ago, RESTART)]

    async def _is_connected(self) -> bool:
        return self.socket is not None and await self.socket.is_connected()

    async def _connection(self) -> Sequence[Finding]:
        if self.socket is not None and self.socket.others:
            return [strangers(CONNECTION, self.socket.others)]
        if await self._is_connected():
            return [Finding(name=CONNECTION)]
        problem = "The connection to Slack is not open; the bot opens it again by itself."
        fix = "If this stays so, check this machine's connection and run `worksession doctor`."
        return [Finding(name=CONNECTION, problem=problem, fix=fix)]

    async def _events(self) -> Sequence[Finding]:
        """Slack tells nobody which events an app gets; what has come is known."""
        told = ", ".join(
            f"{name} {_ago(self.deliveries.since_heard(event))}"
            for event, name in EVENT_NAMES.items()
        )
        return [Finding(name="events", note=f"last heard by this process: {told}")]


def _tick(ago: float, fix: str) -> Finding:
    if ago <= LONGEST_WITHOUT_TICK:
        return Finding(name=TICK)
    return Finding(name=TICK, problem=f"The clock last ticked {ago:.0f} seconds ago.", fix=fix)


def _ago(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return f"{seconds:.0f} seconds ago" if seconds < 90 else f"{seconds / 60:.0f} minutes ago"
