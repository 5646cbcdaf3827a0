"""Sessions are kept, found and changed as they are, workspace by workspace."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.adapters.db.store import Database
from bot.application.ports import PlaceTaken, SessionPeople
from bot.domain.moves import close, people, start, time
from bot.domain.moves.changes import change_time
from bot.domain.moves.clock import wake_at
from bot.domain.moves.close import Verdict
from bot.domain.moves.undo import undo
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change
from bot.domain.state.goals import GoalState
from bot.domain.state.identity import ChannelId, ItemId, PersonId, Place, SessionId
from bot.domain.state.session import SessionState
from tests.integration.adapters.db.samples import (
    OTHER_TEAM,
    S1,
    S2,
    S3,
    TEAM,
    a_plan,
    a_running,
    add,
    records_of,
    stored,
)
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    OTHER_MESSAGE,
    PLACE,
    SessionBuilder,
    a_session_with_goals,
    at,
    minutes,
)


async def test_what_was_added_is_found_again_with_its_records(database: Database) -> None:
    builder = a_running().ticked(1).captured(CaptureKind.IDEA, "Cache it", source=OTHER_MESSAGE)
    await add(database, builder)

    assert await stored(database) == builder.build()
    assert await records_of(database) == tuple(builder.records)


async def test_goals_and_thoughts_are_found_again_as_they_were(database: Database) -> None:
    builder = a_session_with_goals().running()
    builder.goals_set(BEN, "Taxes “soon” & <!here>", "Book a room").goals_set(ANA, "Mails")
    builder.goals_ticked(BEN, {"Book a room": GoalState.PARTLY}, "Nearly there")
    builder.after(3).parked(CARA, "Call the bank").to_step(3).parked(ANA, "Milk")
    await add(database, builder)

    assert await stored(database) == builder.build()
    assert await records_of(database) == tuple(builder.records)


async def test_a_saved_change_is_found_again_with_its_records_after_the_old(
    database: Database,
) -> None:
    await add(database, a_running())
    later = a_running().after(3).ticked(1).paused().captured(CaptureKind.ACTION, "Call Eve", BEN)
    async with database.transaction() as tx:
        await tx.sessions.get(TEAM, S1)
        await tx.sessions.save(later.build(), later.records[len(a_running().records) :])

    assert await stored(database) == later.build()
    assert await records_of(database) == tuple(later.records)


async def test_lists_follow_when_members_come_go_and_move(database: Database) -> None:
    await add(database, a_plan())
    async with database.transaction() as tx:
        plan = await tx.sessions.get(TEAM, S1)
        assert plan is not None
        first, *others = plan.items
        moved = replace(plan, items=(*others[1:], replace(first, title="Last now")))
        await tx.sessions.save(moved, ())

    assert await stored(database) == moved


async def test_a_session_can_be_added_and_started_in_one_transaction(database: Database) -> None:
    plan = a_plan().build()
    async with database.transaction() as tx:
        await tx.sessions.add(plan, ())
        moved = start.start(plan, ANA, at(0))
        await tx.sessions.save(moved.session, moved.records)

    assert await stored(database) == moved.session
    assert await records_of(database) == moved.records


async def test_only_a_session_that_was_read_can_be_saved(database: Database) -> None:
    await add(database, a_running())

    async with database.transaction() as tx:
        with pytest.raises(LookupError):
            await tx.sessions.save(a_running().paused().build(), ())


async def test_one_read_after_another_in_a_transaction_sees_what_it_saved(
    database: Database,
) -> None:
    await add(database, a_running())
    paused = a_running().paused()
    async with database.transaction() as tx:
        await tx.sessions.get(TEAM, S1)
        await tx.sessions.save(paused.build(), paused.records[-1:])

        assert await tx.sessions.live_in(PLACE) == paused.build()


async def test_a_failing_transaction_leaves_nothing(database: Database) -> None:
    await add(database, a_running())

    async def fail_late() -> None:
        paused = a_running().paused()
        async with database.transaction() as tx:
            await tx.inbox.is_new(TEAM, "key", at(0))
            await tx.sessions.get(TEAM, S1)
            await tx.sessions.save(paused.build(), paused.records[-1:])
            await tx.sessions.add(a_plan(S2).build(), ())
            raise RuntimeError("something fails later")

    with pytest.raises(RuntimeError, match="later"):
        await fail_late()

    assert await stored(database) == a_running().build()
    assert await records_of(database) == tuple(a_running().records)
    async with database.transaction() as tx:
        assert await tx.sessions.get(TEAM, S2) is None
        assert await tx.inbox.is_new(TEAM, "key", at(0))


async def test_workspaces_do_not_see_each_other(database: Database) -> None:
    ours = a_running(S1).captured(CaptureKind.ACTION, "Ours", BEN)
    theirs = a_running(S2, team=OTHER_TEAM).captured(CaptureKind.ACTION, "Theirs", BEN)
    await add(database, ours, theirs)
    async with database.transaction() as tx:
        assert await tx.sessions.get(OTHER_TEAM, S1) is None
        assert await tx.sessions.live_in(PLACE) == ours.build()
        assert await tx.sessions.live_in(theirs.build().place) == theirs.build()
        assert await tx.sessions.live_of(TEAM, BEN) == [ours.build()]
        actions = await tx.sessions.actions_of(TEAM, BEN)

    assert [each.capture.text for each in actions] == ["Ours"]


@pytest.mark.parametrize(
    ("builder", "is_live"),
    [
        (a_plan(), False),
        (a_running(), True),
        (a_running().paused(), True),
        (a_running().through(), True),
        (a_running().closed(), False),
    ],
    ids=["planned", "running", "paused", "through", "closed"],
)
async def test_a_channel_s_live_session_is_the_running_or_paused_one(
    database: Database, builder: SessionBuilder, *, is_live: bool
) -> None:
    await add(database, builder)
    async with database.transaction() as tx:
        found = await tx.sessions.live_in(PLACE)

    assert found == (builder.build() if is_live else None)


async def test_a_second_session_cannot_start_in_a_channel(database: Database) -> None:
    await add(database, a_running(S1).paused(), a_plan(S2))

    async def start_too() -> None:
        async with database.transaction() as tx:
            await tx.sessions.get(TEAM, S2)
            started = a_running(S2)
            await tx.sessions.save(started.build(), started.records)

    with pytest.raises(PlaceTaken):
        await start_too()

    assert (await stored(database, S2)).state is SessionState.PLANNED


async def test_a_channel_is_free_again_after_the_close(database: Database) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"), a_plan(S3))
    async with database.transaction() as tx:
        running = await tx.sessions.get(TEAM, S1)
        assert running is not None
        closed = close.close(running, ANA, Verdict(result=None), at(1))
        await tx.sessions.save(closed.session, closed.records)
        await tx.sessions.get(TEAM, S3)
        await tx.sessions.save(a_running(S3).build(), a_running(S3).records)

    assert (await stored(database, S3)).state is SessionState.RUNNING


async def test_the_longest_waiting_plan_is_next_in_the_queue(database: Database) -> None:
    await add(database, a_running(S1))
    for session_id, minute in ((S2, 5), (S3, 2)):
        queued = start.queue(a_plan(session_id).build(), ANA, S1, at(minute))
        plan = replace(queued.session, planned_at=at(minute))
        async with database.transaction() as tx:
            await tx.sessions.add(plan, queued.records)

    async with database.transaction() as tx:
        first = await tx.sessions.first_queued(PLACE)
        assert first is not None
        assert first.id == S3
        await tx.sessions.save(start.cancel(first, ANA, at(6)).session, ())
        second = await tx.sessions.first_queued(PLACE)
        elsewhere = Place(PLACE.team, ChannelId("C0ELSE"))
        assert await tx.sessions.first_queued(elsewhere) is None

    assert second is not None
    assert second.id == S2


async def test_the_plans_of_one_person_in_a_queue_come_last_in_line_first(
    database: Database,
) -> None:
    await add(database, a_running(S1))
    for session_id, minute, owner in ((S2, 2, ANA), (S3, 5, ANA), (SessionId("S4"), 3, BEN)):
        plan = replace(a_plan(session_id).build(), planned_by=owner, planned_at=at(minute))
        queued = start.queue(plan, owner, S1, at(minute))
        async with database.transaction() as tx:
            await tx.sessions.add(queued.session, queued.records)
    await add(database, a_plan(SessionId("S5")))

    async with database.transaction() as tx:
        found = await tx.sessions.queued_of(PLACE, ANA)
        for plan in found:
            await tx.sessions.save(start.cancel(plan, ANA, at(6)).session, ())
        assert await tx.sessions.queued_of(PLACE, ANA) == []
        assert [each.id for each in await tx.sessions.queued_of(PLACE, BEN)] == ["S4"]

    assert [each.id for each in found] == [S3, S2]


async def test_where_a_session_is_held_and_who_is_in_it_is_told_in_its_own_workspace(
    database: Database,
) -> None:
    running = a_running(S1).joined_by(DAN)
    await add(database, running)

    async with database.transaction() as tx:
        found = await tx.sessions.people_of(TEAM, S1)
        assert await tx.sessions.people_of(OTHER_TEAM, S1) is None
        assert await tx.sessions.people_of(TEAM, S2) is None

    session = running.build()
    assert found == SessionPeople(
        place=PLACE,
        planned_by=session.planned_by,
        is_live=True,
        participants=session.participants,
    )


async def test_due_sessions_come_longest_overdue_first(database: Database) -> None:
    early, late = a_running(S1), a_plan(S2, "C0ELSE").after(1).running()
    await add(database, late, early, a_plan(S3, "C0THIRD"))
    wakes = [wake_at(early.build()), wake_at(late.build())]
    assert wakes == [at(4), at(5)]
    async with database.transaction() as tx:
        assert await tx.sessions.next_wake() == at(4)
        assert await tx.sessions.due(at(3.999)) == []
        assert await tx.sessions.due(at(4)) == [(TEAM, S1)]
        assert await tx.sessions.due(at(60)) == [(TEAM, S1), (TEAM, S2)]


async def test_nothing_is_due_in_an_empty_database(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.sessions.next_wake() is None
        assert await tx.sessions.due(at(0)) == []


async def test_an_absence_is_noted_in_live_sessions_and_makes_them_due(
    database: Database,
) -> None:
    closed, plan = a_running(S2, "C2").closed(), a_plan(S3, "C3")
    await add(database, a_running(S1).paused(), closed, plan)
    async with database.transaction() as tx:
        await tx.sessions.note_absence(at(1))
    async with database.transaction() as tx:
        await tx.sessions.note_absence(at(2))
        assert await tx.sessions.next_wake() == at(1)

    assert (await stored(database)).away_since == at(1)
    assert await stored(database, S2) == closed.build()
    assert await stored(database, S3) == plan.build()


async def test_a_person_s_live_sessions_are_those_they_are_in(database: Database) -> None:
    watched = a_running(S1).watched_by(DAN)
    left = a_plan(S2, "C2").after(1).running()
    without_cara = people.leave(left.build(), CARA, at(2)).session
    closed = a_running(S3, "C3").closed()
    await add(database, watched, SessionBuilder(without_cara, left.records), closed)
    async with database.transaction() as tx:
        assert await tx.sessions.live_of(TEAM, BEN) == [watched.build(), without_cara]
        assert await tx.sessions.live_of(TEAM, CARA) == [watched.build()]
        assert await tx.sessions.live_of(TEAM, DAN) == [watched.build()]
        assert await tx.sessions.live_of(TEAM, PersonId("U0NOBODY")) == []


async def test_a_person_s_actions_are_the_newest_twenty(database: Database) -> None:
    builder = a_running().captured(CaptureKind.DECISION, "Not an action", BEN)
    for number in range(22):
        builder.after(number / 10).captured(CaptureKind.ACTION, f"Action {number}", BEN)
    builder.captured(CaptureKind.ACTION, "Somebody else's", ANA)
    await add(database, builder)
    async with database.transaction() as tx:
        found = await tx.sessions.actions_of(TEAM, BEN)

    assert [each.capture.text for each in found] == [f"Action {n}" for n in range(21, 1, -1)]
    assert {each.place for each in found} == {PLACE}


async def test_moves_are_undone_by_later_ones(database: Database) -> None:
    await add(database, a_running())
    for move, minute in ((time.pause, 1), (time.resume, 2)):
        async with database.transaction() as tx:
            session = await tx.sessions.live_in(PLACE)
            assert session is not None
            moved = move(session, ANA, ItemId(1), at(minute))
            await tx.sessions.save(moved.session, moved.records)

    resumed = await stored(database)
    assert resumed.paused_since is None
    assert resumed.items[0].paused_for == minutes(1)


async def test_the_last_changes_are_kept_one_behind_the_other(database: Database) -> None:
    builder = a_running()
    for minute in (1, 2, 3):
        about = ItemId(1)
        moved = change_time(builder.session, Change.EXTEND, ANA, about, at(minute))
        builder.session = moved.session
    await add(database, builder)

    assert await stored(database) == builder.session
    undone = undo(await stored(database), ANA, at(4)).session
    assert undone.undoable == builder.session.undoable[1:]


async def test_what_goes_with_a_session_goes_when_it_is_deleted(database: Database) -> None:
    await add(database, a_running().captured(CaptureKind.IDEA, "Gone"))
    async with database.connections.begin() as connection:
        await connection.execute(text("DELETE FROM sessions"))
        left = [
            (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608
            for table in ("people", "actions", "records")
        ]

    assert left == [0, 0, 0]


async def test_another_channel_has_no_live_session(database: Database) -> None:
    await add(database, a_running())
    async with database.transaction() as tx:
        assert await tx.sessions.live_in(Place(TEAM, ChannelId("C0ELSE"))) is None
