"""A post is sent once and kept up to date, also where nobody knows what became of a call."""

import pytest

from bot.application.publishing.ports import (
    OutOfReach,
    PostState,
    Rejected,
    TryLater,
    Unclear,
    Vanished,
)
from bot.domain.moves.captures import capture, tick, untick
from bot.domain.moves.time import extend, move_on
from bot.domain.state.agenda import DoneMark
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.facts import Loss
from tests.support.newsroom import FIRST, Newsroom
from tests.support.sessions import ANA, BEN, THREAD_MESSAGE, a_session, at


async def test_an_update_of_unclear_outcome_is_tried_ever_more_rarely(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.fails("update", *[Unclear()] * 16)
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    waits = []
    for _ in range(8):
        await room.visit()
        waits.append(await room.publisher().seconds_to_next())
        room.clock.pass_seconds(waits[-1] or 0)

    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    await room.settle()
    assert room.messenger.one("card").edits == 1
    assert (await room.sent("card")).attempts == 0


@pytest.mark.parametrize("answer", [TryLater(20), OutOfReach(Loss.ARCHIVED), Vanished()])
async def test_what_slack_says_it_did_not_do_is_not_searched_for(
    room: Newsroom, answer: Exception
) -> None:
    await room.add(a_session().running())
    room.messenger.fails("post", None, answer)
    await room.visit()

    assert (await room.sent("step:1")).state is PostState.WAITING
    await room.settle()
    assert "find" not in room.messenger.calls


async def test_a_mark_of_unclear_outcome_is_tried_ever_more_rarely(room: Newsroom) -> None:
    await room.add(a_session().running().captured(CaptureKind.IDEA, "It", source=THREAD_MESSAGE))
    room.messenger.fails("mark", Unclear(), Unclear())
    waits = []
    for _ in range(2):
        await room.visit()
        waits.append(await room.publisher().seconds_to_next())
        room.clock.pass_seconds(waits[-1] or 0)
    await room.settle()

    assert waits == [1, 2]
    assert room.messenger.marks == [THREAD_MESSAGE]


async def test_a_search_of_unclear_outcome_is_tried_ever_more_rarely(room: Newsroom) -> None:
    room.messenger.fails_after("post", Unclear())
    room.messenger.fails("find", Unclear(), TryLater(20), Unclear())
    await room.add(a_session().running())
    waits = []
    for _ in range(4):
        await room.visit()
        waits.append(await room.publisher().seconds_to_next())
        room.clock.pass_seconds(waits[-1] or 0)
    await room.settle()

    assert waits == [1, 2, 20, pytest.approx(1.2)]
    assert room.messenger.keys == ["card", "step:1"]


async def test_what_was_asked_for_twice_is_searched_from_the_first_time_on(room: Newsroom) -> None:
    async def shows_it_late(method: str) -> None:
        for each in room.messenger.everything:
            each.deleted = method == "find" and room.clock.now() < at(0.1)

    room.messenger.meanwhile = shows_it_late
    room.messenger.fails_after("post", Unclear())
    room.messenger.fails("post", None, Unclear())
    await room.add(a_session().running())
    await room.visit()
    asked = (await room.sent("card")).since
    room.clock.pass_seconds(5)
    await room.visit()
    again = (await room.sent("card")).since
    room.clock.pass_seconds(5)
    await room.settle()

    assert asked == again == at(0)
    assert room.messenger.keys == ["card", "step:1"]
    assert (await room.sent("card")).since is None


async def test_a_post_for_a_thread_that_was_deleted_gets_a_new_card(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.delete("step:1")
    room.messenger.delete("card")
    room.messenger.fails("update", Unclear())
    await room.move(lambda session: move_on(session, ANA, FIRST, at(1)))
    await room.settle()

    assert room.messenger.keys.count("card") == 1
    assert room.messenger.one("step:2").ref.thread_ts == room.messenger.one("card").ref.ts


async def test_a_search_in_a_thread_that_was_deleted_ends_with_a_new_card(room: Newsroom) -> None:
    room.messenger.fails("post", None, Unclear())
    await room.add(a_session().running())
    await room.visit()
    room.messenger.delete("card")
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]
    assert room.messenger.one("step:1").ref.thread_ts == room.messenger.one("card").ref.ts


async def test_a_mark_on_a_message_that_was_deleted_is_given_up(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    step = room.messenger.one("step:1").ref
    room.messenger.delete("step:1")
    note = Note(kind=CaptureKind.IDEA, text="It", source=step)
    await room.move(lambda session: capture(session, note, BEN, at(1)))
    await room.settle()

    assert (await room.sent("mark:1")).state is PostState.GIVEN_UP


async def test_a_change_that_slack_refuses_leaves_the_message_as_it_stands(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.fails("update", Rejected("edit_window_closed"))
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.settle()

    assert (await room.sent("card")).state is PostState.POSTED
    assert room.messenger.calls.count("update") == len(["card", "step:1"])
    await room.move(lambda session: extend(session, ANA, FIRST, at(2)))
    await room.settle()
    assert room.messenger.one("card").edits == 1


async def test_a_search_out_of_reach_does_not_make_a_post_be_sent_twice(room: Newsroom) -> None:
    room.messenger.fails_after("post", Unclear())
    room.messenger.fails("find", OutOfReach(Loss.NO_ACCESS))
    await room.add(a_session().running())
    await room.visit()
    room.clock.pass_seconds(1)
    await room.visit()
    await room.settle()

    assert room.messenger.keys.count("card") == 1


async def test_a_search_that_slack_refuses_does_not_make_the_card_be_sent_twice(
    room: Newsroom,
) -> None:
    room.messenger.fails_after("post", Unclear())
    room.messenger.fails("find", Rejected("invalid_cursor"))
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys.count("card") == 1


async def test_a_post_that_cannot_be_searched_for_is_given_up_rather_than_doubled(
    room: Newsroom,
) -> None:
    room.messenger.fails_after("post", None, Unclear())
    room.messenger.fails("find", Rejected("too_much_written_since"))
    await room.add(a_session().running())
    await room.settle()

    assert room.messenger.keys == ["card", "step:1"]
    assert (await room.sent("step:1")).state is PostState.GIVEN_UP


async def test_a_change_of_unclear_outcome_that_is_taken_back_is_undone_in_slack(
    room: Newsroom,
) -> None:
    """Slack has it although it did not say so, and what was there before is wanted again."""
    await room.add(a_session().running())
    await room.settle()
    before = room.messenger.one("step:1").message
    mark = DoneMark(BEN, "white_check_mark")
    await room.move(lambda session: tick(session, FIRST, mark, at(0)))
    room.messenger.fails_after("update", None, Unclear())
    await room.visit()
    assert room.messenger.one("step:1").message != before
    await room.move(lambda session: untick(session, FIRST, mark, at(0)))
    await room.settle()

    assert room.messenger.one("step:1").message == before
