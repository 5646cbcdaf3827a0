"""Every idea that was shown stands in exactly one message, wherever steps are posted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application.posts.contents import IdeaBatch
from bot.application.posts.post import Nature, Post, Where
from bot.application.posts.wanted import wanted_posts
from bot.domain.state.facts import CARD_SAYS_IT, Posting
from tests.support.boards import GROUPING, IDEAS, VOTE, BrainstormBuilder, a_brainstorm


def batches(builder: BrainstormBuilder) -> list[Post]:
    posts = wanted_posts(builder.session, builder.records)
    return [post for post in posts if isinstance(post.content, IdeaBatch)]


def ideas_in(post: Post) -> list[str]:
    content = post.content
    assert isinstance(content, IdeaBatch)
    shown = range(content.first, content.last + 1)
    return [idea.text for idea in content.session.activities.board.revealed if idea.number in shown]


@given(st.lists(st.tuples(st.integers(1, 10), st.booleans()), max_size=12), st.data())
def test_every_shown_idea_is_in_exactly_one_batch_of_at_most_ten(
    added: list[tuple[int, bool]], data: st.DataObject
) -> None:
    builder = a_brainstorm().running().to_step(IDEAS)
    texts: list[str] = []
    for count, reveals in added:
        new = [f"Idea {len(texts) + number}" for number in range(count)]
        builder.with_ideas(*new)
        texts += new
        if reveals:
            builder.revealed()
    gone = data.draw(st.sets(st.sampled_from(texts)) if texts else st.just(set[str]()))
    for text in gone:
        builder.withdrawn(text)
    builder.to_step(GROUPING)
    found = [text for post in batches(builder) for text in ideas_in(post)]

    assert sorted(found) == sorted(set(texts) - gone)
    assert all(len(ideas_in(post)) <= 10 for post in batches(builder))
    assert len({post.key for post in batches(builder)}) == len(batches(builder))


def test_batches_stand_in_the_thread_and_are_kept_up_to_date() -> None:
    builder = a_brainstorm().running().to_step(IDEAS).with_many(12).revealed()
    one, other = batches(builder)

    assert (one.key, other.key) == ("ideas:1", "ideas:11")
    assert {(post.where, post.nature) for post in (one, other)} == {(Where.THREAD, Nature.LIVING)}
    builder.withdrawn("Idea 3")
    assert [post.key for post in batches(builder)] == ["ideas:1", "ideas:11"]


@pytest.mark.parametrize("posting", Posting)
def test_ideas_and_votes_have_their_messages_wherever_steps_are_posted(posting: Posting) -> None:
    builder = a_brainstorm()
    builder.session = replace(builder.session, posting=posting)
    builder.running().to_step(IDEAS).with_ideas("Quiz").to_step(VOTE)
    keys = [post.key for post in wanted_posts(builder.session, builder.records)]

    assert {"step:2", "ideas:1", "step:4"} <= set(keys)
    assert ("step:3" in keys) is (posting not in CARD_SAYS_IT)
