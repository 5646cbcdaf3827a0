"""Publishers over a real database, with a messenger and a clock that a test has in its hands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.adapters.db.store import Database
from bot.adapters.slack.doors.render import SlackRenderer
from bot.application.operating.telemetry import NO_TELEMETRY, Telemetry
from bot.application.publishing.budgets import Budgets
from bot.application.publishing.counted_messenger import CountedMessenger
from bot.application.publishing.courier import Desk
from bot.application.publishing.ports import SentPost
from bot.application.publishing.publisher import Publisher
from bot.application.work.work import Work
from bot.domain.state.facts import Record
from bot.domain.state.identity import ItemId, SessionId
from bot.domain.state.session import Moved, Session
from tests.support.fake_messenger import FakeMessenger
from tests.support.sessions import PLACE, SessionBuilder, a_session
from tests.support.still_clock import StillClock
from tests.support.work import work_on

S1 = a_session().session.id
FIRST = ItemId(1)


class PowerCut(BaseException):
    """Ends the process in the middle of a call."""


@dataclass
class Newsroom:
    """Any number of publishers, which share nothing but the database and Slack."""

    database: Database
    clock: StillClock = field(default_factory=StillClock)
    messenger: FakeMessenger = field(init=False)

    def __post_init__(self) -> None:
        self.messenger = FakeMessenger(self.clock.now)
        self._one = self.publisher()

    def publisher(self, worker: str = "worker", telemetry: Telemetry = NO_TELEMETRY) -> Publisher:
        desk = Desk(
            outbox=self.database.outbox,
            clock=self.clock,
            renderer=SlackRenderer("https://acme.slack.com/"),
            messenger=CountedMessenger(self.messenger, telemetry),
            budgets=Budgets(self.clock.seconds),
            telemetry=telemetry,
        )
        return Publisher(desk, self.database, worker)

    @property
    def work(self) -> Work:
        """For what people do in its sessions, who are all in the channel."""
        return work_on(self.database, self.clock)

    async def add(self, builder: SessionBuilder) -> None:
        async with self.database.transaction() as tx:
            await tx.sessions.add(builder.session, builder.records)

    async def move(self, move: Callable[[Session], Moved]) -> None:
        async with self.database.transaction() as tx:
            session = await tx.sessions.get(PLACE.team, S1)
            assert session is not None
            moved = move(session)
            await tx.sessions.save(moved.session, moved.records)

    async def visit(self) -> bool:
        """Let the one publisher that always works here make a single visit."""
        return await self._one.publish_next()

    async def settle(self, publisher: Publisher | None = None, seconds: float = 3600) -> None:
        """Publish until nothing waits, or for so long, letting time pass where it has to."""
        publisher = publisher or self._one
        end = self.clock.seconds() + seconds
        for _ in range(200):
            if await publisher.publish_next():
                continue
            waits = await publisher.seconds_to_next()
            if waits is None or self.clock.seconds() + waits > end:
                return
            self.clock.pass_seconds(waits + 0.01)
        raise AssertionError("the publisher never came to rest")

    async def session(self) -> Session:
        return (await self.database.outbox.load(S1)).session

    async def posts(self) -> Mapping[str, SentPost]:
        return (await self.database.outbox.load(S1)).sent

    async def sent(self, key: str) -> SentPost:
        return (await self.posts())[key]

    async def records(self, session_id: SessionId = S1) -> tuple[Record, ...]:
        return (await self.database.outbox.load(session_id)).records
