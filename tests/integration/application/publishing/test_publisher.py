"""The publisher makes Slack equal to the database, whatever goes wrong on the way."""

from datetime import timedelta

import pytest

from bot.application.publishing.ports import Rejected, TryLater, Unclear
from bot.application.publishing.publisher import LEASE
from bot.domain.moves.reopen import reopen
from bot.domain.moves.time import extend
from bot.domain.state.captures import CaptureKind
from tests.integration.adapters.db.samples import claim_one
from tests.support.newsroom import FIRST, Newsroom, PowerCut
from tests.support.sessions import ANA, THREAD_MESSAGE, a_session, at


async def test_everything_is_posted_in_order_and_once(room: Newsroom) -> None:
    await room.add(a_session().running().waited_until(36).closed())
    await room.settle()
    await room.settle()

    assert [key for key in room.messenger.keys if not key.startswith("line:")] == [
        "card",
        "step:1",
        "step:2",
        "break:3:14",
        "break-over:3:15",
        "step:4",
        "recap",
    ]
    assert room.messenger.one("step:1").ref.thread_ts == room.messenger.one("card").ref.ts


async def test_a_living_post_follows_and_nothing_unchanged_is_sent_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.settle()

    assert room.messenger.one("card").edits == 1
    assert "session ends" in str(room.messenger.one("card").message.blocks)


async def test_a_burst_of_changes_coalesces(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    for minute in range(1, 5):
        await room.move(lambda session, m=minute: extend(session, ANA, FIRST, at(m)))  # type: ignore[misc]
    await room.settle()

    assert room.messenger.one("card").edits == 1


async def test_an_answer_that_was_lost_is_found_instead_of_posted_again(room: Newsroom) -> None:
    room.messenger.fails_after("post", Unclear(), Unclear())
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]


async def test_a_call_that_never_arrived_is_made_again(room: Newsroom) -> None:
    room.messenger.fails("post", Unclear(), Unclear(), Unclear())
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]


@pytest.mark.parametrize("when", ["fails", "fails_after"])
async def test_a_power_cut_around_the_call_neither_loses_nor_doubles(
    room: Newsroom, when: str
) -> None:
    getattr(room.messenger, when)("post", None, PowerCut())
    await room.add(a_session().running())
    with pytest.raises(PowerCut):
        await room.settle()

    room.clock.pass_seconds(LEASE.total_seconds() + 1)
    await room.settle(room.publisher("another worker"))

    assert room.messenger.keys == ["card", "step:1"]


async def test_a_rate_limit_is_waited_for_and_keeps_the_order(room: Newsroom) -> None:
    room.messenger.fails("post", None, TryLater(20))
    await room.add(a_session().running().waited_until(6))
    started = room.clock.moment
    await room.settle()

    assert room.clock.moment - started > timedelta(seconds=20)
    assert room.messenger.keys == ["card", "step:1", "step:2"]


async def test_a_card_that_was_deleted_is_posted_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.delete("card")
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.settle()

    assert sorted(key for key in room.messenger.keys if key in {"card", "step:1"}) == [
        "card",
        "step:1",
    ]


async def test_what_slack_refuses_is_given_up_and_the_rest_goes_on(room: Newsroom) -> None:
    room.messenger.fails("post", None, Rejected("invalid_blocks"))
    await room.add(a_session().running().waited_until(6))
    await room.settle()

    assert room.messenger.keys == ["card", "step:2"]


async def test_a_captured_message_is_marked_once(room: Newsroom) -> None:
    await room.add(a_session().running().captured(CaptureKind.IDEA, "It", source=THREAD_MESSAGE))
    await room.settle()
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.settle()

    assert room.messenger.marks == [THREAD_MESSAGE]


async def test_two_publishers_never_visit_one_session_together(room: Newsroom) -> None:
    await room.add(a_session().running())
    first = await claim_one(room.database, "first", room.clock.real_now(), LEASE)

    assert first is not None
    assert await room.publisher("second").publish_next() is False
    room.clock.pass_seconds(LEASE.total_seconds() + 1)
    assert await room.publisher("second").publish_next() is True
    assert room.messenger.keys == ["card", "step:1"]


async def test_a_recap_that_was_taken_back_is_changed_where_it_stands(room: Newsroom) -> None:
    await room.add(a_session().running().closed())
    await room.settle()
    await room.move(lambda session: reopen(session, ANA, at(2)))
    await room.settle()

    assert "taken back" in room.messenger.one("recap").message.text


@pytest.mark.parametrize("trouble", ["it was never sent", "nobody knows", "it was deleted"])
async def test_a_recap_that_does_not_stand_is_not_posted_to_take_it_back(
    room: Newsroom, trouble: str
) -> None:
    if trouble == "nobody knows":
        room.messenger.fails("post", None, None, Unclear())
    builder = a_session().running().closed()
    if trouble == "it was never sent":
        builder.session = (moved := reopen(builder.session, ANA, at(2))).session
        builder.records.extend(moved.records)
        await room.add(builder)
    else:
        await room.add(builder)
        await (room.visit() if trouble == "nobody knows" else room.settle())
        if trouble == "it was deleted":
            room.messenger.delete("recap")
        await room.move(lambda session: reopen(session, ANA, at(2)))
    await room.settle()

    assert "recap" not in room.messenger.keys


async def test_whoever_lost_the_lease_in_a_slow_call_does_not_post_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.fails("post", Unclear())
    await room.visit()
    room.clock.pass_seconds(2)

    async def slow(method: str) -> None:
        if method == "find":
            room.messenger.meanwhile = None
            room.clock.pass_seconds(LEASE.total_seconds() + 1)
            await room.settle(room.publisher("quicker"))

    room.messenger.meanwhile = slow
    await room.visit()
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]


async def test_a_slow_visit_keeps_its_lease(room: Newsroom) -> None:
    async def slow(_method: str) -> None:
        room.clock.pass_seconds(LEASE.total_seconds() / 2)
        assert await room.publisher("another").publish_next() is False

    room.messenger.meanwhile = slow
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]


async def test_a_surprise_gives_the_session_back_for_a_later_visit(room: Newsroom) -> None:
    room.messenger.fails("post", RuntimeError("a bug"))
    await room.add(a_session().running())
    with pytest.raises(RuntimeError):
        await room.visit()

    waits = await room.publisher().seconds_to_next()
    assert waits is not None
    assert 0 < waits < LEASE.total_seconds() / 2
    await room.settle(room.publisher("another"))
    assert room.messenger.keys == ["card", "step:1"]
