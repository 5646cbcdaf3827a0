"""A few votes each, hidden until the vote is closed; none gets lost and nobody has more."""

from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves import votes
from bot.domain.moves.changes import change_time
from bot.domain.moves.reopen import reopen
from bot.domain.moves.undo import undo
from bot.domain.moves.votes import is_closed, is_open, ranking, voted_of
from bot.domain.rules.recap import recap_of
from bot.domain.state.facts import Change
from bot.domain.state.ideas import ChoiceId
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow, WrongInput
from bot.domain.state.session import Session
from tests.support.boards import IDEAS, VOTE, WINS, BrainstormBuilder, a_brainstorm
from tests.support.sessions import ANA, BEN, CARA, DAN, at

TEXTS = ("Quiz", "Hunt", "Cake", "Walk", "Song")
PEOPLE = (ANA, BEN, CARA)


def voting_now() -> BrainstormBuilder:
    return a_brainstorm().running().to_step(IDEAS).with_ideas(*TEXTS).to_step(VOTE)


def ranks(builder: BrainstormBuilder) -> list[tuple[int, bool, str, int]]:
    found = ranking(builder.session.activities.board, VOTE)
    return [(each.rank, each.is_tie, each.choice.text, each.votes) for each in found]


def the_vote(session: Session) -> tuple[bool, bool]:
    """Whether it is open, and whether it is closed."""
    item = session.item(VOTE)
    assert item is not None
    return is_open(session, item), is_closed(session, item)


def test_equal_votes_share_a_rank_and_leave_the_next_ones_out() -> None:
    builder = voting_now().voted(
        {ANA: ["Quiz", "Hunt", "Cake"], BEN: ["Quiz", "Cake", "Walk"], CARA: ["Hunt", "Quiz"]}
    )
    found = ranks(builder)

    assert found[0] == (1, False, "Quiz", 3)
    assert sorted(found[1:3]) == [(2, True, "Cake", 2), (2, True, "Hunt", 2)]
    assert found[3:] == [(4, False, "Walk", 1)]


def test_votes_given_again_take_the_place_of_the_first_ones() -> None:
    builder = voting_now().voted({BEN: ["Quiz", "Hunt"]}).voted({BEN: ["Cake"]})
    assert ranks(builder) == [(1, False, "Cake", 1)]

    builder.voted({BEN: []})

    assert ranks(builder) == []
    assert voted_of(builder.session, builder.session.items[3]) == (0, 3)


def test_nobody_has_more_votes_than_everybody_and_none_counts_twice() -> None:
    session = voting_now().build()
    choices = tuple(choice.id for choice in session.activities.board.choices)

    with pytest.raises(WrongInput, match="You have 3 votes; these are 4"):
        votes.vote(session, BEN, VOTE, choices[:4])
    twice = votes.vote(session, BEN, VOTE, (choices[0], choices[0])).session
    assert [each.votes for each in ranking(twice.activities.board, VOTE)] == [1]


def test_a_group_counts_the_votes_that_were_given_to_it() -> None:
    builder = a_brainstorm().running().to_step(IDEAS).with_ideas(*TEXTS).revealed()
    builder.grouped("Games", "Quiz", "Hunt").to_step(VOTE)
    builder.voted({ANA: ["Games", "Cake"], BEN: ["Games"]})

    assert ranks(builder) == [(1, False, "Games", 2), (2, False, "Cake", 1)]


def test_a_choice_that_was_grouped_meanwhile_is_refused_and_nothing_is_counted() -> None:
    builder = voting_now()
    seen = builder.choice("Quiz").id
    session = builder.grouped("Games", "Quiz", "Hunt").build()

    with pytest.raises(NotNow, match="choices have changed"):
        votes.vote(session, BEN, VOTE, (seen,))


def test_a_vote_is_open_while_its_step_runs_in_a_pause_too() -> None:
    assert the_vote(voting_now().build()) == (True, False)
    assert the_vote(voting_now().paused().build()) == (True, False)
    assert the_vote(voting_now().to_step(WINS).build()) == (False, True)
    assert the_vote(voting_now().skipped().build()) == (False, True)
    assert the_vote(voting_now().closed().build()) == (False, True)


def test_a_vote_that_was_closed_by_hand_stays_closed() -> None:
    builder = voting_now().voted({BEN: ["Quiz"]}).vote_closed()
    assert the_vote(builder.session) == (False, True)

    with pytest.raises(NotNow, match="closed"):
        builder.voted({CARA: ["Quiz"]})
    with pytest.raises(AlreadyMoved, match="closed already"):
        builder.vote_closed()


def test_a_vote_anew_has_the_same_choices_and_none_of_the_votes() -> None:
    builder = voting_now().voted({BEN: ["Quiz"]})
    choices = builder.session.activities.board.choices
    with pytest.raises(AlreadyMoved, match="open already"):
        builder.vote_anew()

    builder.vote_closed().vote_anew()
    assert the_vote(builder.session) == (True, False)
    assert builder.session.activities.board.choices == choices
    assert ranks(builder) == []

    assert ranks(builder.voted({CARA: ["Quiz"]}).vote_closed()) == [(1, False, "Quiz", 1)]


def reopened(builder: BrainstormBuilder) -> Session:
    return reopen(builder.closed().build(), ANA, builder.now).session


def undone_next(builder: BrainstormBuilder) -> Session:
    moved = change_time(builder.build(), Change.NEXT, ANA, VOTE, builder.now).session
    return undo(moved, ANA, builder.now).session


