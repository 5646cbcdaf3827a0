"""The tables of states say what the moves do: each row is walked, and no way leads beside them."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain import moves
from bot.domain.moves.changes import change_time, changed
from bot.domain.moves.clock import advance, next_moment
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.discard import discard
from bot.domain.moves.plan import edit_plan
from bot.domain.moves.reopen import reopen
from bot.domain.moves.start import cancel, start
from bot.domain.moves.time import halt
from bot.domain.moves.undo import undo
from bot.domain.rules.plan import NIGHT
from bot.domain.state.agenda import ITEM_TRANSITIONS, ItemState
from bot.domain.state.facts import Change, Loss
from bot.domain.state.refusals import Refusal
from bot.domain.state.session import SESSION_TRANSITIONS, Moved, Session, SessionState
from bot.domain.state.transitions import NoSuchTransition
from tests.support.sessions import ANA, START, a_session, an_item

Way = tuple[SessionState | ItemState, SessionState | ItemState, str]
Move = Callable[[Session, datetime], Moved]

DRAFT = an_item("Draft")
PLANS = ((DRAFT,), (DRAFT, an_item("Review")), (DRAFT, NIGHT))
LONGEST_WALK = 4
ROWS: set[Way] = {
    *((*ends, word) for ends, words in SESSION_TRANSITIONS.items() for word in words),
    *((*ends, word) for ends, words in ITEM_TRANSITIONS.items() for word in words),
}


def pressed(change: Change) -> Move:
    def press(session: Session, now: datetime) -> Moved:
        current = session.current
        return change_time(session, change, ANA, current.id if current else None, now)

    return press


def park_the_last(session: Session, now: datetime) -> Moved:
    return change_time(session, Change.PARK, ANA, session.items[-1].id, now)


def take_out_what_is_to_come(session: Session, now: datetime) -> Moved:
    seen = tuple(item.id for item in session.pending)
    return changed(
        session, Change.EDIT_PLAN, ANA, now, lambda each: edit_plan(each, ANA, seen, (), now)
    )


MOVES: tuple[tuple[str, Move], ...] = (
    ("start", lambda session, now: start(session, ANA, now)),
    ("cancel", lambda session, now: cancel(session, ANA, now)),
    ("clock", advance),
    *((change.value, pressed(change)) for change in Change if change is not Change.EDIT_PLAN),
    ("park", park_the_last),
    ("edit plan", take_out_what_is_to_come),
    ("undo", lambda session, now: undo(session, ANA, now)),
    ("lost channel", lambda session, now: halt(session, Loss.ARCHIVED, now)),
    ("close", lambda session, now: close(session, ANA, Verdict(result=None), now)),
    ("reopen", lambda session, now: reopen(session, ANA, now)),
    ("discard", lambda session, now: discard(session, ANA, now)),
)


def standing(session: Session) -> tuple[object, ...]:
    """What decides where a session can go from here."""
    changes = [(each.change, each is session.last_change) for each in session.undoable]
    items = [
        (each.state, each.cue_given, each.time_up_given, each.overtime_given)
        for each in session.items
    ]
    before_close = session.reopening.state if session.reopening else None
    return session.state, *items, *changes, session.closes_at is None, before_close


def ways(word: str, before: Session, after: Session) -> Iterator[Way]:
    """What a move has changed of the states of a session and of its items."""
    if after.state is not before.state:
        yield before.state, after.state, word
    for item in before.items:
        became = after.item(item.id)
        if became is not None and became.state is not item.state:
            yield item.state, became.state, word


def walked(session: Session) -> set[Way]:
    """All ways that lead on from a plan, by a few moves in every order."""
    found: set[Way] = set()
    seen: set[tuple[object, ...]] = set()
    reached = [(session, START)]
    for _ in range(LONGEST_WALK):
        stood, reached = reached, []
        for before, since in stood:
            moment = next_moment(before)
            for word, move in MOVES:
                now = moment.at if word == "clock" and moment else since
                try:
                    after = move(before, now).session
                except Refusal:
                    continue
                found.update(ways(word, before, after))
                if (stands := standing(after)) not in seen:
                    seen.add(stands)
                    reached.append((after, now))
    return found


def test_the_moves_go_every_way_of_the_tables_and_no_other() -> None:
    assert set().union(*(walked(a_session(plan).build()) for plan in PLANS)) == ROWS


@pytest.mark.parametrize("before", SessionState)
@pytest.mark.parametrize("after", SessionState)
def test_a_session_goes_only_the_ways_of_its_table(
    before: SessionState, after: SessionState
) -> None:
    if before is after or (before, after) in SESSION_TRANSITIONS:
        assert before.to(after) is after
    else:
        with pytest.raises(NoSuchTransition):
            before.to(after)


@pytest.mark.parametrize("before", ItemState)
@pytest.mark.parametrize("after", ItemState)
def test_an_item_goes_only_the_ways_of_its_table(before: ItemState, after: ItemState) -> None:
    if before is after or (before, after) in ITEM_TRANSITIONS:
        assert before.to(after) is after
    else:
        with pytest.raises(NoSuchTransition):
            before.to(after)


def test_no_move_sets_a_state_past_its_table() -> None:
    for module in Path(moves.__path__[0]).glob("*.py"):
        assert not re.search(r"\bstate=(Session|Item)State\.", module.read_text("utf-8")), module
