"""What a visit brings first, and what waits without holding up the rest."""

from bot.application.publishing.ports import OutOfReach, PostState, TryLater, Unclear, Vanished
from bot.domain.moves.clock import advance
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.time import extend, find_again, halt, move_on
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Loss
from bot.domain.state.session import Result, SessionState
from tests.support.newsroom import FIRST, Newsroom
from tests.support.sessions import ANA, THREAD_MESSAGE, a_session, at


async def test_a_rest_of_updates_does_not_hold_a_new_step_back(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.fails("update", TryLater(60))
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.visit()
    await room.move(lambda session: move_on(session, ANA, FIRST, at(2)))
    await room.visit()

    assert "step:2" in room.messenger.keys
    assert room.messenger.calls.count("update") == 1
    assert room.messenger.one("card").edits == 0
    await room.settle(seconds=59)
    assert room.messenger.one("card").edits == 0
    await room.settle()
    assert room.messenger.one("card").edits == 1


async def test_what_one_person_is_told_comes_in_order_although_the_first_failed(
    room: Newsroom,
) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.fails("post", Unclear())
    await room.move(lambda session: halt(session, Loss.ARCHIVED, at(1)))
    await room.move(lambda session: find_again(session, at(2)))
    await room.visit()
    await room.settle()

    lost, found = [key for key in room.messenger.keys if key.startswith("note:")]
    assert int(lost.partition(":")[2]) < int(found.partition(":")[2])


async def test_the_shortest_of_several_waits_counts(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.fails("update", Unclear(), TryLater(60))
    await room.move(lambda session: extend(session, ANA, FIRST, at(1)))
    await room.visit()

    assert await room.publisher().seconds_to_next() == 1


async def test_updates_that_hang_do_not_use_up_the_time_of_new_posts(room: Newsroom) -> None:
    async def hangs(method: str) -> None:
        if method == "update":
            room.clock.pass_seconds(11)
            raise Unclear

    await room.add(a_session().running())
    await room.settle()
    room.messenger.meanwhile = hangs
    await room.move(lambda session: move_on(session, ANA, FIRST, at(1)))
    for _ in range(3):
        await room.visit()

    assert "step:2" in room.messenger.keys


async def test_a_private_note_that_must_wait_holds_nothing_back(room: Newsroom) -> None:
    await room.add(a_session().running().after(2).paused().waited_until(30))
    room.messenger.gone_channels[ANA] = TryLater(60)
    await room.visit()
    await room.move(lambda session: close(session, ANA, Verdict(result=Result.MET), at(31)))
    await room.visit()

    assert "recap" in room.messenger.keys
    del room.messenger.gone_channels[ANA]
    await room.settle()
    assert len([key for key in room.messenger.keys if key.startswith("note:")]) == 1


async def test_a_mark_that_must_wait_holds_nothing_back(room: Newsroom) -> None:
    builder = a_session().running().captured(CaptureKind.IDEA, "It", source=THREAD_MESSAGE)
    await room.add(builder.to_step(2))
    room.messenger.fails("mark", TryLater(60))
    await room.visit()

    assert room.messenger.keys == ["card", "step:1", "step:2"]
    await room.settle()
    assert room.messenger.marks == [THREAD_MESSAGE]


async def test_a_thread_that_is_never_there_does_not_make_cards_for_ever(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.fails("post", *[None, Vanished()] * 4)
    await room.settle()

    assert (await room.sent("step:1")).state is PostState.GIVEN_UP
    assert room.messenger.keys.count("card") == 4


async def test_a_mark_out_of_reach_does_not_halt_the_session(room: Newsroom) -> None:
    await room.add(a_session().running().captured(CaptureKind.IDEA, "It", source=THREAD_MESSAGE))
    room.messenger.fails("mark", OutOfReach(Loss.NOT_MEMBER))
    await room.settle()

    assert (await room.sent("mark:1")).state is PostState.GIVEN_UP
    assert (await room.session()).state is SessionState.RUNNING


async def test_a_visit_ends_after_a_while_so_that_other_sessions_get_their_turn(
    room: Newsroom,
) -> None:
    async def slow(_method: str) -> None:
        room.clock.pass_seconds(6)

    room.messenger.meanwhile = slow
    await room.add(a_session().running().waited_until(36))
    await room.visit()

    assert room.messenger.keys == ["card", "step:1"]
    assert await room.publisher().seconds_to_next() == 0
    await room.settle()
    assert "step:4" in room.messenger.keys


async def test_a_cue_that_came_too_late_is_not_asked_about_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    await room.move(lambda session: advance(session, at(4)))
    room.messenger.fails("post", Unclear())
    await room.visit()
    (cue,) = [key for key in (await room.posts()) if key.startswith("line:")]
    assert (await room.sent(cue)).state is PostState.SENDING

    await room.move(lambda session: move_on(session, ANA, FIRST, at(4.5)))
    await room.settle()

    assert (await room.sent(cue)).state is PostState.GIVEN_UP
    assert "step:2" in room.messenger.keys
    assert cue not in room.messenger.keys
