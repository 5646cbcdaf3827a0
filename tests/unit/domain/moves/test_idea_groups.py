"""Ideas find their groups, and a group is one choice."""

import pytest

from bot.domain.moves.idea_groups import group_ideas
from bot.domain.state.refusals import NotAllowed, NotFound, NotNow, WrongInput
from tests.support.boards import VOTE, BrainstormBuilder, a_brainstorm
from tests.support.sessions import ANA, BEN, CARA


def with_three_ideas() -> BrainstormBuilder:
    builder = a_brainstorm().running().to_step(2).with_ideas("Quiz", "Hunt", "Cake")
    return builder.revealed()


def members(builder: BrainstormBuilder) -> dict[str, set[str]]:
    board = builder.session.activities.board
    return {group.name: {idea.text for idea in board.members(group)} for group in board.groups}


def choices(builder: BrainstormBuilder) -> set[str]:
    return {choice.text for choice in builder.session.activities.board.choices}


def test_a_group_is_one_choice_and_other_ideas_are_their_own() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz", "Hunt")

    assert members(builder) == {"Games": {"Quiz", "Hunt"}}
    assert choices(builder) == {"Games", "Cake"}


def test_an_idea_that_is_picked_again_leaves_its_group_and_an_empty_group_is_gone() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz", "Hunt").grouped("Food", "Cake", "Hunt")
    assert members(builder) == {"Games": {"Quiz"}, "Food": {"Cake", "Hunt"}}

    builder.grouped("Food", "Quiz")

    assert members(builder) == {"Food": {"Quiz", "Hunt", "Cake"}}


def test_the_name_of_a_group_that_is_there_adds_to_it_however_it_is_written() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz").grouped(" games ", "Hunt")

    assert members(builder) == {"Games": {"Quiz", "Hunt"}}


def test_without_a_name_ideas_stand_for_themselves_again() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz", "Hunt").grouped("", "Quiz")

    assert choices(builder) == {"Games", "Quiz", "Cake"}


def test_a_new_group_is_not_taken_for_one_that_is_gone() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz").grouped("Food", "Cake")
    ids = {group.name: group.id for group in builder.session.activities.board.groups}

    assert len(set(ids.values())) == 2


def test_a_group_that_is_gone_leaves_its_number_to_none_that_comes_later() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz")
    games = builder.choice("Games").id

    builder.grouped("", "Quiz").grouped("Food", "Cake")

    assert games not in {choice.id for choice in builder.session.activities.board.choices}


def test_a_group_whose_ideas_were_all_withdrawn_is_gone() -> None:
    builder = with_three_ideas().grouped("Games", "Quiz").withdrawn("Quiz")

    assert choices(builder) == {"Hunt", "Cake"}


def test_what_was_withdrawn_meanwhile_is_passed_over_unless_nothing_is_left() -> None:
    builder = with_three_ideas()
    gone = builder.idea("Quiz").number or 0
    left = builder.idea("Cake").number or 0
    session = builder.withdrawn("Quiz").build()

    board = group_ideas(session, ANA, frozenset({gone, left}), "Food").session.activities.board
    assert [idea.text for idea in board.members(board.groups[0])] == ["Cake"]
    with pytest.raises(NotFound, match="not there any more"):
        group_ideas(session, ANA, frozenset({gone}), "Food")


def test_groups_are_made_by_the_facilitator_once_ideas_are_shown_and_before_anybody_votes() -> None:
    hidden = a_brainstorm().running().to_step(2).with_ideas("Quiz").build()
    shown = with_three_ideas()
    voted = with_three_ideas().to_step(VOTE).voted({CARA: ["Quiz"]}).build()

    with pytest.raises(NotNow, match="still hidden"):
        group_ideas(hidden, ANA, frozenset({1}), "Games")
    with pytest.raises(NotAllowed):
        group_ideas(shown.build(), BEN, frozenset({1}), "Games")
    with pytest.raises(NotNow, match="voting has begun"):
        group_ideas(voted, ANA, frozenset({1}), "Games")
    with pytest.raises(WrongInput, match="under 60"):
        group_ideas(shown.build(), ANA, frozenset({1}), "x" * 61)
