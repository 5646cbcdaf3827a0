"""Reactions and words that come while nobody knows yet which message they are about."""

import pytest

from bot.application.publishing.ports import Unclear
from bot.application.use_cases.captures import post_of_thread
from bot.application.use_cases.people import react
from bot.application.work.asking import Asker, NotYet
from bot.domain.moves.clock import advance
from bot.domain.moves.time import move_on
from bot.domain.state.agenda import DoneMark
from bot.domain.state.identity import MessageRef
from tests.support.newsroom import FIRST, Newsroom
from tests.support.sessions import ANA, BEN, PLACE, a_session, at

ASKER = Asker(PLACE.team, BEN, "a delivery")
UNKNOWN = "1795428000.000900"


async def reacts(room: Newsroom, reaction: str) -> None:
    await react(
        room.work, ASKER, MessageRef(PLACE.channel, UNKNOWN), DoneMark(ASKER.person, reaction)
    )


async def test_a_mark_waits_for_a_step_that_is_on_its_way(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.fails_after("post", None, Unclear())
    await room.visit()

    with pytest.raises(NotYet):
        await reacts(room, "white_check_mark")


async def test_a_reaction_that_means_nothing_waits_for_nothing(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.fails_after("post", None, Unclear())
    await room.visit()

    await reacts(room, "tada")


async def test_a_word_waits_for_a_card_that_is_on_its_way(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.fails_after("post", Unclear())
    await room.visit()

    with pytest.raises(NotYet):
        await post_of_thread(room.work, ASKER, PLACE.channel, UNKNOWN)


async def test_nobody_waits_for_a_cue(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.fails("post", Unclear())
    await room.move(lambda session: advance(session, at(4)))
    await room.visit()
    await reacts(room, "white_check_mark")
    await room.move(lambda session: move_on(session, ANA, FIRST, at(4.5)))
    await room.visit()

    await reacts(room, "white_check_mark")
    assert await post_of_thread(room.work, ASKER, PLACE.channel, UNKNOWN) is None
