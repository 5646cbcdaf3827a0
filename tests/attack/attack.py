"""An attack on one bot: mutated deliveries, forged ones, strangers; then people work with it."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from demo.bot_process import BotProcess
from localslack import LocalSlack
from tests.attack.binding import Binding
from tests.attack.corpus import Json, Kept, load
from tests.attack.forgeries import Forgery, forgeries
from tests.attack.mutations import mutated
from tests.attack.plans import Scale
from tests.attack.rooms import Room
from tests.attack.sending import EVENTS_PATH, OverHttp, OverSocket, Sender, Tally, brought, post
from tests.attack.strangers import BODY, HEAD, drips, floods, held

AT_ONCE = 6
WAVE = 60
# Most deliveries are mutated once; a few come as they are, and some a second time.
AS_IT_IS, AGAIN = 0.06, 0.08
PATIENCE = 90.0
MOST_OF_A_MONITOR = 100
# What counts as refused too: the bot had heard enough.
CUT_OFF = 400
# Slack waits for three seconds; a slow machine is not what is to be found out.
ACK_SECONDS = 60.0


@dataclass(slots=True, kw_only=True)
class Attack:
    """`listener` is the process that Slack reaches; `problems` are about forged requests."""

    slack: LocalSlack
    rooms: Sequence[Room]
    listener: BotProcess
    dice: random.Random
    scale: Scale
    tally: Tally = field(default_factory=Tally)
    let_in: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def _door(self) -> int:
        """Where strangers find the bot: with sockets, only the operator's pages are there."""
        return self.listener.port if self.listener.http else self.listener.ops_port

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self.listener.port}{EVENTS_PATH}"

    async def on_what_the_bot_takes(self) -> None:
        """Send mutated deliveries in waves; between them, people begin new sessions."""
        corpus = load()
        others = _known(corpus)
        binding = Binding(self.slack, self.rooms, self.dice)
        left = self.scale.deliveries
        async with self._sender() as sender:
            while left > 0:
                await self._work_goes_on()
                wave = [self._next(corpus, others, binding) for _ in range(min(WAVE, left))]
                left -= len(wave)
                await _some_at_once(self._sending(sender, *each) for each in wave)

    async def by_strangers(self) -> None:
        """Forge requests, send megabytes, hold connections, and be slow; then one is taken."""
        slow, door = self.scale.slow_seconds, self._door
        dripping = [asyncio.create_task(drips(door, text, slow)) for text in (HEAD, BODY) * 5]
        if self.listener.http:
            await self._forge()
        # Of the operator's pages, which are for the machine itself, only a monitor may leak some.
        most = self.scale.connections if self.listener.http else MOST_OF_A_MONITOR
        async with held(door, min(self.scale.connections, most)):
            await asyncio.gather(*dripping)
        if self.listener.http:
            await self._is_taken_again()

    async def _forge(self) -> None:
        async with _http() as http:
            await _some_at_once(
                self._forging(http, each) for each in forgeries(self.slack.signing_secret)
            )
            for status in await floods(http, self._url, self.scale.megabytes):
                self.tally.statuses[status or CUT_OFF] += 1

    async def _is_taken_again(self) -> None:
        """Once strangers are gone, the door opens; how soon is the bot's own affair."""
        async with _http() as http, asyncio.timeout(PATIENCE):
            while await post(http, self._url, b"", {}) == 0:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.2)

    async def _forging(self, http: aiohttp.ClientSession, forgery: Forgery) -> None:
        try:
            status = await post(http, self._url, forgery.raw, forgery.headers)
        except ValueError:
            # This client sends no such header.
            return
        self.tally.statuses[status or CUT_OFF] += 1
        if not forgery.is_answered_well(status):
            self.let_in.append(f"{forgery.name}: {status}")

    def _next(
        self, corpus: Sequence[Kept], others: Sequence[str], binding: Binding
    ) -> tuple[Kept, Json, int]:
        kept = self.dice.choice(corpus)
        body = binding.bound(kept)
        if self.dice.random() > AS_IT_IS:
            body = mutated(body, self.dice, others)
        return kept, body, 2 if self.dice.random() < AGAIN else 1

    async def _sending(self, sender: Sender, kept: Kept, body: Json, times: int) -> None:
        for _ in range(times):
            status = await brought(sender, kept.way, body)
            self.tally.note(status, kept.kind, body)

    @asynccontextmanager
    async def _sender(self) -> AsyncIterator[Sender]:
        if not self.listener.http:
            self.slack.socket_mode.ack_timeout = ACK_SECONDS
            yield OverSocket(self.slack)
            return
        async with _http() as http:
            yield OverHttp(http, self._url, self.slack.signing_secret)

    async def _work_goes_on(self) -> None:
        """Where no session is left, somebody begins one, if the last attack lets them."""
        for room in self.rooms:
            for person in room.people:
                self.slack.workspace.forms.clear(person.user)
            if room.card is None or "Closed" in room.card.readable():
                with contextlib.suppress(AssertionError):
                    await room.plans()


def _known(corpus: Sequence[Kept]) -> list[str]:
    """The ids and values that elements and forms have."""
    kinds = (each.kind.rpartition(":")[2] for each in corpus)
    return sorted({*kinds, "input", "more"})


@asynccontextmanager
async def _http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=40)) as http:
        yield http


async def _some_at_once(works: Iterable[Awaitable[None]]) -> None:
    """Do it all, a few at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(work: Awaitable[None]) -> None:
        async with gate:
            await work

    await asyncio.gather(*(one(each) for each in works))
