"""One turn each in a round, and a queue in which those who have not spoken come first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.moves.people import join, leave
from bot.domain.moves.speaking import next_speaker, pass_turn, queue_up, raise_hand
from bot.domain.state.agenda import Activity
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow
from bot.domain.state.session import Session
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    START,
    SessionBuilder,
    a_session,
    an_item,
    at,
)

PLAN = (
    an_item("Round", 8, Activity.ROUND),
    an_item("Draft", 10),
    an_item("Round again", 8, Activity.ROUND),
)
FIRST, THIRD = ItemId(1), ItemId(3)


def a_round() -> SessionBuilder:
    """Ana, Ben and Cara in a round."""
    return a_session(PLAN).running()


def passed_on(session: Session, by: PersonId = ANA) -> Session:
    return next_speaker(session, by, session.activities.speaking.turn).session


def waiting(session: Session, item: ItemId = FIRST) -> tuple[PersonId, ...]:
    found = session.activities.speaking.round_of(item)
    assert found is not None
    return found.waiting


def raised(session: Session, *hands: tuple[PersonId, str]) -> Session:
    for person, when in hands:
        session = raise_hand(session, person, when, up=True).session
    return session


def test_a_round_begins_with_who_came_first() -> None:
    assert waiting(a_round().build()) == (ANA, BEN, CARA)


@settings(deadline=None)
@given(st.permutations([BEN, CARA, DAN]), st.integers(0, 4))
def test_everybody_gets_exactly_one_turn(order: list[PersonId], late: int) -> None:
    """Whoever leads, speaks or keeps the time passes the word on; Dan may come at any time."""
    session = a_session(PLAN).started().build()
    for person in order[:2]:
        session = join(session, person, START).session
    spoke = []
    for turn in range(5):
        if turn == late:
            session = join(session, order[2], at(1)).session
        speaker = session.activities.speaking.speaker_in(FIRST)
        if speaker is not None:
            spoke.append(speaker)
            session = passed_on(session, by=speaker)

    assert sorted(spoke) == sorted([ANA, *order])


def test_who_has_not_spoken_in_the_session_comes_first_in_the_next_round() -> None:
    session = passed_on(passed_on(a_round().build()))
    session = join(session, DAN, at(1)).session
    builder = SessionBuilder(session).to_step(3)

    assert waiting(builder.build(), THIRD) == (CARA, DAN, ANA, BEN)


def test_a_late_one_comes_at_the_end_and_who_leaves_is_taken_out() -> None:
    session = passed_on(a_round().build())
    session = leave(join(session, DAN, at(1)).session, BEN, at(2)).session

    assert waiting(session) == (CARA, DAN)


def test_when_the_speaker_leaves_an_old_press_does_not_skip_the_next() -> None:
    session = passed_on(a_round().build())
    seen = session.activities.speaking.turn
    session = leave(session, BEN, at(1)).session

    with pytest.raises(AlreadyMoved, match="speaks now") as refused:
        next_speaker(session, ANA, seen)
    assert refused.value.people == {"speaker": CARA}


def test_who_passes_comes_at_the_end_once_and_then_has_had_their_turn() -> None:
    session = pass_turn(a_round().build(), ANA, 1).session
    assert waiting(session) == (BEN, CARA, ANA)

    session = passed_on(passed_on(session))
    session = pass_turn(session, ANA, session.activities.speaking.turn).session

    assert waiting(session) == ()
    assert session.activities.speaking.spoken == (BEN, CARA, ANA)
    with pytest.raises(NotNow, match="You have had your turn"):
        pass_turn(session, ANA, session.activities.speaking.turn)


def test_a_second_press_of_pass_does_not_pass_for_good() -> None:
    session = pass_turn(a_round().build(), BEN, 1).session

    with pytest.raises(AlreadyMoved, match="at the end already"):
        pass_turn(session, BEN, 1)


def test_what_the_speaker_presses_counts_though_somebody_else_has_passed() -> None:
    seen = a_round().build()
    session = pass_turn(seen, BEN, seen.activities.speaking.turn).session

    after = next_speaker(session, ANA, seen.activities.speaking.turn).session

    assert waiting(after) == (CARA, BEN)


def test_the_last_one_cannot_let_others_go_first() -> None:
    session = passed_on(passed_on(a_round().build()))

    session = pass_turn(session, CARA, session.activities.speaking.turn).session

    assert waiting(session) == ()


def test_only_who_speaks_leads_or_keeps_the_time_passes_the_word_on() -> None:
    session = a_round().build()

    with pytest.raises(NotAllowed, match="Only whoever speaks, leads or keeps the time"):
        next_speaker(session, CARA, 1)
    with pytest.raises(NotAllowed, match="Press Join"):
        next_speaker(session, DAN, 1)
    assert waiting(passed_on(session, by=BEN)) == (BEN, CARA)
    assert waiting(passed_on(passed_on(passed_on(session)), by=CARA)) == ()


def test_a_round_somebody_goes_back_to_goes_on_where_it_was() -> None:
    session = passed_on(a_round().build())
    builder = SessionBuilder(session).to_step(2)
    builder.session = join(builder.session, DAN, at(1)).session

    assert waiting(builder.gone_back().build()) == (BEN, CARA, DAN)


def test_the_queue_is_by_time_but_who_has_not_spoken_comes_first() -> None:
    session = passed_on(a_round().build())
    draft = SessionBuilder(session).to_step(2).build()

    session = raised(draft, (ANA, "1"), (CARA, "3"), (BEN, "2"))

    assert session.activities.speaking.queue == (BEN, CARA, ANA)
    session = passed_on(session)
    assert session.activities.speaking.speaker_in(ItemId(2)) == BEN
    assert session.activities.speaking.queue == (CARA, ANA)
    assert passed_on(session, by=BEN).activities.speaking.queue == (ANA,)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([ANA, BEN, CARA]), st.integers(0, 99), st.booleans()), max_size=20
    ),
)
def test_what_is_heard_of_a_hand_late_undoes_nothing(
    heard: list[tuple[PersonId, int, bool]],
) -> None:
    last: dict[PersonId, tuple[int, bool]] = {}
    session = a_round().build()
    for person, when, up in heard:
        known = session.activities.speaking
        session = raise_hand(session, person, f"{when:02}", up=up).session
        before = last.get(person)
        if before is None or (when >= before[0] and up != before[1]):
            last[person] = (when, up)
        else:
            assert session.activities.speaking == known

    assert set(session.activities.speaking.queue) == {
        person for person, (_, up) in last.items() if up
    }


def test_asking_again_takes_one_out_of_the_queue() -> None:
    session = queue_up(a_round().build(), BEN, "1").session
    assert session.activities.speaking.queue == (BEN,)

    assert queue_up(session, BEN, "2").session.activities.speaking.queue == ()


def test_who_leaves_is_out_of_the_queue_and_who_watches_cannot_get_in() -> None:
    session = raised(a_round().build(), (BEN, "1"), (CARA, "2"))

    session = leave(session, BEN, at(1)).session

    assert session.activities.speaking.queue == (CARA,)
    with pytest.raises(NotAllowed, match="Press Join"):
        raise_hand(session, DAN, "3", up=True)
    assert raise_hand(session, DAN, "3", up=False).session.activities.speaking.queue == (CARA,)


def test_who_leaves_does_not_speak_any_more() -> None:
    draft = raised(a_round().to_step(2).build(), (BEN, "1"), (CARA, "2"))
    session = passed_on(draft)
    seen = session.activities.speaking.turn
    assert session.activities.speaking.speaker_in(ItemId(2)) == BEN

    session = leave(session, BEN, at(1)).session

    assert session.activities.speaking.speaker_in(ItemId(2)) is None
    with pytest.raises(AlreadyMoved, match="quicker"):
        next_speaker(session, ANA, seen)


def test_a_turn_in_the_round_takes_the_hand_down() -> None:
    session = raised(a_round().build(), (ANA, "1"))

    assert passed_on(session).activities.speaking.queue == ()


def test_nobody_speaks_where_nobody_asked_to() -> None:
    draft = a_round().to_step(2).build()

    with pytest.raises(NotNow, match="Nobody is waiting to speak"):
        passed_on(draft)


def test_the_word_is_given_for_one_step() -> None:
    draft = SessionBuilder(passed_on(raised(a_round().to_step(2).build(), (BEN, "1"))))

    assert draft.build().activities.speaking.speaker_in(ItemId(2)) == BEN
    assert draft.gone_back().build().activities.speaking.speaker_in(FIRST) == ANA
