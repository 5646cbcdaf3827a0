"""Parked thoughts come back once, to whoever had them, at the next break or at the close."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves.thoughts import (
    LONGEST_THOUGHT,
    MOST_IN_A_NOTE,
    MOST_WAITING,
    forget,
    park_thought,
)
from bot.domain.state.agenda import Activity
from bot.domain.state.facts import ThoughtsHandedBack
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotAllowed, NotNow, WrongInput
from bot.domain.state.thoughts import ThoughtId
from tests.support.sessions import ANA, BEN, DAN, SessionBuilder, a_session, an_item, at

BREAKS = tuple(
    an_item(f"Step {number}", 5, Activity.BREAK if number % 2 else Activity.WORK)
    for number in range(8)
)


def running() -> SessionBuilder:
    return a_session(BREAKS).running()


def handed_back(builder: SessionBuilder) -> list[tuple[PersonId, tuple[ThoughtId, ...]]]:
    facts = [record.fact for record in builder.records]
    return [(each.asked, each.thoughts) for each in facts if isinstance(each, ThoughtsHandedBack)]


def park(person: PersonId) -> Callable[[SessionBuilder], object]:
    return lambda builder: builder.parked(person, "Call the bank")


def move_on(builder: SessionBuilder) -> None:
    current = builder.build().current
    if current is not None and current.id < len(BREAKS):
        builder.to_step(current.id + 1)


def go_back(builder: SessionBuilder) -> None:
    current = builder.build().current
    if current is not None and current.id > 1:
        builder.gone_back()


def forget_all(builder: SessionBuilder) -> None:
    told = {each.id for each in builder.session.activities.thoughts.kept if each.handed_back}
    builder.session = forget(builder.session, told).session


deeds = st.lists(st.sampled_from([park(ANA), park(BEN), move_on, go_back, forget_all]), max_size=25)


@given(deeds)
def test_each_thought_comes_back_once_and_only_to_its_owner(
    what_people_do: list[Callable[[SessionBuilder], object]],
) -> None:
    builder, owners = running(), dict[ThoughtId, PersonId]()
    for deed in what_people_do:
        deed(builder)
        owners |= {each.id: each.person for each in builder.build().activities.thoughts.kept}
    builder.closed()

    told = [(thought, person) for person, ids in handed_back(builder) for thought in ids]
    assert sorted(told) == sorted(owners.items())
    assert all(len(ids) <= MOST_IN_A_NOTE for _, ids in handed_back(builder))


def test_a_thought_waits_for_the_next_break() -> None:
    builder = running().parked(BEN, "Call the bank", "Buy  bread")
    assert handed_back(builder) == []
    builder.to_step(2)
    assert handed_back(builder) == [(BEN, (ThoughtId(1), ThoughtId(2)))]
    builder.parked(BEN, "Milk").to_step(3)
    assert len(handed_back(builder)) == 1
    builder.to_step(4)
    assert handed_back(builder)[1:] == [(BEN, (ThoughtId(3),))]


def test_without_another_break_a_thought_comes_back_when_the_session_closes_by_itself() -> None:
    builder = a_session((an_item("Draft", 20),)).running().parked(BEN, "Milk").waited_until(120)

    assert builder.build().closed_by is None
    assert handed_back(builder) == [(BEN, (ThoughtId(1),))]


def test_what_was_read_is_forgotten_and_its_number_is_not_given_again() -> None:
    builder = running().parked(BEN, "Call the bank").parked(ANA, "Milk").to_step(2)
    builder.session = forget(builder.session, {ThoughtId(1)}).session
    builder.parked(BEN, "Bread")

    kept = builder.build().activities.thoughts.kept
    assert [(each.id, each.text) for each in kept] == [(2, "Milk"), (3, "Bread")]


def test_a_thought_has_a_few_words_and_a_session_to_wait_in() -> None:
    session = running().build()
    for text, why in (("  ", "!later"), ("x" * (LONGEST_THOUGHT + 1), "300 characters")):
        with pytest.raises(WrongInput, match=why):
            park_thought(session, BEN, text, at(1))
    with pytest.raises(NotAllowed, match="Press Join first"):
        park_thought(session, DAN, "Milk", at(1))
    with pytest.raises(NotNow, match="closed"):
        park_thought(running().closed().build(), BEN, "Milk", at(1))
    full = running().parked(BEN, *(f"Thought {number}" for number in range(MOST_WAITING)))
    with pytest.raises(NotNow, match="wait already"):
        park_thought(full.build(), BEN, "Milk", at(1))
