"""A session that keeps failing is set aside, and holds up nothing."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.adapters.db.standing import standing
from bot.adapters.db.store import Database
from bot.adapters.slack.doors.render import SlackRenderer
from bot.application.clock.attendance import Attendance
from bot.application.clock.wake import Wake
from bot.application.posts.post import Post
from bot.application.publishing.courier import Desk
from bot.application.publishing.loop import Signals
from bot.application.publishing.ports import Message
from bot.application.publishing.publisher import Publisher
from bot.application.quarantine_ports import (
    NotSetAside,
    PlaceInUse,
    SetAside,
    Stage,
    StateUnreadable,
    Unloadable,
)
from bot.application.work.asking import Asker
from bot.domain.moves.people import join
from bot.domain.moves.time import extend
from bot.domain.state.captures import CaptureKind
from bot.domain.state.identity import MessageRef, SessionId, TeamId
from bot.domain.state.session import Moved, Session
from tests.integration.adapters.db.samples import S1, S2, TEAM, a_plan, a_running, stored
from tests.support.databases import SqliteFiles
from tests.support.newsroom import Newsroom
from tests.support.sessions import ANA, BEN, PLACE, at

# A colon would begin a parameter.
SPOILT = """replace(body, '"hands"\\:[]', '"hands"\\:5')"""
MENDED = """replace(body, '"hands"\\:5', '"hands"\\:[]')"""


@pytest.fixture
def room(database: Database) -> Newsroom:
    return Newsroom(database)


async def spoil(database: Database, statement: str) -> None:
    """Write what the bot itself would never write."""
    async with database.connections.begin() as connection:
        await connection.execute(text(statement))


async def spoil_load(database: Database) -> None:
    await spoil(database, f"UPDATE sessions SET body = {SPOILT} WHERE id = 'S1'")  # noqa: S608


async def mend_load(database: Database) -> None:
    await spoil(database, f"UPDATE sessions SET body = {MENDED} WHERE id = 'S1'")  # noqa: S608


async def is_set_aside(database: Database, session: SessionId = S1) -> bool:
    async with database.transaction() as tx:
        return await tx.troubles.is_set_aside(TEAM, session)


async def fail_to_load(database: Database, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Unloadable):
            await read(database)


async def read(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.sessions.live_in(PLACE)


async def in_quarantine(room: Newsroom) -> None:
    """S1 is set aside, because it cannot be read, and its channel knows."""
    await room.add(a_running())
    await room.settle()
    await spoil_load(room.database)
    await fail_to_load(room.database, 3)
    await room.settle()


def notices(room: Newsroom) -> int:
    return sum("set it aside" in each.message.text for each in room.messenger.posted)


async def test_a_session_that_cannot_be_read_is_set_aside_after_three_times(
    room: Newsroom,
) -> None:
    await room.add(a_running())
    await spoil_load(room.database)

    await fail_to_load(room.database, 2)
    assert not await is_set_aside(room.database)
    with capture_logs() as logged:
        await fail_to_load(room.database, 1)

    assert await is_set_aside(room.database)
    (line,) = [each for each in logged if each["event"] == "quarantined"]
    assert (line["session"], line["stage"]) == (S1, Stage.LOAD)
    assert line["reason"].startswith("ValidationError at bot/adapters/db/")


async def test_its_channel_reads_one_sentence_once_and_a_new_session_may_begin(
    room: Newsroom,
) -> None:
    await in_quarantine(room)
    await room.settle()

    assert notices(room) == 1
    async with room.database.transaction() as tx:
        assert await tx.sessions.live_in(PLACE) is None
    await room.add(a_running(S2))
    await room.settle()
    assert any(each.key == f"{S2}:card" for each in room.messenger.posted)


async def test_whoever_presses_its_old_buttons_reads_the_same(room: Newsroom) -> None:
    await in_quarantine(room)

    with pytest.raises(SetAside, match="set it aside"):
        await room.work.make(
            Asker(TEAM, BEN, "1.2.3", PLACE.channel),
            S1,
            join,
        )


async def test_it_is_in_nobody_s_way(room: Newsroom) -> None:
    await in_quarantine(room)
    await room.add(a_running(S2, "C2"))
    room.clock.pass_seconds(24 * 3600)

    async with room.database.transaction() as tx:
        assert [session for _, session in await tx.sessions.due(room.clock.now())] == [S2]
        assert [each.id for each in await tx.sessions.live_of(TEAM, ANA)] == [S2]
    async with room.database.connections.reading() as db:
        found = await standing(db)
    assert (found.live, found.set_aside) == (1, 1)


class WakeThatChokes(Wake):
    """Cannot let one session move on."""

    async def _advance(self, team: TeamId, session_id: SessionId, now: datetime) -> None:
        if session_id == S1:
            raise KeyError("no such word")
        await super()._advance(team, session_id, now)


async def test_a_session_that_cannot_move_on_does_not_hold_up_the_others(room: Newsroom) -> None:
    await room.add(a_running())
    await room.add(a_running(S2, "C2"))
    attendance = Attendance(room.database, room.clock)
    wake = WakeThatChokes(room.database, room.clock, Signals(), attendance)
    await wake.tick()
    before = await stored(room.database, S2)
    for _ in range(60):
        room.clock.pass_seconds(50)
        await wake.tick()

    assert await is_set_aside(room.database)
    async with room.database.transaction() as tx:
        trouble = await tx.troubles.of(S1)
    assert trouble is not None
    assert (trouble.stage, trouble.failures) == (Stage.ADVANCE, 3)
    assert trouble.reason.startswith("KeyError at bot/application/clock/wake.py:")
    assert await stored(room.database, S2) != before


@dataclass(frozen=True, slots=True)
class RendererThatChokes:
    """Cannot render anything about one session."""

    session: SessionId
    whole: SlackRenderer

    def render(self, post: Post, card: MessageRef | None) -> Message:
        shown = getattr(post.content, "session", None)
        if shown is not None and shown.id == self.session:
            raise KeyError("no such word")
        return self.whole.render(post, card)


def a_choking_publisher(room: Newsroom) -> Publisher:
    desk: Desk = room.publisher()._desk
    choking = RendererThatChokes(S1, SlackRenderer("https://acme.slack.com/"))
    return Publisher(replace(desk, renderer=choking), room.database, "choking")


async def test_a_session_that_cannot_be_shown_does_not_hold_up_the_others(room: Newsroom) -> None:
    await room.add(a_running())
    await room.add(a_running(S2, "C2"))
    publisher = a_choking_publisher(room)
    for _ in range(20):
        with suppress(KeyError):
            await room.settle(publisher)

    assert await is_set_aside(room.database)
    assert notices(room) == 1
    assert any(each.key == f"{S2}:card" for each in room.messenger.posted)


async def test_a_session_that_works_again_forgets_its_failures(room: Newsroom) -> None:
    await room.add(a_running())
    publisher = a_choking_publisher(room)
    with pytest.raises(KeyError):
        await publisher.publish_next()
    async with room.database.transaction() as tx:
        assert (await tx.troubles.of(S1)) is not None

    publisher._desk = replace(publisher._desk, renderer=SlackRenderer("https://acme.slack.com/"))
    await room.settle(publisher)

    async with room.database.transaction() as tx:
        assert await tx.troubles.of(S1) is None


async def test_one_that_is_brought_back_goes_on_where_it_was(room: Newsroom) -> None:
    await in_quarantine(room)
    await mend_load(room.database)

    async with room.database.transaction() as tx:
        await tx.troubles.bring_back(S1)

    async with room.database.transaction() as tx:
        session = await tx.sessions.live_in(PLACE)
    assert session is not None
    assert session == a_running().build()
    # It is looked at by the clock at once, and shown.
    async with room.database.transaction() as tx:
        assert await tx.sessions.next_wake() is not None
    assert await room.visit()


async def test_none_is_brought_back_beside_another_one(room: Newsroom) -> None:
    await in_quarantine(room)
    await room.add(a_running(S2))

    with pytest.raises(PlaceInUse):
        await bring_back(room.database)


async def bring_back(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.troubles.bring_back(S1)


async def test_only_what_is_in_quarantine_is_brought_back(room: Newsroom) -> None:
    await room.add(a_running())

    with pytest.raises(NotSetAside):
        await bring_back(room.database)


async def test_one_that_is_discarded_goes_with_all_that_was_posted(room: Newsroom) -> None:
    await in_quarantine(room)
    assert room.messenger.posted

    async with room.database.transaction() as tx:
        await tx.troubles.mark_for_removal(S1)
    await room.settle()

    assert room.messenger.posted == []
    async with room.database.connections.begin() as connection:
        left = await connection.execute(text("SELECT count(*) FROM sessions"))
    assert left.scalar_one() == 0


async def test_the_plan_in_line_has_its_turn(room: Newsroom) -> None:
    await room.add(a_running())
    waiting = replace(a_plan(S2).build(), queued_after=S1)
    async with room.database.transaction() as tx:
        await tx.sessions.add(waiting, ())
    await room.settle()
    await spoil_load(room.database)
    await fail_to_load(room.database, 3)
    await room.settle()

    async with room.database.transaction() as tx:
        plan = await tx.sessions.get(TEAM, S2)
    assert plan is not None
    assert plan.turn_came


async def test_home_shows_the_sessions_that_can_be_read(room: Newsroom) -> None:
    await room.add(a_running())
    await room.add(a_running(S2, "C2"))
    await spoil_load(room.database)

    async with room.database.transaction() as tx:
        assert [each.id for each in await tx.sessions.live_of(TEAM, ANA)] == [S2]
    async with room.database.transaction() as tx:
        trouble = await tx.troubles.of(S1)
    assert trouble is not None
    assert trouble.failures == 1


async def test_failures_between_which_it_worked_are_not_added_up(room: Newsroom) -> None:
    await room.add(a_running())
    for minute in range(5):
        async with room.database.transaction() as tx:
            assert not await tx.troubles.note(S1, Stage.ADVANCE, "KeyError")
        # Another process, which knows nothing of the failure, moves it on.
        await room.move(partial(extended, minute=minute))

    assert not await is_set_aside(room.database)


def extended(session: Session, minute: int) -> Moved:
    return extend(session, ANA, session.current.id if session.current else None, at(minute))


async def test_a_plan_that_cannot_be_read_is_passed_over_in_line(room: Newsroom) -> None:
    first = replace(a_plan().build(), queued_after=None, turn_came=True)
    second = replace(a_plan(S2).build(), turn_came=True, planned_at=at(1))
    async with room.database.transaction() as tx:
        await tx.sessions.add(first, ())
        await tx.sessions.add(second, ())
    await spoil_load(room.database)

    async with room.database.transaction() as tx:
        found = await tx.sessions.first_queued(PLACE)
    assert found is not None
    assert found.id == S2
    async with room.database.transaction() as tx:
        assert await tx.troubles.of(S1) is not None


async def test_home_shows_the_actions_that_can_be_read(sqlite: SqliteFiles) -> None:
    """On Postgres every column of a capture can hold only what can be read."""
    database = Database.open(await sqlite.with_tables())
    room = Newsroom(database)
    await room.add(a_running().captured(CaptureKind.ACTION, "Broken", owner=BEN))
    await room.add(a_running(S2, "C2").captured(CaptureKind.ACTION, "Whole", owner=BEN))
    await spoil(database, "UPDATE actions SET capture = 'soon' WHERE session_id = 'S1'")

    async with database.transaction() as tx:
        actions = await tx.sessions.actions_of(TEAM, BEN)
    assert [each.capture.text for each in actions] == ["Whole"]
    async with database.transaction() as tx:
        assert await tx.troubles.of(S1) is not None
    await database.close()


@pytest.mark.parametrize("column", ["state", "body"])
async def test_whatever_column_is_spoilt_the_session_is_set_aside_and_the_others_go_on(
    column: str, sqlite: SqliteFiles
) -> None:
    """On Postgres none of these takes a word."""
    database = Database.open(await sqlite.with_tables())
    room = Newsroom(database)
    await room.add(a_running())
    await room.add(a_running(S2, "C2"))
    await spoil(database, f"UPDATE sessions SET {column} = 'spoilt' WHERE id = 'S1'")  # noqa: S608
    publisher = room.publisher()
    for _ in range(10):
        for tried in (read(database), room.settle(publisher)):
            with suppress(Unloadable):
                await tried

    assert await is_set_aside(database)
    assert notices(room) == 1
    assert any(each.key == f"{S2}:card" for each in room.messenger.posted)
    await database.close()


async def test_one_whose_state_cannot_be_read_is_not_brought_back(room: Newsroom) -> None:
    await in_quarantine(room)
    await spoil(room.database, "UPDATE troubles SET state_before = 'spoilt'")

    with pytest.raises(StateUnreadable):
        await bring_back(room.database)
