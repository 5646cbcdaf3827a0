"""What won a vote becomes outputs, by hand or by itself, and never gets lost."""

import pytest

from bot.domain import winning
from bot.domain.captures import CaptureKind
from bot.domain.refusals import NotAllowed, NotNow, WrongInput
from bot.domain.winning import Winner
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
    assert builder.session.board.outputs == {each.id for each in builder.session.captures}


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


def test_winners_are_picked_by_the_facilitator_after_the_vote_each_once() -> None:
    open_vote, closed = voted().build(), voted().vote_closed().build()
    quiz = Winner(choice=closed.board.choices[0].id)

    with pytest.raises(NotNow, match="No vote is closed yet"):
        winning.pick_winners(open_vote, ANA, VOTE, [quiz], at(1))
    with pytest.raises(NotAllowed, match="pick the winners"):
        winning.pick_winners(closed, BEN, VOTE, [quiz], at(1))
    with pytest.raises(WrongInput, match="at least one"):
        winning.pick_winners(closed, ANA, VOTE, [], at(1))
    with pytest.raises(WrongInput, match="twice"):
        winning.pick_winners(closed, ANA, VOTE, [quiz, quiz], at(1))
