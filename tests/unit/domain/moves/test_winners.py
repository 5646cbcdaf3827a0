"""What won a vote becomes outputs, by hand or by itself, and never gets lost."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves import winners
from bot.domain.moves.reopen import reopen
from bot.domain.moves.winners import Winner
from bot.domain.state.captures import CaptureKind
from bot.domain.state.refusals import NotAllowed, NotNow, Refusal, WrongInput
from tests.support.boards import IDEAS, VOTE, WINS, BrainstormBuilder, a_brainstorm
from tests.support.sessions import ANA, BEN, CARA, DAN, at

TEXTS = ("Quiz", "Hunt", "Cake", "Walk", "Song")
VOTES = {ANA: ["Quiz", "Hunt"], BEN: ["Quiz", "Cake"], CARA: ["Quiz", "Hunt", "Walk"]}


def voted() -> BrainstormBuilder:
    builder = a_brainstorm().running().to_step(IDEAS).with_ideas(*TEXTS).to_step(VOTE)
    return builder.voted(VOTES)


def outputs(builder: BrainstormBuilder) -> list[tuple[str, str | None]]:
    kept = builder.session.captures
    return [(each.text, each.owner) for each in kept if each.kind is CaptureKind.OUTPUT]


def test_winners_become_outputs_with_their_owners() -> None:
    builder = voted().to_step(WINS).picked({"Quiz": DAN, "Walk": None})

    assert outputs(builder) == [("Quiz", DAN), ("Walk", None)]
    assert builder.session.activities.board.outputs == {
        each.id for each in builder.session.captures
    }


def test_a_group_takes_its_ideas_along() -> None:
    builder = a_brainstorm().running().to_step(IDEAS).with_ideas(*TEXTS).revealed()
    builder.grouped("Games", "Quiz", "Hunt").to_step(VOTE).voted({BEN: ["Games"]})

    [(text, _)] = outputs(builder.vote_closed().picked({"Games": BEN}))

    assert text in {"Games: Quiz; Hunt", "Games: Hunt; Quiz"}


def test_picking_again_replaces_what_was_picked_and_nothing_else() -> None:
    builder = voted().captured(CaptureKind.OUTPUT, "The board itself").to_step(WINS)

    builder.picked({"Quiz": BEN, "Hunt": None}).picked({"Quiz": CARA})

    assert outputs(builder) == [("The board itself", None), ("Quiz", CARA)]


def test_the_first_three_ranks_and_all_their_ties_become_outputs_at_the_close() -> None:
    builder = voted().to_step(WINS).closed()

    found = [text for text, _ in outputs(builder)]
    assert found[:2] == ["Quiz", "Hunt"]
    assert sorted(found[2:]) == ["Cake", "Walk"]


def test_whoever_lost_to_the_only_other_choice_is_no_winner() -> None:
    builder = a_brainstorm().running().to_step(IDEAS).with_ideas("Quiz", "Hunt").to_step(VOTE)
    builder.voted({ANA: ["Quiz"], BEN: ["Quiz"], CARA: ["Hunt"]}).to_step(WINS).closed()

    assert outputs(builder) == [("Quiz", None)]


def test_nothing_is_added_at_the_close_to_what_was_picked_by_hand() -> None:
    builder = voted().to_step(WINS).picked({"Walk": DAN}).closed()

    assert outputs(builder) == [("Walk", DAN)]


def test_what_was_picked_stays_until_a_vote_anew_has_winners_of_its_own() -> None:
    nobody_voted = voted().vote_closed().picked({"Walk": DAN}).vote_anew().closed()
    voted_anew = voted().vote_closed().picked({"Walk": DAN}).vote_anew()
    voted_anew.voted({BEN: ["Walk", "Cake"]}).closed()

    assert outputs(nobody_voted) == [("Walk", DAN)]
    assert sorted(outputs(voted_anew)) == [("Cake", None), ("Walk", None)]


def test_a_close_that_nobody_pressed_keeps_the_winners_as_well() -> None:
    builder = voted().waited_until(200)

    assert {text for text, _ in outputs(builder)} == {"Quiz", "Hunt", "Cake", "Walk"}


def test_without_votes_nothing_has_won() -> None:
    builder = a_brainstorm().running().to_step(IDEAS).with_ideas(*TEXTS).to_step(WINS).closed()

    assert outputs(builder) == []


class Moves(StrEnum):
    """What can happen to a vote, in whatever order; what cannot be done just now is refused."""

    VOTE = "vote"
    CLOSE_VOTE = "close_vote"
    VOTE_ANEW = "vote_anew"
    PICK = "pick"
    CLOSE = "close"
    REOPEN = "reopen"


def made(builder: BrainstormBuilder, move: Moves, texts: list[str]) -> bool:
    """Whether the move could be made."""
    moves: Mapping[Moves, Callable[[], object]] = {
        Moves.VOTE: lambda: builder.voted({BEN: texts}),
        Moves.CLOSE_VOTE: builder.vote_closed,
        Moves.VOTE_ANEW: builder.vote_anew,
        Moves.PICK: lambda: builder.picked(dict.fromkeys(texts)),
        Moves.CLOSE: builder.closed,
        Moves.REOPEN: lambda: builder.moved(lambda session, now: reopen(session, ANA, now)),
    }
    with suppress(Refusal):
        moves[move]()
        return True
    return False


choosing = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True)


@given(st.lists(st.tuples(st.sampled_from(Moves), choosing), max_size=12))
def test_in_whatever_order_things_come_what_won_last_is_there_once(
    steps: list[tuple[Moves, list[str]]],
) -> None:
    builder = voted().captured(CaptureKind.OUTPUT, "The board itself")
    expected: list[str] = []
    is_settled = False
    for move, texts in [*steps, (Moves.CLOSE, [])]:
        if not made(builder, move, texts):
            continue
        if move is Moves.PICK:
            expected, is_settled = texts, True
        if move is Moves.VOTE_ANEW:
            is_settled = False
        first = [each.choice.text for each in winners.top(builder.session, VOTE)]
        if move is Moves.CLOSE and first and not is_settled:
            expected, is_settled = first, True

        found = [text for text, _ in outputs(builder)]
        assert found[0] == "The board itself"
        assert sorted(found[1:]) == sorted(expected)


def test_winners_are_picked_by_the_facilitator_after_the_vote_each_once() -> None:
    open_vote, closed = voted().build(), voted().vote_closed().build()
    quiz = Winner(choice=closed.activities.board.choices[0].id)

    with pytest.raises(NotNow, match="No vote is closed yet"):
        winners.pick_winners(open_vote, ANA, VOTE, [quiz], at(1))
    with pytest.raises(NotAllowed, match="pick the winners"):
        winners.pick_winners(closed, BEN, VOTE, [quiz], at(1))
    with pytest.raises(WrongInput, match="at least one"):
        winners.pick_winners(closed, ANA, VOTE, [], at(1))
    with pytest.raises(WrongInput, match="twice"):
        winners.pick_winners(closed, ANA, VOTE, [quiz, quiz], at(1))
