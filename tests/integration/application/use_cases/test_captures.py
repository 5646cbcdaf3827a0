"""Reactions and settings reach the session that runs, as late as it may be."""

import pytest

from bot.application.use_cases.people import react
from bot.application.use_cases.settings import set_done_reactions, set_posting
from bot.application.work.asking import Asker
from bot.domain.state.agenda import DoneMark, ItemState
from bot.domain.state.facts import Posting
from bot.domain.state.session import Session, SessionState
from tests.support.newsroom import S1, Newsroom
from tests.support.sessions import BEN, PLACE, SessionBuilder, a_session, an_item, at

CHECK = "white_check_mark"


class Office:
    """Somebody who reacts and sets things, while the publisher works."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self._work = room.work
        self._deliveries = 0

    async def open(self, builder: SessionBuilder) -> None:
        await self.room.add(builder)
        await self.room.settle()

    async def react(self, reaction: str, *, added: bool = True, made_at: str = "") -> None:
        step = self.room.messenger.one("step:1").ref
        await react(self._work, self._asker(), step, DoneMark(BEN, reaction, made_at, added))

    async def set_done(self, *reactions: str) -> None:
        await set_done_reactions(self._work, self._asker(), PLACE, reactions)
        await self.room.settle()

    async def set_posting(self, posting: Posting) -> None:
        await set_posting(self._work, self._asker(), PLACE, posting)

    async def session(self) -> Session:
        async with self.room.database.transaction() as tx:
            found = await tx.sessions.get(PLACE.team, S1)
        assert found is not None
        return found

    def said(self) -> str:
        return str(self.room.messenger.one("step:1").message.blocks)

    def _asker(self) -> Asker:
        self._deliveries += 1
        return Asker(PLACE.team, BEN, str(self._deliveries))


@pytest.fixture
def office(room: Newsroom) -> Office:
    return Office(room)


async def test_a_reaction_finds_the_session_where_the_clock_says_it_is(office: Office) -> None:
    await office.open(a_session().running())
    office.room.clock.moment = at(6)
    await office.react(CHECK)
    session = await office.session()

    assert session.items[0].state is ItemState.ENDED
    assert session.items[0].done_by == (BEN,)


async def test_a_reaction_after_the_end_is_in_nobody_s_way(office: Office) -> None:
    await office.open(a_session().running().through())
    office.room.clock.moment = at(100)
    await office.react(CHECK)
    session = await office.session()

    assert session.state is SessionState.CLOSED
    assert session.items[0].done_by == ()


async def test_the_step_says_which_reaction_is_meant_also_once_it_is_another(
    office: Office,
) -> None:
    await office.open(a_session().running())
    assert "React with ✅ here" in office.said()
    await office.set_done("tada", "+1")

    assert "React with :tada: here" in office.said()
    await office.react(CHECK)
    assert (await office.session()).items[0].done_by == ()
    await office.react("+1")
    await office.react("tada")
    await office.react("+1", added=False)
    assert (await office.session()).items[0].done_by == (BEN,)


async def test_a_session_that_has_just_closed_by_itself_takes_no_setting(office: Office) -> None:
    await office.open(a_session((an_item("Work", 10),)).running())
    office.room.clock.moment = at(90)
    await office.set_posting(Posting.CHANNEL)
    session = await office.session()

    assert session.state is SessionState.CLOSED
    assert session.posting is Posting.THREAD


async def test_a_mark_that_is_heard_of_after_it_was_taken_back_does_not_count(
    office: Office,
) -> None:
    await office.open(a_session().running())
    await office.react(CHECK, added=False, made_at="2.0")
    await office.react(CHECK, made_at="1.0")
    assert (await office.session()).items[0].done_by == ()

    await office.react(CHECK, made_at="3.0")
    await office.react(CHECK, added=False, made_at="2.5")
    assert (await office.session()).items[0].done_by == (BEN,)
