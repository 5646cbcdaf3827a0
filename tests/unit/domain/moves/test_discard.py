"""Discarding: who may, until when, and what is left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.moves.clock import wake_at
from bot.domain.moves.discard import DISCARD_FOR, bare, discard
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import SessionDiscarded
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow
from bot.domain.state.session import SessionState
from tests.support.sessions import ANA, BEN, START, SessionBuilder, a_session, at


@pytest.mark.parametrize(
    "builder",
    [
        a_session().running(),
        a_session().running().paused(),
        a_session().running().through(),
        a_session().running().closed(),
    ],
)
def test_nothing_falls_due_any_more_in_a_discarded_session(builder: SessionBuilder) -> None:
    moved = discard(builder.session, ANA, at(1))

    assert moved.session.state is SessionState.DISCARDED
    assert moved.records[-1].fact == SessionDiscarded(by=ANA)
    assert wake_at(moved.session) is None
    assert wake_at(bare(moved.session)) is None


def test_who_planned_it_may_discard_it_as_well_as_who_facilitates_it() -> None:
    handed_over = a_session().running().left_by(ANA).session
    assert handed_over.facilitator == BEN

    assert discard(handed_over, ANA, START).session.state is SessionState.DISCARDED
    assert discard(handed_over, BEN, START).session.state is SessionState.DISCARDED


def test_nobody_else_may_and_only_for_a_day() -> None:
    session = a_session().running().session
    closed = a_session().running().closed().session

    with pytest.raises(NotAllowed, match="to discard it"):
        discard(session, BEN, START)
    with pytest.raises(NotNow, match="for 24 hours"):
        discard(closed, ANA, START + DISCARD_FOR)
    with pytest.raises(AlreadyMoved):
        discard(discard(closed, ANA, START).session, ANA, START)
    with pytest.raises(NotNow, match="not started"):
        discard(a_session().session, ANA, START)


def test_a_rehearsal_can_be_discarded_for_a_day_of_the_clock() -> None:
    session = replace(a_session().running().closed().session, pace=60)
    day = DISCARD_FOR * 60

    assert discard(session, ANA, START + day - timedelta(minutes=1)).session != session
    with pytest.raises(NotNow, match="for 24 hours"):
        discard(session, ANA, START + day)


def test_nothing_that_anybody_wrote_is_left() -> None:
    builder = a_session().running().captured(CaptureKind.IDEA, "Secret").closed()
    left = bare(discard(builder.session, ANA, START).session)

    assert "Secret" not in repr(left)
    assert builder.session.outcome not in repr(left)
    assert (left.items, left.captures, left.participants.people) == ((), (), ())
    assert bare(left) == left
