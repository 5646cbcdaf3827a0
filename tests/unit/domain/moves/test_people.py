import pytest

from bot.domain.moves.people import join, leave, observe, rate
from bot.domain.rules.recap import recap_of
from bot.domain.state.facts import PersonJoined, RoleFreed, RoleGiven
from bot.domain.state.formats import Role
from bot.domain.state.refusals import NotNow
from tests.support.sessions import ANA, BEN, CARA, DAN, a_session, at


def test_roles_go_to_people_in_the_order_in_which_they_come() -> None:
    participants = a_session().running().build().participants

    assert [(each.person, each.role) for each in participants.people] == [
        (ANA, Role.FACILITATOR),
        (BEN, Role.TIMEKEEPER),
        (CARA, Role.SCRIBE),
    ]


def test_leaving_frees_the_role_for_the_next_who_has_none() -> None:
    session = join(a_session().running().build(), DAN, at(1)).session
    moved = leave(session, BEN, at(2))

    assert [record.fact for record in moved.records][1:] == [
        RoleFreed(role=Role.TIMEKEEPER, person=BEN),
        RoleGiven(role=Role.TIMEKEEPER, person=DAN, told=False),
    ]


def test_who_joins_reads_their_role_in_the_answer() -> None:
    moved = join(a_session().running().left_by(CARA).build(), DAN, at(1))

    assert [record.fact for record in moved.records] == [
        PersonJoined(person=DAN),
        RoleGiven(role=Role.SCRIBE, person=DAN, told=True),
    ]


def test_a_session_without_anybody_free_makes_the_first_its_facilitator() -> None:
    session = leave(a_session().running().build(), ANA, at(1)).session

    assert session.facilitator == BEN


def test_watching_gives_a_role_up_and_joining_again_counts_once() -> None:
    session = observe(a_session().running().build(), CARA, at(1)).session
    again = join(session, CARA, at(2)).session

    assert session.participants.holder(Role.SCRIBE) is None
    assert again.participants.holder(Role.SCRIBE) == CARA
    assert len(again.participants.people) == 3


@pytest.mark.parametrize(
    ("move", "said"),
    [(join, "already in"), (leave, "not in this session")],
)
def test_what_changes_nothing_is_answered_kindly(move: object, said: str) -> None:
    session = a_session().running().build()
    person = BEN if move is join else DAN

    with pytest.raises(NotNow, match=said):
        move(session, person, at(1))  # type: ignore[operator]


def test_only_who_was_there_rates_and_only_after_the_close() -> None:
    running = a_session().running().build()
    closed = a_session().running().closed().build()

    with pytest.raises(NotNow):
        rate(running, BEN, worth_it=True)
    with pytest.raises(NotNow, match="Only people who were in"):
        rate(closed, DAN, worth_it=True)
    rated = rate(rate(closed, BEN, worth_it=True).session, BEN, worth_it=False).session
    recap = recap_of(rated)
    assert (recap.worth_it, recap.rated) == (0, 1)
