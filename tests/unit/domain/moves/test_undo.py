from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.moves.changes import change_time
from bot.domain.moves.clock import advance
from bot.domain.moves.time import extend, move_on, pause
from bot.domain.moves.undo import MOST_UNDOABLE, UNDO_FOR, undo, undoable
from bot.domain.rules.schedule import ends_at
from bot.domain.state.facts import Change
from bot.domain.state.identity import ItemId
from bot.domain.state.refusals import NotNow
from bot.domain.state.session import Moved, Session, SessionState
from tests.support.sessions import ANA, a_session, at

FIRST, SECOND, THIRD, FOURTH, FIFTH = (ItemId(number) for number in range(1, 6))


def running() -> Session:
    """Check-in 5, Draft 25, Break 5, Review 15, Wins 10: an hour from START."""
    return a_session().running().build()


def in_draft() -> Session:
    """Five minutes in: Draft has just begun."""
    return move_on(running(), ANA, FIRST, at(5)).session


def test_a_change_is_taken_back_as_if_it_had_never_been_made() -> None:
    session = in_draft()
    changed = undoable(
        session, Change.EXTEND, ANA, at(6), lambda each: extend(each, ANA, SECOND, at(6))
    ).session
    moved = undo(changed, ANA, at(7))

    assert replace(moved.session, last_record=session.last_record) == session
    assert [type(record.fact).__name__ for record in moved.records] == ["Undone"]


def test_the_last_changes_are_taken_back_one_by_one_newest_first() -> None:
    session = in_draft()
    stood = [session]
    for second, change in enumerate([Change.EXTEND] * MOST_UNDOABLE + [Change.NEXT]):
        now = at(6) + timedelta(seconds=second)
        session = change_time(session, change, ANA, SECOND, now).session
        stood.append(session)

    for before in reversed(stood[1:-1]):
        session = undo(session, ANA, at(7)).session
        assert (session.items, session.state) == (before.items, before.state)
    with pytest.raises(NotNow, match="nothing to undo"):
        undo(session, ANA, at(7))


def test_what_was_changed_before_the_clock_moved_on_is_not_taken_back() -> None:
    session = change_time(in_draft(), Change.EXTEND, ANA, SECOND, at(29)).session
    moved_on = advance(session, at(36)).session
    paused = change_time(moved_on, Change.PAUSE, ANA, ItemId(3), at(36)).session

    again = undo(paused, ANA, at(37)).session

    assert again.state is SessionState.RUNNING
    with pytest.raises(NotNow, match="nothing to undo"):
        undo(again, ANA, at(37))


def test_a_pause_that_is_taken_back_never_was() -> None:
    session = in_draft()
    paused = undoable(
        session, Change.PAUSE, ANA, at(6), lambda each: pause(each, ANA, SECOND, at(6))
    ).session
    gone_on = undo(paused, ANA, at(8)).session

    assert gone_on.state is SessionState.RUNNING
    assert ends_at(gone_on) == at(60)


def test_nothing_too_old_and_nothing_the_clock_has_passed_is_taken_back() -> None:
    session = in_draft()

    def extended(each: Session) -> Moved:
        return extend(each, ANA, SECOND, at(6))

    changed = undoable(session, Change.EXTEND, ANA, at(6), extended).session
    moved_on = move_on(changed, ANA, SECOND, at(7)).session

    with pytest.raises(NotNow, match="nothing to undo"):
        undo(session, ANA, at(7))
    with pytest.raises(NotNow, match="more than 5 minutes ago"):
        undo(changed, ANA, at(6) + UNDO_FOR + timedelta(seconds=1))
    with pytest.raises(NotNow, match="moved on since"):
        undo(moved_on, ANA, at(8))
