from bot.domain.state.ideas import (
    Ballot,
    Board,
    ChoiceId,
    Count,
    Idea,
    IdeaGroup,
    IdeaGroupId,
    IdeaKey,
    key_of,
)
from bot.domain.state.identity import CaptureId, ItemId
from tests.support.sessions import ANA, BEN, CARA

QUIZ, CAKE = ChoiceId("idea-1"), ChoiceId("idea-2")
EMPTY = Ballot(item=ItemId(4))
VOTED = EMPTY.with_vote(ANA, (QUIZ, CAKE)).with_vote(BEN, (QUIZ,))


def an_idea(number: int | None, group: int | None = None) -> Idea:
    return Idea(
        key=IdeaKey(f"key {number}"),
        text=f"Idea {number}",
        number=number,
        group=None if group is None else IdeaGroupId(group),
    )


def test_the_key_of_an_idea_does_not_tell_its_secret() -> None:
    assert key_of("secret") == key_of("secret") != key_of("another")
    assert "secret" not in key_of("secret")


def test_who_votes_again_has_changed_their_mind() -> None:
    again = VOTED.with_vote(ANA, (CAKE,))

    assert again.of(ANA) == (CAKE,)
    assert again.count.voters == 2
    assert again.with_vote(ANA, ()).count.voters == 1


def test_without_names_the_counts_stay() -> None:
    closed = VOTED.without_names()

    assert closed.count == VOTED.count
    assert Count(choice=QUIZ, votes=2) in closed.count.counts
    assert [closed.of(person) for person in (ANA, BEN, CARA)] == [(), (), ()]


def test_a_vote_anew_keeps_nothing_but_what_was_made_of_the_last_one() -> None:
    picked = Ballot(item=VOTED.item, votes=VOTED.votes, outputs=(CaptureId(7),), picked=True)

    assert picked.anew() == Ballot(item=VOTED.item, outputs=(CaptureId(7),))


def test_choices_are_groups_and_single_ideas_by_their_lowest_number() -> None:
    games = IdeaGroup(id=IdeaGroupId(1), name="Games")
    ideas = (an_idea(3, 1), an_idea(2), an_idea(4), an_idea(1, 1), an_idea(None))
    board = Board(ideas=ideas, groups=(games,))

    assert [choice.text for choice in board.choices] == ["Games", "Idea 2", "Idea 4"]
    assert [idea.number for idea in board.members(games)] == [1, 3]
    assert [idea.number for idea in board.hidden] == [None]


def test_a_group_without_ideas_is_none() -> None:
    board = Board(ideas=(an_idea(1),), groups=(IdeaGroup(id=IdeaGroupId(1), name="Games"),))

    assert board.without_empty_groups().groups == ()
