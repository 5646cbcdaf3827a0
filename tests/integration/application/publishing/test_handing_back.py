"""A parked thought is given back in one message to its owner, and not kept any longer than that."""

import sqlite3
from pathlib import Path

import pytest

from bot.application.publishing.ports import Rejected, Unclear
from bot.domain.moves.thoughts import park_thought
from bot.domain.moves.time import move_on
from bot.domain.state.identity import PersonId
from bot.domain.state.session import Moved, Session
from tests.support.newsroom import Newsroom, PowerCut
from tests.support.sessions import ANA, BEN, a_session, at

SECRET = "call the bank"


async def to_the_break(room: Newsroom) -> None:
    """Ana and Ben park thoughts, and the break begins."""
    await room.add(a_session().running().to_step(2).parked(BEN, SECRET).parked(ANA, "milk"))
    await room.settle()
    assert SECRET not in everything_sent(room)
    await room.move(_next)


def _next(session: Session) -> Moved:
    assert session.current is not None
    return move_on(session, ANA, session.current.id, at(5))


def notes(room: Newsroom, person: PersonId) -> list[str]:
    sent = [each for each in room.messenger.posted if str(each.ref.channel) == str(person)]
    return [str(each.message.blocks) for each in sent]


def everything_sent(room: Newsroom) -> str:
    return "".join(str(each.message.blocks) for each in room.messenger.posted)


def dump(folder: Path) -> str:
    with sqlite3.connect(folder / "worksession.sqlite3") as db:
        return "\n".join(db.iterdump())


async def test_what_was_handed_back_is_not_in_the_database_any_more(
    room: Newsroom, tmp_path: Path
) -> None:
    await to_the_break(room)
    assert SECRET in dump(tmp_path)
    await room.settle()

    assert [SECRET in each for each in notes(room, BEN)] == [True]
    assert [SECRET in each for each in notes(room, ANA)] == [False]
    assert (await room.session()).activities.thoughts.kept == ()
    assert SECRET not in dump(tmp_path)


@pytest.mark.parametrize("trouble", [Unclear(), PowerCut()], ids=["unclear", "power cut"])
async def test_it_is_kept_until_it_is_certain_that_its_owner_has_it(
    room: Newsroom, trouble: BaseException
) -> None:
    await to_the_break(room)
    room.messenger.fails("post", None, trouble)
    try:
        await room.visit()
    except PowerCut:
        room.clock.pass_seconds(60)
    assert any(each.text == SECRET for each in (await room.session()).activities.thoughts.kept)
    await room.settle()

    assert [SECRET in each for each in notes(room, BEN)] == [True]
    assert (await room.session()).activities.thoughts.kept == ()


async def test_a_thought_parked_while_others_are_forgotten_is_kept(room: Newsroom) -> None:
    await to_the_break(room)
    await room.move(lambda session: park_thought(session, BEN, "bread", at(6)))
    await room.settle()

    assert [each.text for each in (await room.session()).activities.thoughts.kept] == ["bread"]


async def test_nobody_keeps_what_its_owner_can_never_be_given(room: Newsroom) -> None:
    await to_the_break(room)
    room.messenger.fails("post", None, Rejected("user_not_found"))
    await room.settle()

    assert (await room.session()).activities.thoughts.kept == ()
