import pytest

from bot.domain.rules.rights import require_closer, require_joined, require_steerer, steers
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotAllowed
from tests.support.sessions import ANA, BEN, CARA, DAN, a_session


@pytest.mark.parametrize(("person", "may"), [(ANA, True), (BEN, True), (CARA, False), (DAN, False)])
def test_who_facilitates_or_keeps_the_time_steers(person: PersonId, *, may: bool) -> None:
    assert steers(a_session().running().build(), person) is may


def test_everybody_else_is_told_whom_to_ask() -> None:
    session = a_session().running().build()

    with pytest.raises(NotAllowed) as refused:
        require_steerer(session, CARA)
    assert refused.value.text == (
        "Ask {facilitator} (facilitator) or {timekeeper} (timekeeper) to steer the time."
    )
    assert refused.value.people == {"facilitator": ANA, "timekeeper": BEN}
    with pytest.raises(NotAllowed, match="to close the session"):
        require_closer(session, BEN)


def test_while_nobody_facilitates_everybody_who_joined_may() -> None:
    session = a_session(roles=()).running().watched_by(DAN).left_by(ANA).build()
    assert session.facilitator is None

    require_closer(session, BEN)
    for person in (ANA, DAN):
        with pytest.raises(NotAllowed, match="Press Join first, then you can close the session"):
            require_closer(session, person)


def test_who_takes_part_is_who_joined_and_has_not_left() -> None:
    session = a_session().running().watched_by(DAN).left_by(CARA).build()

    require_joined(session, BEN, "share a win")
    for person in (CARA, DAN):
        with pytest.raises(NotAllowed, match="Press Join first, then you can share a win"):
            require_joined(session, person, "share a win")
