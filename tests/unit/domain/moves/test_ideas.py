"""Ideas come in silence, are shown shuffled and once, and belong to whoever holds their secret."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves import ideas, time, undo
from bot.domain.moves.changes import change_time
from bot.domain.state.facts import Change, IdeasRevealed
from bot.domain.state.refusals import NotAllowed, NotFound, NotNow, Refusal, WrongInput
from bot.domain.state.session import Session
from tests.support.boards import GROUPING, IDEAS, BrainstormBuilder, a_brainstorm, an_idea
from tests.support.sessions import ANA, BEN, CARA, DAN, at


def ideating_now(*, anonymous: bool = True) -> BrainstormBuilder:
    return a_brainstorm(anonymous=anonymous).running().to_step(IDEAS)


def add(session: Session, *texts: str) -> None:
    new = tuple(an_idea(text) for text in texts)
    ideas.add_ideas(session, BEN, new, anonymous=session.activities.board.anonymous)


def test_an_anonymous_idea_has_no_author_and_a_named_one_has() -> None:
    assert ideating_now().with_ideas("Quiz").idea("Quiz").author is None
    assert ideating_now(anonymous=False).with_ideas("Quiz").idea("Quiz").author == BEN


def test_only_the_digest_of_a_secret_is_kept() -> None:
    session = ideating_now().with_ideas("Quiz").build()

    assert an_idea("Quiz").secret not in repr(session)


def test_nothing_tells_in_which_order_ideas_came() -> None:
    texts = [f"Idea {number}" for number in range(8)]
    one, other = ideating_now(), ideating_now()
    for text in texts:
        one.with_ideas(text)
    other.with_ideas(*reversed(texts))

    assert one.session == other.session


def test_ideas_get_their_numbers_at_the_reveal_in_shuffled_order() -> None:
    texts = [f"Idea {number}" for number in range(10)]
    builder = ideating_now().with_ideas(*texts)
    assert builder.session.activities.board.revealed == ()

    revealed = builder.revealed().session.activities.board.revealed

    assert [idea.number for idea in revealed] == list(range(1, 11))
    assert {idea.text for idea in revealed} == set(texts)
    assert [idea.text for idea in revealed] != texts
    assert builder.records[-1].fact == IdeasRevealed(first=1, last=10)


def test_what_comes_after_a_reveal_waits_for_the_next_and_the_end_reveals_the_rest() -> None:
    builder = ideating_now().with_ideas("Quiz").revealed().with_ideas("Cake")
    assert [idea.text for idea in builder.session.activities.board.hidden] == ["Cake"]

    builder.to_step(GROUPING)

    assert builder.session.activities.board.hidden == ()
    facts = [each.fact for each in builder.records if isinstance(each.fact, IdeasRevealed)]
    assert facts == [IdeasRevealed(first=1, last=1), IdeasRevealed(first=2, last=2)]


@pytest.mark.parametrize("ends", ["skipped", "through", "closed", "by the clock"])
def test_ideas_are_shown_however_their_step_ends(ends: str) -> None:
    builder = ideating_now().with_ideas("Quiz")
    moves: dict[str, Callable[[], object]] = {
        "skipped": builder.skipped,
        "through": builder.through,
        "closed": builder.closed,
        "by the clock": lambda: builder.waited_until(30),
    }
    moves[ends]()

    assert [idea.text for idea in builder.session.activities.board.revealed] == ["Quiz"]


def test_what_was_shown_stays_shown_when_the_end_of_the_step_is_undone() -> None:
    session = ideating_now().with_ideas("Quiz").build()
    moved = change_time(session, Change.NEXT, ANA, IDEAS, at(1)).session
    again = undo.undo(moved, ANA, at(2)).session
    later = ideas.add_ideas(again, BEN, (an_idea("Cake"),), anonymous=True).session

    assert [idea.text for idea in later.activities.board.revealed] == ["Quiz"]
    assert [idea.text for idea in later.activities.board.hidden] == ["Cake"]


def test_whoever_holds_the_secret_takes_an_idea_back_even_after_the_reveal() -> None:
    hidden = ideating_now().with_ideas("Quiz", "Cake").withdrawn("Quiz")
    shown = ideating_now().with_ideas("Quiz", "Cake").revealed().withdrawn("Quiz")

    for builder in (hidden, shown):
        assert [idea.text for idea in builder.session.activities.board.ideas] == ["Cake"]
        assert "Quiz" not in repr(builder.session.activities.board)


def test_the_number_of_a_withdrawn_idea_is_not_given_again() -> None:
    builder = ideating_now().with_ideas("Quiz").revealed().withdrawn("Quiz").with_ideas("Cake")

    assert builder.revealed().idea("Cake").number == 2


def test_a_wrong_secret_takes_nothing_back() -> None:
    session = ideating_now().with_ideas("Quiz").build()

    with pytest.raises(NotFound, match="not there any more"):
        ideas.withdraw(session, "a guess")


def test_an_idea_stays_once_somebody_has_voted_and_may_go_when_the_votes_are_taken_back() -> None:
    builder = ideating_now().with_ideas("Quiz", "Cake").to_step(4).voted({CARA: ["Cake"]})
    with pytest.raises(NotNow, match="voting has begun"):
        builder.withdrawn("Quiz")

    builder.voted({CARA: []}).withdrawn("Quiz")

    assert [idea.text for idea in builder.session.activities.board.ideas] == ["Cake"]


def test_names_can_be_kept_or_not_until_the_first_idea() -> None:
    session = ideating_now().build()
    named = ideas.keep_names(session, ANA, anonymous=False).session
    assert named.activities.board.anonymous is False

    with_idea = ideas.add_ideas(named, BEN, (an_idea("Quiz"),), anonymous=False).session
    with pytest.raises(NotNow, match="told that names are shown"):
        ideas.keep_names(with_idea, ANA, anonymous=True)


def test_a_promise_that_was_made_in_the_form_is_not_broken() -> None:
    session = ideating_now().build()
    named = ideas.keep_names(session, ANA, anonymous=False).session

    with pytest.raises(NotNow, match="changed while you wrote"):
        ideas.add_ideas(named, BEN, (an_idea("Quiz"),), anonymous=True)


WRONG = {
    "no line": ((), "at least one"),
    "too many": (tuple(str(number) for number in range(11)), "These are 11 lines; 10"),
    "too long": (("fine", "x" * 301), "Line 2 has 301 characters; 300"),
}


@pytest.mark.parametrize(("texts", "says"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_taken_is_told_with_what_can(texts: tuple[str, ...], says: str) -> None:
    with pytest.raises(WrongInput, match=says):
        add(ideating_now().build(), *texts)


def test_two_hundred_ideas_is_the_most() -> None:
    builder = ideating_now().with_many(200)

    with pytest.raises(WrongInput, match="200 ideas is the most"):
        add(builder.build(), "One more")


def test_ideas_come_only_while_they_are_collected_and_from_who_takes_part() -> None:
    watched = ideating_now().watched_by(DAN).build()
    new = (an_idea("Quiz"),)

    for session, person, refusal in (
        (watched, DAN, NotAllowed),
        (ideating_now().left_by(BEN).build(), BEN, NotAllowed),
        (ideating_now().to_step(GROUPING).build(), BEN, NotNow),
        (ideating_now().closed().build(), BEN, NotNow),
    ):
        with pytest.raises(refusal):
            ideas.add_ideas(session, person, new, anonymous=True)


def test_a_pause_is_no_reason_to_lose_an_idea() -> None:
    assert len(ideating_now().paused().with_ideas("Quiz").session.activities.board.ideas) == 1


def test_only_the_facilitator_reveals_and_says_whether_names_are_kept() -> None:
    for person in (BEN, CARA, DAN):
        with pytest.raises(NotAllowed):
            ideas.reveal(ideating_now().with_ideas("Quiz").build(), person, at(1))
        with pytest.raises(NotAllowed):
            ideas.keep_names(ideating_now().build(), person, anonymous=False)


def test_there_is_nothing_to_reveal_twice() -> None:
    builder = ideating_now().with_ideas("Quiz").revealed()

    with pytest.raises(NotNow, match="nothing new"):
        builder.revealed()


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 10)),
        st.tuples(st.just("reveal"), st.just(0)),
        st.tuples(st.just("withdraw"), st.integers(0, 99)),
        st.tuples(st.just("next and back"), st.just(0)),
    ),
    max_size=25,
)


@given(MOVES)
def test_every_idea_is_in_one_batch_or_still_hidden_whatever_people_do(
    moves: list[tuple[str, int]],
) -> None:
    builder = ideating_now()
    alive: set[str] = set()
    count = 0
    for move, argument in moves:
        match move:
            case "add":
                texts = [f"Idea {number}" for number in range(count, count + argument)]
                builder.with_ideas(*texts)
                alive |= set(texts)
                count += argument
            case "withdraw" if f"Idea {argument}" in alive:
                builder.withdrawn(f"Idea {argument}")
                alive.remove(f"Idea {argument}")
            case "next and back":
                builder.to_step(GROUPING).gone_back()
            case "reveal" if builder.session.activities.board.hidden:
                builder.revealed()
            case _:
                pass
    board = builder.session.activities.board
    batches = [each.fact for each in builder.records if isinstance(each.fact, IdeasRevealed)]
    told = [number for fact in batches for number in range(fact.first, fact.last + 1)]
    numbers = [idea.number for idea in board.revealed]

    assert {idea.text for idea in board.ideas} == alive
    assert len(board.hidden) + len(board.revealed) == len(alive)
    assert told == list(range(1, board.last_number + 1))
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= set(told)


def test_a_session_without_ideas_reveals_nothing_at_the_end_of_its_step() -> None:
    builder = ideating_now().to_step(GROUPING)

    assert not [each for each in builder.records if isinstance(each.fact, IdeasRevealed)]


def test_where_nobody_facilitates_everybody_who_takes_part_may_reveal() -> None:
    session = ideating_now().with_ideas("Quiz").build()
    people = tuple(replace(each, role=None) for each in session.participants.people)
    leaderless = replace(session, participants=replace(session.participants, people=people))

    assert ideas.reveal(leaderless, CARA, at(1)).session.activities.board.revealed
    with pytest.raises(Refusal):
        ideas.reveal(leaderless, DAN, at(1))


def test_the_next_step_does_not_wait_for_the_reveal() -> None:
    session = ideating_now().with_ideas("Quiz").build()
    facts = [each.fact for each in time.move_on(session, ANA, IDEAS, at(3)).records]

    assert [type(fact).__name__ for fact in facts] == ["ItemEnded", "IdeasRevealed", "ItemStarted"]
