"""What a template keeps of a session comes back with the next one, and is kept once."""

from dataclasses import replace

import pytest

from bot.adapters.db.store import Database
from bot.application.use_cases import templates
from bot.application.use_cases.planning import plan, submit
from bot.application.use_cases.settings import set_posting
from bot.application.work.asking import Asker
from bot.domain.state.facts import Posting
from bot.domain.state.identity import PersonId, SessionId
from bot.domain.state.session import Session
from bot.domain.typed.plan_request import PlanRequest
from tests.support.sessions import ANA, BEN, PLACE, SessionBuilder, a_session
from tests.support.work import work_on


class Room:
    """A channel in which plans are kept and used."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.work = work_on(database)
        self._deliveries = 0

    def asker(self, person: PersonId = ANA) -> Asker:
        self._deliveries += 1
        return Asker(PLACE.team, person, str(self._deliveries))

    async def held(self, session: Session) -> None:
        builder = SessionBuilder(session).running().closed()
        async with self.database.transaction() as tx:
            await tx.sessions.add(builder.session, builder.records)

    async def planned(self, request: PlanRequest) -> Session:
        planned = await plan(self.work, self.asker(), PLACE, request)
        assert planned is not None
        return planned.session


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def set_otherwise() -> Session:
    """A session with everything set unlike its format."""
    session = a_session(posting=Posting.CHANNEL).build()
    return session.with_activity(
        replace(session.activities.board, anonymous=True, votes_each=7),
        replace(session.activities.breakouts, size=5),
    )


def settings_of(session: Session) -> tuple[object, ...]:
    board = session.activities.board
    return board.anonymous, board.votes_each, session.activities.breakouts.size, session.posting


async def test_what_was_set_for_a_session_is_set_for_the_next(room: Room) -> None:
    await room.held(set_otherwise())
    await templates.save_template(room.work, room.asker(), PLACE, "retro")

    plan = await room.planned(PlanRequest(outcome="A spec", template="retro"))

    assert settings_of(plan) == (True, 7, 5, Posting.CHANNEL)


async def test_a_plan_that_is_edited_before_its_start_keeps_what_was_set(room: Room) -> None:
    await room.held(set_otherwise())
    await templates.save_template(room.work, room.asker(), PLACE, "retro")
    plan = await room.planned(PlanRequest(outcome="A spec", template="retro"))
    typed = PlanRequest(outcome="Two specs", agenda="Draft 20\nShow 10", revises=plan.id)

    await submit(room.work, room.asker(), PLACE, typed)
    async with room.database.transaction() as tx:
        edited = await tx.sessions.get(PLACE.team, plan.id)
    assert edited is not None
    assert edited.outcome == "Two specs"
    assert settings_of(edited) == (True, 7, 5, Posting.CHANNEL)


async def test_where_steps_are_posted_follows_the_channel_unless_it_was_otherwise(
    room: Room,
) -> None:
    await set_posting(room.work, room.asker(), PLACE, Posting.CHANNEL)
    await room.held(set_otherwise())
    saved = await templates.save_template(room.work, room.asker(), PLACE, "retro")
    assert saved is not None
    assert saved.template.plan.posting is None

    await set_posting(room.work, room.asker(), PLACE, Posting.CARD_ONLY)
    plan = await room.planned(PlanRequest(outcome="A spec", template="retro"))

    assert plan.posting is Posting.CARD_ONLY


async def test_a_delivery_that_comes_again_saves_and_deletes_once(room: Room) -> None:
    await room.held(set_otherwise())
    saving, deleting = room.asker(), room.asker()

    assert await templates.save_template(room.work, saving, PLACE, "retro") is not None
    assert await templates.save_template(room.work, saving, PLACE, "retro") is None
    assert await templates.delete_template(room.work, deleting, PLACE, "retro") is not None
    assert await templates.delete_template(room.work, deleting, PLACE, "retro") is None
    assert await templates.list_templates(room.work, PLACE) == []


async def test_a_rehearsal_is_no_plan_to_keep(room: Room) -> None:
    await room.held(replace(set_otherwise(), id=SessionId("held"), outcome="Held"))
    builder = SessionBuilder(replace(a_session().build(), pace=60)).running()
    async with room.database.transaction() as tx:
        await tx.sessions.add(builder.session, builder.records)

    saved = await templates.save_template(room.work, room.asker(BEN), PLACE, "retro")

    assert saved is not None
    assert saved.template.plan.votes_each == 7
