"""What the bot reports about its own work while it works."""

import pytest

from bot.adapters.metrics import Metrics
from bot.application.publishing.counted_messenger import CountedMessenger
from bot.application.publishing.ports import OutOfReach, Rejected, TryLater, Unclear, Vanished
from bot.domain.moves.time import extend
from bot.domain.state.facts import Loss
from tests.support.metrics import sample
from tests.support.newsroom import FIRST, Newsroom
from tests.support.sessions import ANA, a_session, at
from tests.support.waking import Watched


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
