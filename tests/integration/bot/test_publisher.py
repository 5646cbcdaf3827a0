"""The publisher makes Slack equal to the database, whatever goes wrong on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.adapters.db.store import Database
from bot.adapters.slack.views.render import SlackRenderer
from bot.application.budgets import Budgets
from bot.application.ports import OutOfReach, Rejected, TryLater, Unclear
from bot.application.publish import LEASE, Publisher
from bot.application.visit import Desk
from bot.domain.captures import CaptureKind
from bot.domain.facts import ChannelLost, Loss
from bot.domain.session import Moved, Session, SessionState
from bot.domain.steering import extend, move_on
from tests.support.fake_messenger import FakeMessenger
from tests.support.sessions import (
    ANA,
    PLACE,
    START,
    THREAD_MESSAGE,
    SessionBuilder,
    a_session,
    at,
)


class PowerCut(BaseException):
    """Ends the process in the middle of a call."""


@dataclass
class StillClock:
    """Stands still until a test moves it."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def real_now(self) -> datetime:
        return self.moment

    def real_seconds(self, span: timedelta) -> float:
        return span.total_seconds()

    def seconds(self) -> float:
        return self.moment.timestamp()

    def pass_seconds(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Newsroom:
    """Publishers over one database, one messenger and one clock."""

    database: Database
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    clock: StillClock = field(default_factory=StillClock)

    def publisher(self, worker: str = "worker") -> Publisher:
        desk = Desk(
            outbox=self.database.outbox,
            clock=self.clock,
            renderer=SlackRenderer("https://acme.slack.com/"),
            messenger=self.messenger,
            budgets=Budgets(self.clock.seconds),
        )
        return Publisher(desk, self.database, worker)

    async def add(self, builder: SessionBuilder) -> None:
        async with self.database.transaction() as tx:
            await tx.sessions.add(builder.session, builder.records)

    async def move(self, move: Callable[[Session], Moved]) -> None:
        async with self.database.transaction() as tx:
            session = await tx.sessions.get(PLACE.team, a_session().session.id)
            assert session is not None
            moved = move(session)
            await tx.sessions.save(moved.session, moved.records)

    async def settle(self, publisher: Publisher | None = None) -> None:
        """Publish until nothing waits, letting time pass where it has to."""
        publisher = publisher or self.publisher()
        for _ in range(200):
            if await publisher.publish_next():
                continue
            waits = await publisher.seconds_to_next()
            if waits is None:
                return
            self.clock.pass_seconds(waits + 0.01)
        raise AssertionError("the publisher never came to rest")


@pytest.fixture
def room(database: Database) -> Newsroom:
    return Newsroom(database)


async def test_everything_is_posted_in_order_and_once(room: Newsroom) -> None:
    await room.add(a_session().running().waited_until(36).closed())
    await room.settle()
    await room.settle()

    assert [key for key in room.messenger.keys if not key.startswith("line:")] == [
        "card",
        "step:1",
        "step:2",
        "break:3",
        "break-over:3",
        "step:4",
        "recap",
    ]
    assert room.messenger.one("step:1").ref.thread_ts == room.messenger.one("card").ref.ts


async def test_a_living_post_follows_and_nothing_unchanged_is_sent_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    await room.move(lambda session: extend(session, ANA, None, at(1)))
    await room.settle()

    assert room.messenger.one("card").edits == 1
    assert "session ends" in str(room.messenger.one("card").message.blocks)


async def test_a_burst_of_changes_coalesces(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    for minute in range(1, 5):
        await room.move(lambda session, m=minute: extend(session, ANA, None, at(m)))  # type: ignore[misc]
    await room.settle()

    assert room.messenger.one("card").edits == 1


async def test_an_answer_that_was_lost_is_found_instead_of_posted_again(room: Newsroom) -> None:
    room.messenger.after.extend([Unclear(), Unclear()])
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]


async def test_a_call_that_never_arrived_is_made_again(room: Newsroom) -> None:
    room.messenger.before.extend([Unclear(), Unclear(), Unclear()])
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_power_cut_around_the_call_neither_loses_nor_doubles(
    room: Newsroom, when: str
) -> None:
    getattr(room.messenger, when).extend([None, PowerCut()])
    await room.add(a_session().running())
    with pytest.raises(PowerCut):
        await room.settle()

    room.clock.pass_seconds(LEASE.total_seconds() + 1)
    await room.settle(room.publisher("another worker"))

    assert room.messenger.keys == ["card", "step:1"]


async def test_a_rate_limit_is_waited_for_and_keeps_the_order(room: Newsroom) -> None:
    room.messenger.before.extend([None, TryLater(20)])
    await room.add(a_session().running().waited_until(6))
    started = room.clock.moment
    await room.settle()

    assert room.clock.moment - started > timedelta(seconds=20)
    assert room.messenger.keys == ["card", "step:1", "step:2"]


async def test_a_card_that_was_deleted_is_posted_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.delete("card")
    await room.move(lambda session: extend(session, ANA, None, at(1)))
    await room.settle()

    assert sorted(key for key in room.messenger.keys if key in {"card", "step:1"}) == [
        "card",
        "step:1",
    ]


async def test_what_slack_refuses_is_given_up_and_the_rest_goes_on(room: Newsroom) -> None:
    room.messenger.before.extend([None, Rejected("invalid_blocks")])
    await room.add(a_session().running().waited_until(6))
    await room.settle()

    assert room.messenger.keys == ["card", "step:2"]


async def test_a_lost_channel_halts_the_session_and_tells_the_facilitator_once(
    room: Newsroom,
) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.gone_channels[PLACE.channel] = OutOfReach(Loss.ARCHIVED)
    await room.move(lambda session: move_on(session, ANA, None, at(1)))
    await room.settle()
    async with room.database.transaction() as tx:
        session = await tx.sessions.get(PLACE.team, a_session().session.id)

    assert session is not None
    assert session.state is SessionState.PAUSED
    notes = [each for each in room.messenger.posted if each.ref.channel == ANA]
    assert len(notes) == 1
    unpublished = await room.database.outbox.load(session.id)
    assert sum(isinstance(record.fact, ChannelLost) for record in unpublished.records) == 1


async def test_a_captured_message_is_marked_once(room: Newsroom) -> None:
    await room.add(a_session().running().captured(CaptureKind.IDEA, "It", source=THREAD_MESSAGE))
    await room.settle()
    await room.move(lambda session: extend(session, ANA, None, at(1)))
    await room.settle()

    assert room.messenger.marks == [THREAD_MESSAGE]


async def test_two_publishers_never_visit_one_session_together(room: Newsroom) -> None:
    await room.add(a_session().running())
    first = await room.database.outbox.claim("first", room.clock.real_now(), LEASE)

    assert first is not None
    assert await room.publisher("second").publish_next() is False
    room.clock.pass_seconds(LEASE.total_seconds() + 1)
    assert await room.publisher("second").publish_next() is True
    assert room.messenger.keys == ["card", "step:1"]
