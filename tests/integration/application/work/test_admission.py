"""Who is let into a session, when Slack tells who is in its channel and when it does not."""

from dataclasses import dataclass, field, replace

import pytest

from bot.application.ports import MembersUnknown
from bot.application.work.admission import GONE, NOT_ANSWERED, NOT_THERE
from bot.application.work.asking import Asker
from bot.application.work.work import NO_SESSION_HERE
from bot.domain.state.formats import Role
from bot.domain.state.identity import ChannelId, PersonId, Place, SessionId, TeamId
from bot.domain.state.people import Presence
from bot.domain.state.refusals import NotFound, NotNow
from bot.domain.state.session import Moved, Session
from tests.support.databases import watched
from tests.support.newsroom import S1, Newsroom
from tests.support.sessions import ANA, BEN, CARA, DAN, PLACE, a_session

ELSEWHERE = ChannelId("C0ELSE")


@dataclass
class Roll:
    """The Membership port; without `people`, Slack does not tell."""

    people: set[PersonId] | None
    asked: list[PersonId] = field(default_factory=list)
    noted: list[tuple[PersonId, bool]] = field(default_factory=list)

    async def bot_is_in(self, _place: Place) -> bool:
        return True

    async def is_in(self, _place: Place, person: PersonId) -> bool:
        self.asked.append(person)
        if self.people is None:
            raise MembersUnknown
        return person in self.people

    def note(self, _place: Place, person: PersonId, *, is_in: bool) -> None:
        self.noted.append((person, is_in))

    def sight(self, _place: Place, person: PersonId) -> None:
        self.noted.append((person, True))


class House:
    """A session that Ana facilitates with Ben as her timekeeper, and a list of who is there."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.roll = Roll({ANA, BEN, CARA})
        self.work = replace(room.work, membership=self.roll)
        self.admission = self.work.admission

    async def open(self) -> None:
        await self.room.add(a_session().running())


def asker(person: PersonId, channel: ChannelId | None = None) -> Asker:
    return Asker(PLACE.team, person, f"a delivery of {person}", channel)


def stays(session: Session, _by: object, _now: object) -> Moved:
    return Moved(session)


@pytest.fixture
async def house(room: Newsroom) -> House:
    house = House(room)
    await house.open()
    return house


async def test_who_is_in_the_channel_sees_and_moves_its_session(house: House) -> None:
    assert (await house.work.peek(asker(CARA), S1)).id == S1
    assert await house.work.make(asker(CARA), S1, stays) is not None
    assert (await house.work.peek_in(asker(CARA), PLACE)).id == S1


async def test_to_everybody_else_there_is_no_such_session(house: House) -> None:
    nowhere, other_team = SessionId("0" * 32), replace(asker(CARA), team=TeamId("T0ELSE"))

    for refused in (
        house.work.peek(asker(DAN, PLACE.channel), S1),
        house.work.make(asker(DAN, PLACE.channel), S1, stays),
        house.work.peek(asker(CARA), nowhere),
        house.work.make(asker(CARA), nowhere, stays),
        house.work.peek(other_team, S1),
    ):
        with pytest.raises(NotFound, match=GONE[:20]):
            await refused
    with pytest.raises(NotFound) as refused_here:
        await house.work.peek_in(asker(DAN, PLACE.channel), PLACE)
    assert str(refused_here.value) == NO_SESSION_HERE


async def test_who_writes_or_reacts_in_the_channel_is_in_it_and_slack_is_not_asked(
    house: House,
) -> None:
    await house.work.make(asker(BEN).seen_in(PLACE.channel), S1, stays)

    assert not house.roll.asked
    assert house.roll.noted == [(BEN, True)]


async def test_what_somebody_wrote_in_another_channel_proves_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        await house.work.make(asker(DAN).seen_in(ELSEWHERE), S1, stays)


async def test_where_slack_does_not_tell_a_press_in_the_channel_counts(house: House) -> None:
    house.roll.people = None

    assert (await house.work.peek(asker(DAN, PLACE.channel), S1)).id == S1


async def test_where_slack_does_not_tell_whoever_takes_part_may_go_on_anywhere(
    house: House,
) -> None:
    house.roll.people = None

    assert (await house.work.peek(asker(BEN), S1)).id == S1


async def test_where_slack_does_not_tell_everybody_else_is_asked_to_try_again(
    house: House,
) -> None:
    house.roll.people = None

    with pytest.raises(NotNow) as refused:
        await house.work.peek(asker(DAN, ELSEWHERE), S1)
    assert str(refused.value) == NOT_ANSWERED


async def test_where_slack_does_not_tell_home_shows_nothing_of_the_channel(house: House) -> None:
    assert await house.admission.open_to(BEN, [PLACE, PLACE]) == {PLACE}
    assert house.roll.asked == [BEN]
    house.roll.people = None

    assert not await house.admission.open_to(BEN, [PLACE])


async def test_a_role_is_handed_on_where_its_holder_is_gone(house: House) -> None:
    assert house.roll.people is not None
    house.roll.people.remove(ANA)

    seen = await house.work.peek(asker(CARA), S1)
    moved = await house.work.make(asker(CARA), S1, stays)

    assert moved is not None
    for session in (seen, moved, await house.room.session()):
        left = session.participants.get(ANA)
        assert left is not None
        assert left.presence is Presence.LEFT
        assert session.participants.holder(Role.FACILITATOR) == BEN


async def test_where_slack_does_not_tell_every_role_stays_where_it_is(house: House) -> None:
    house.roll.people = None

    await house.work.make(asker(BEN), S1, stays)

    assert (await house.room.session()).participants.holder(Role.FACILITATOR) == ANA


async def test_nobody_plans_for_a_channel_that_they_are_not_in(house: House) -> None:
    await house.admission.enter(asker(CARA), PLACE)
    with pytest.raises(NotFound) as refused:
        await house.admission.enter(asker(DAN), PLACE)
    assert str(refused.value) == NOT_THERE

    house.roll.people = None
    await house.admission.enter(asker(DAN), PLACE)


async def test_what_somebody_did_in_the_channel_needs_no_question_before(house: House) -> None:
    seen = asker(DAN).seen_in(PLACE.channel)

    with watched(house.room.database) as statements:
        assert await house.work.make(seen, S1, stays) is not None

    # Its delivery is noted, and the session is read.
    assert statements.count() == 1 + 1
    assert house.roll.noted == [(DAN, True)]
    assert house.roll.asked == []


async def test_being_seen_in_another_channel_proves_nothing(house: House) -> None:
    seen_elsewhere = asker(DAN).seen_in(ELSEWHERE)

    with pytest.raises(NotFound, match=GONE[:20]):
        await house.work.make(seen_elsewhere, S1, stays)
    assert await house.work.make(asker(CARA).seen_in(ELSEWHERE), S1, stays) is not None
