"""The weather: faults of Slack, its sockets and the database's connections, at random."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from localslack import LocalSlack, faults
from localslack.faults import ANY, Detour, Fault, Hold
from localslack.traffic import Direction, Record

CALLS = (
    ANY,
    ANY,
    "chat.postMessage",
    "chat.postMessage",
    "chat.update",
    "chat.update",
    "conversations.history",
    "conversations.replies",
    "conversations.open",
    "reactions.add",
    "views.open",
)
EVENTS = (ANY, "message", "reaction_added", "reaction_removed")
MOST_WAITING = 1
# A fault may strike once in so many seconds of the weather's own time.
SOCKETS_EVERY = 8.0
CUTS_EVERY = 10.0


def _call_fault(dice: random.Random) -> Fault:
    makers: tuple[Callable[[], Fault], ...] = (
        lambda: faults.rate_limited(dice.choice((1, 1, 2))),
        faults.http_500,
        faults.http_503,
        lambda: faults.http_500(carried_out=True),
        lambda: faults.error("internal_error", carried_out=True),
        faults.reset_before,
        faults.reset_after,
        faults.reset_after,
        faults.half_an_answer,
        lambda: faults.slow(Hold(dice.uniform(0.2, 3.0))),
    )
    return dice.choice(makers)()


def _detour(dice: random.Random) -> Detour:
    makers: tuple[Callable[[], Detour], ...] = (
        faults.twice,
        lambda: faults.late(Hold(dice.uniform(0.2, 3.0))),
        faults.overtaken,
        faults.lost_ack,
    )
    return dice.choice(makers)()


@dataclass(slots=True)
class Weather:
    """Bad until it is cleared; `struck` counts the faults that really hit something.

    `share` is how many of the calls and deliveries fail, from 0 to 1; `cut` cuts the connections to
    the database, if it has any.
    """

    slack: LocalSlack
    dice: random.Random
    share: float
    sockets: bool
    cut: Callable[[], Awaitable[None]] | None = None
    _is_raging: bool = field(default=False, init=False)
    _planned: int = field(default=0, init=False)
    _accidents: int = field(default=0, init=False)

    @property
    def struck(self) -> int:
        return self._planned - self._still_to_come() + self._accidents

    async def rage(self) -> None:
        """Send one fault after the other, until cancelled."""
        self._is_raging = True
        if self.sockets:
            await self._breaks_sockets()
        elif self.cut is not None:
            await self._cuts(self.cut)

    def clear(self) -> None:
        """Let nothing more go wrong, and let go what is kept back."""
        self._is_raging = False
        # What was planned and did not come is not counted any more.
        self._planned -= self._still_to_come()
        self.slack.faults.clear_all()

    def watch(self, record: Record) -> None:
        """Let what comes next go wrong, now and then: how much does depends on how much goes on."""
        if self._is_raging and self.dice.random() < self.share:
            if record.direction is Direction.CALL:
                self._plan_call()
            else:
                self._plan_event()

    def _plan_call(self) -> None:
        method, fault = self.dice.choice(CALLS), _call_fault(self.dice)
        if _is_room(self.slack.faults.waiting(), method):
            self.slack.faults.next(method, fault)
            self._planned += 1

    def _plan_event(self) -> None:
        event, detour = self.dice.choice(EVENTS), _detour(self.dice)
        if _is_room(self.slack.faults.events.waiting(), event):
            self.slack.faults.events.next(event, detour)
            self._planned += 1

    async def _breaks_sockets(self) -> None:
        incidents = self.slack.incidents()
        while True:
            await asyncio.sleep(self.dice.expovariate(1 / SOCKETS_EVERY))
            if self.slack.socket_mode.connections:
                how = self.dice.choice((incidents.drop_sockets, incidents.half_open_sockets, None))
                if how is None:
                    await self.slack.disconnect_sockets()
                else:
                    how()
                self._accidents += 1

    async def _cuts(self, cut: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(self.dice.expovariate(1 / CUTS_EVERY))
            await cut()
            self._accidents += 1

    def _still_to_come(self) -> int:
        faults = self.slack.faults
        return sum((*faults.waiting().values(), *faults.events.waiting().values()))


def _is_room(waiting: Mapping[str, int], name: str) -> bool:
    return waiting.get(name, 0) < MOST_WAITING
