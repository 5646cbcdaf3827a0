"""Plans before they start."""

from dataclasses import replace

import pytest

from bot.domain.moves.people import join, observe
from bot.domain.moves.start import (
    cancel,
    change_plan,
    invite,
    keep_plan,
    queue,
    revise,
    start,
    take_turn,
)
from bot.domain.rules.plan import fit
from bot.domain.state.facts import PersonJoined, RoleGiven, SessionQueued, TurnCame
from bot.domain.state.formats import Role
from bot.domain.state.identity import SessionId
from bot.domain.state.refusals import NotAllowed, NotNow, WrongInput
from bot.domain.state.session import SessionState
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    DIRECT,
    START,
    a_session,
    a_session_alone,
    an_item,
    minutes,
)


def test_who_was_asked_to_hold_a_role_holds_it_from_the_start() -> None:
    planned = invite(
        a_session().build(), ANA, (DAN,), {Role.SCRIBE: CARA, Role.TIMEKEEPER: BEN}, START
    )
    started = start(planned, ANA, START).session

    assert {each.person: each.role for each in started.participants.people} == {
        ANA: Role.FACILITATOR,
        BEN: Role.TIMEKEEPER,
        CARA: Role.SCRIBE,
        DAN: None,
    }


def test_who_is_named_in_the_form_is_told_once_and_who_starts_knows() -> None:
    plan = a_session(roles=(Role.FACILITATOR, Role.TIMEKEEPER)).build()
    planned = invite(plan, ANA, (CARA, DAN), {Role.TIMEKEEPER: BEN}, START)
    facts = [record.fact for record in start(planned, ANA, START).records]

    assert [fact for fact in facts if isinstance(fact, PersonJoined)] == [
        PersonJoined(person=ANA),
        PersonJoined(person=BEN),
        PersonJoined(person=CARA, invited=True),
        PersonJoined(person=DAN, invited=True),
    ]
    assert [fact for fact in facts if isinstance(fact, RoleGiven)] == [
        RoleGiven(role=Role.FACILITATOR, person=ANA, told=True),
        RoleGiven(role=Role.TIMEKEEPER, person=BEN, told=False),
    ]


def test_a_role_that_nobody_was_asked_to_hold_falls_to_whoever_was_named() -> None:
    started = start(invite(a_session().build(), ANA, (DAN,), {}, START), ANA, START)
    facts = [record.fact for record in started.records]

    assert PersonJoined(person=DAN) in facts
    assert RoleGiven(role=Role.TIMEKEEPER, person=DAN, told=False) in facts


def test_nobody_can_be_asked_to_hold_two_roles() -> None:
    with pytest.raises(WrongInput, match="somebody else as scribe"):
        invite(a_session().build(), ANA, (), {Role.SCRIBE: ANA}, START)
    with pytest.raises(WrongInput, match="One person holds one role"):
        invite(a_session().build(), ANA, (), {Role.TIMEKEEPER: BEN, Role.SCRIBE: BEN}, START)


def test_a_plan_belongs_to_whoever_made_it() -> None:
    plan = a_session().build()

    for move in (start, cancel, lambda s, by, _: keep_plan(s, by)):
        with pytest.raises(NotAllowed) as refused:
            move(plan, BEN, START)
        assert refused.value.people == {"owner": ANA}


def test_an_empty_agenda_cannot_start() -> None:
    with pytest.raises(WrongInput, match="The agenda is empty"):
        start(a_session(plan=()).build(), ANA, START)


def test_a_session_starts_once() -> None:
    with pytest.raises(NotNow, match="already running"):
        start(a_session().running().build(), ANA, START)


def test_changing_a_plan_opens_the_time_check_again() -> None:
    kept = keep_plan(a_session(plan=(an_item("Work", 90),)).build(), ANA).session
    changed = change_plan(kept, ANA, lambda session: fit(session.plan, session.slot)).session

    assert kept.concerns_kept
    assert not changed.concerns_kept
    assert changed.items[0].timebox == minutes(60)


def test_a_revised_plan_keeps_its_place_in_the_queue() -> None:
    queued = queue(a_session().build(), ANA, SessionId("S0"), START)
    revised = revise(queued.session, ANA, a_session(outcome="Another one").build()).session

    assert [record.fact for record in queued.records] == [SessionQueued(by=ANA)]
    assert revised.outcome == "Another one"
    assert revised.queued_after == "S0"
    assert revised.last_record == queued.session.last_record


def test_when_its_turn_comes_the_plan_may_start_and_its_owner_is_asked() -> None:
    waiting = queue(a_session().build(), ANA, SessionId("S0"), START).session
    turn = take_turn(waiting, START)

    assert (turn.session.queued_after, turn.session.turn_came) == (None, True)
    assert turn.session.state is SessionState.PLANNED
    assert [record.fact for record in turn.records] == [TurnCame()]


def test_a_cancelled_plan_does_not_start() -> None:
    with pytest.raises(NotNow, match="cancelled"):
        start(cancel(a_session().build(), ANA, START).session, ANA, START)


def test_a_plan_that_moves_to_another_channel_leaves_its_queue() -> None:
    waiting = queue(a_session().build(), ANA, SessionId("S0"), START).session
    draft = a_session(outcome="Better").build()

    assert revise(waiting, ANA, draft).session.queued_after == "S0"
    turn = take_turn(waiting, START).session
    assert revise(turn, ANA, draft).session.turn_came
    assert not revise(turn, ANA, replace(draft, place=DIRECT)).session.turn_came
    assert revise(waiting, ANA, replace(draft, place=DIRECT)).session.queued_after is None


def test_nobody_joins_or_watches_a_session_alone() -> None:
    session = a_session_alone().started().build()

    for enter in (join, observe):
        with pytest.raises(NotAllowed, match="one person alone"):
            enter(session, BEN, START)
    assert [each.person for each in session.participants.people] == [ANA]
