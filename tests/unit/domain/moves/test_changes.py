import pytest

from bot.domain.moves.changes import change_time
from bot.domain.moves.undo import undo
from bot.domain.state.facts import Change
from bot.domain.state.identity import ItemId
from bot.domain.state.refusals import NotFound
from tests.support.sessions import ANA, a_session, at


@pytest.mark.parametrize(
    "change", [Change.NEXT, Change.BACK, Change.SKIP, Change.EXTEND, Change.SHORTEN, Change.PAUSE]
)
def test_a_change_can_be_undone(change: Change) -> None:
    session = a_session().running().to_step(2).build()
    now = at(6)

    changed = change_time(session, change, ANA, ItemId(2), now).session

    assert (changed.items, changed.state) != (session.items, session.state)
    undone = undo(changed, ANA, now).session
    assert (undone.items, undone.state) == (session.items, session.state)


def test_nothing_is_parked_where_there_is_no_step() -> None:
    with pytest.raises(NotFound, match="no step to park"):
        change_time(a_session().running().through().build(), Change.PARK, ANA, None, at(60))
