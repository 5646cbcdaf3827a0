"""What the bot reports about its own work while it works."""

from datetime import timedelta

import pytest

from bot.adapters.metrics import Metrics
from bot.application.clock.attendance import Attendance
from bot.application.clock.wake import Wake
from bot.application.publishing.counted_messenger import CountedMessenger
from bot.application.publishing.ports import OutOfReach, Rejected, TryLater, Unclear, Vanished
from bot.domain.moves.time import extend
from bot.domain.state.facts import Loss
from tests.integration.bot.test_wake import Heard
from tests.support.metrics import sample
from tests.support.newsroom import FIRST, Newsroom
from tests.support.sessions import ANA, a_session, at

CUE = 4 * 60


class Watched:
    """A newsroom whose publisher and clock are measured."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.metrics = Metrics(works=True, has_socket=False, seconds=self.room.clock.seconds)
        self.publisher = room.publisher("measured", self.metrics)
        attendance = Attendance(room.database, room.clock)
        self.wake = Wake(room.database, room.clock, Heard(), attendance, self.metrics)

    def told(self, name: str, *values: str) -> float:
        return sample(self.metrics.page().decode(), name, *values)

    def calls(self, method: str, outcome: str) -> float:
        return self.told("worksession_slack_calls_total", method, outcome)


@pytest.fixture
def watched(room: Newsroom) -> Watched:
    return Watched(room)


async def test_every_call_counts_by_its_method(watched: Watched) -> None:
    room = watched.room
    await room.add(a_session().running())
    await room.settle(watched.publisher)
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.settle(watched.publisher)

    assert watched.calls("chat.postMessage", "done") == len(room.messenger.everything)
    assert watched.calls("chat.update", "done") == room.messenger.calls.count("update") > 0
    assert watched.told("worksession_posts_retried_total") == 0


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (TryLater(7), "rate_limited"),
        (Unclear(), "unclear"),
        (Rejected("msg_too_long"), "rejected"),
        (OutOfReach(Loss.ARCHIVED), "out_of_reach"),
    ],
)
async def test_a_call_that_fails_counts_by_its_outcome(
    failure: Exception, outcome: str, watched: Watched
) -> None:
    watched.room.messenger.fails("post", failure)
    await watched.room.add(a_session().running())
    await watched.room.settle(watched.publisher, seconds=60)

    assert watched.calls("chat.postMessage", outcome) == 1


async def test_what_was_deleted_counts_as_vanished(watched: Watched) -> None:
    room = watched.room
    await room.add(a_session().running())
    await room.settle(watched.publisher)
    room.messenger.delete("step:1")
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.settle(watched.publisher)

    assert watched.calls("chat.update", "vanished") == 1


async def test_a_post_whose_fate_is_unclear_counts_as_taken_up_again(watched: Watched) -> None:
    watched.room.messenger.fails_after("post", Unclear())
    await watched.room.add(a_session().running())
    await watched.room.settle(watched.publisher)

    assert watched.told("worksession_posts_retried_total") == 1
    assert watched.calls("conversations.replies", "done") == 1


async def test_a_surprise_is_no_outcome_of_slack_s(room: Newsroom) -> None:
    metrics = Metrics(works=True, has_socket=False)
    room.messenger.fails("post", RuntimeError())
    await room.add(a_session().running())
    with pytest.raises(RuntimeError):
        await room.publisher("measured", metrics).publish_next()

    page = metrics.page().decode()
    assert sample(page, "worksession_slack_calls_total", "chat.postMessage", "done") == 0


async def test_the_counting_messenger_is_a_messenger_like_any_other(room: Newsroom) -> None:
    metrics = Metrics(works=True, has_socket=False)
    await room.add(a_session().running())
    await room.settle(room.publisher("measured", metrics))
    card = room.messenger.one("card")
    counted = CountedMessenger(room.messenger, metrics)

    await counted.mark(card.ref)
    assert room.messenger.marks == [card.ref]
    room.messenger.delete("card")
    with pytest.raises(Vanished):
        await counted.mark(card.ref)
    page = metrics.page().decode()
    assert sample(page, "worksession_slack_calls_total", "reactions.add", "done") == 1
    assert sample(page, "worksession_slack_calls_total", "reactions.add", "vanished") == 1


async def test_lateness_is_measured_from_the_moment_it_fell_due(watched: Watched) -> None:
    await watched.room.add(a_session().running())
    await watched.wake.tick()
    assert watched.told("worksession_step_lateness_seconds_count") == 0
    watched.room.clock.moment = at(0) + timedelta(seconds=CUE - 30)
    await watched.wake.tick()
    watched.room.clock.pass_seconds(32)
    await watched.wake.tick()

    assert watched.told("worksession_step_lateness_seconds_count") == 1
    assert watched.told("worksession_step_lateness_seconds_sum") == 2


async def test_an_absence_is_not_lateness(watched: Watched) -> None:
    await watched.room.add(a_session().running())
    await watched.wake.tick()
    watched.room.clock.pass_seconds(20 * 60)
    await watched.wake.tick()

    assert "WasAway" in [type(each.fact).__name__ for each in await watched.room.records()]
    assert watched.told("worksession_step_lateness_seconds_count") == 0


async def test_every_tick_is_noted(watched: Watched) -> None:
    await watched.wake.tick()
    watched.room.clock.pass_seconds(2)
    assert watched.metrics.since_tick() == 2
    await watched.wake.tick()

    assert watched.metrics.since_tick() == 0