SHOWN: Mapping[str, Callable[[BrainstormBuilder], Session]] = {
    "closed by hand": lambda builder: builder.vote_closed().build(),
    "gone back to": lambda builder: builder.to_step(WINS).gone_back().build(),
    "skipped and gone back to": lambda builder: builder.skipped().gone_back().build(),
    "undone": undone_next,
    "reopened": reopened,
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)
def test_once_the_ranks_were_shown_nobody_knows_whose_they_are_and_nothing_is_added(
    shown: Callable[[BrainstormBuilder], Session],
) -> None:
    session = shown(voting_now().voted({BEN: ["Quiz"]}))

    assert the_vote(session) == (False, True)
    assert session.activities.board.ballot(VOTE).votes == ()
    assert BEN not in repr(session.activities.board)
    with pytest.raises(NotNow, match="closed"):
        votes.vote(session, CARA, VOTE, ())


def test_an_undo_that_ends_a_vote_again_drops_the_names_as_well() -> None:
    session = voting_now().to_step(WINS).build()
    back = change_time(session, Change.BACK, ANA, WINS, at(1)).session
    quiz = back.activities.board.choices[0].id

    over = undo(votes.vote(back, BEN, VOTE, (quiz,)).session, ANA, at(2)).session

    assert the_vote(over) == (False, True)
    assert over.activities.board.ballot(VOTE).votes == ()
    assert over.activities.board.ballot(VOTE).count.voters == 1


def test_a_vote_that_was_over_before_anybody_had_voted_is_open_when_people_go_back() -> None:
    assert the_vote(voting_now().to_step(WINS).gone_back().build()) == (True, False)


def test_a_vote_that_comes_again_later_is_neither_open_nor_shown() -> None:
    session = voting_now().voted({BEN: ["Quiz"]}).gone_back().build()

    assert the_vote(session) == (False, False)
    assert session.activities.board.ballot(VOTE).of(BEN)


def test_who_watches_has_left_or_never_came_does_not_vote() -> None:
    session = voting_now().watched_by(DAN).left_by(CARA).build()
    quiz = session.activities.board.choices[0].id

    for person in (CARA, DAN, PersonId("U0EVE")):
        with pytest.raises(NotAllowed, match="Press Join first, then you can vote"):
            votes.vote(session, person, VOTE, (quiz,))


def test_votes_of_somebody_who_left_still_count() -> None:
    builder = voting_now().voted({CARA: ["Quiz"]}).left_by(CARA)

    assert ranks(builder) == [(1, False, "Quiz", 1)]
    assert voted_of(builder.session, builder.session.items[3]) == (1, 3)


def test_only_who_steers_closes_a_vote() -> None:
    session = voting_now().build()

    with pytest.raises(NotAllowed, match="close the vote"):
        votes.close_vote(session, CARA, VOTE)
    closed = votes.close_vote(session, BEN, VOTE).session
    with pytest.raises(NotAllowed, match="vote anew"):
        votes.vote_anew(closed, CARA, VOTE)
    with pytest.raises(AlreadyMoved, match="over"):
        votes.vote_anew(closed, BEN, WINS)
    assert the_vote(votes.vote_anew(closed, BEN, VOTE).session) == (True, False)


def test_a_vote_without_ideas_is_about_added_choices() -> None:
    builder = a_brainstorm(anonymous=False).running().to_step(VOTE)
    with pytest.raises(NotNow, match="nothing to vote for yet"):
        builder.voted({BEN: []})

    builder.with_choices("Otter", "Heron").voted({BEN: ["Heron"]})

    # Nothing shows who added a choice, so nobody's name is kept with it.
    assert {idea.author for idea in builder.session.activities.board.ideas} == {None}
    assert ranks(builder) == [(1, False, "Heron", 1)]


def test_the_close_drops_the_names_and_keeps_the_counts_for_good() -> None:
    builder = voting_now().voted({BEN: ["Quiz", "Cake"], CARA: ["Quiz"]})
    before = ranks(builder)

    ballot = builder.closed().session.activities.board.ballot(VOTE)

    assert ballot.votes == ()
    assert ballot.count.voters == 2
    assert ranks(builder) == before


def test_ideas_and_votes_are_no_work_that_stays_open() -> None:
    recap = recap_of(voting_now().voted({BEN: ["Quiz"]}).closed().build())

    assert [item.title for item in recap.open_items] == ["Read and group the ideas"]


VOTES = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sets(st.sampled_from(TEXTS), max_size=5)), max_size=15
)


@given(st.integers(1, 4), VOTES, st.sets(st.sampled_from(TEXTS)))
def test_votes_are_conserved(
    most: int, given_votes: list[tuple[PersonId, set[str]]], games: set[str]
) -> None:
    builder = a_brainstorm(votes=most).running().to_step(IDEAS).with_ideas(*TEXTS).revealed()
    if games:
        builder.grouped("Games", *sorted(games))
    builder.to_step(VOTE)
    last: dict[PersonId, tuple[ChoiceId, ...]] = {}
    for person, texts in given_votes:
        wanted = {"Games" if text in games else text for text in texts}
        choices = tuple(builder.choice(text).id for text in sorted(wanted))
        if len(choices) <= most:
            builder.voted({person: sorted(wanted)})
            last[person] = choices
        else:
            with pytest.raises(WrongInput):
                builder.voted({person: sorted(wanted)})
    count = builder.session.activities.board.ballot(VOTE).count
    sealed = builder.closed().session.activities.board.ballot(VOTE).count

    expected = Counter(choice for choices in last.values() for choice in choices)
    assert {each.choice: each.votes for each in count.counts} == expected
    assert (
        sum(each.votes for each in ranking(builder.session.activities.board, VOTE))
        == expected.total()
    )
    assert count.voters == sum(bool(choices) for choices in last.values())
    assert all(len(choices) <= most for choices in last.values())
    assert sealed == count
