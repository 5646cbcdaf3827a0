"""Small groups and their threads, with a real database and a messenger that can fail."""

from dataclasses import replace

import pytest

from bot.application.ports import PostedKey
from bot.application.publishing.ports import PostState, Unclear, Vanished
from bot.application.use_cases.captures import post_of_thread
from bot.application.work.asking import Asker, NotYet
from bot.domain.moves.clock import advance
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity
from bot.domain.state.groups import Breakouts
from tests.support.newsroom import S1, Newsroom
from tests.support.sessions import BEN, PLACE, SessionBuilder, a_session, an_item, at

PLAN = (an_item("Try", 10, Activity.GROUPS), an_item("Wins", 10))
ASKER = Asker(PLACE.team, BEN, "a delivery")


def a_training() -> SessionBuilder:
    session = replace(a_session(PLAN).build(), activities=Activities(breakouts=Breakouts(size=2)))
    return SessionBuilder(session).running()


async def test_a_group_is_asked_in_the_thread_of_its_own_message(room: Newsroom) -> None:
    await room.add(a_training())
    await room.settle()
    await room.move(lambda session: advance(session, at(8)))
    await room.settle()

    group, question = room.messenger.one("group:1"), room.messenger.one("result:1")
    assert (question.ref.channel, question.ref.thread_ts) == (group.ref.channel, group.ref.ts)
    assert group.ref.thread_ts is None


async def test_a_group_s_message_that_was_deleted_is_posted_again_with_its_thread(
    room: Newsroom,
) -> None:
    await room.add(a_training())
    await room.settle()
    card = room.messenger.one("card").ref
    room.messenger.delete("group:1")
    room.messenger.fails("update", None, Vanished())
    await room.move(lambda session: advance(session, at(8)))
    await room.settle()

    group, question = room.messenger.one("group:1"), room.messenger.one("result:1")
    assert question.ref.thread_ts == group.ref.ts
    assert room.messenger.one("card").ref == card


async def test_a_question_of_unclear_outcome_is_looked_for_in_the_group_s_thread(
    room: Newsroom,
) -> None:
    await room.add(a_training())
    await room.settle()
    await room.move(lambda session: advance(session, at(8)))
    room.messenger.fails_after("post", None, Unclear())
    await room.settle()

    assert room.messenger.keys.count("result:1") == 1
    assert (await room.sent("result:1")).state is PostState.POSTED


async def test_a_group_s_thread_belongs_to_its_session(room: Newsroom) -> None:
    await room.add(a_training())
    await room.settle()
    group, step = room.messenger.one("group:1").ref, room.messenger.one("step:1").ref

    found = await post_of_thread(room.work, ASKER, PLACE.channel, group.ts)

    assert found == PostedKey(session=S1, key="group:1")
    assert await post_of_thread(room.work, ASKER, PLACE.channel, step.ts) is None


async def test_a_word_waits_for_a_group_s_message_that_is_on_its_way(room: Newsroom) -> None:
    await room.add(a_training())
    room.messenger.fails_after("post", None, None, Unclear())
    await room.visit()

    with pytest.raises(NotYet):
        await post_of_thread(room.work, ASKER, PLACE.channel, "1795428000.000900")
