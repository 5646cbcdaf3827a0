"""The messages of small groups, and what stands in their threads."""

from dataclasses import replace

import pytest

from bot.application.posts.contents import GroupPlace, PrivateNote
from bot.application.posts.post import Nature, Post, Where
from bot.application.posts.wanted import wanted_posts
from bot.domain.moves.changes import change_time
from bot.domain.moves.groups import bring_result, split_anew
from bot.domain.moves.people import join
from bot.domain.moves.reopen import reopen
from bot.domain.moves.time import change_posting
from bot.domain.moves.undo import undo
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity
from bot.domain.state.facts import Change, Posting, ResultsMissing
from bot.domain.state.groups import Breakouts, GroupId
from bot.domain.state.identity import ItemId
from tests.support.sessions import ANA, BEN, CARA, DAN, SessionBuilder, a_session, an_item

PLAN = (an_item("Intro", 5), an_item("Try", 10, Activity.GROUPS), an_item("Wins", 10))
TRY = ItemId(2)


def a_training(posting: Posting = Posting.THREAD) -> SessionBuilder:
    """Pairs at work: Ana and Dan are Group A, Ben and Cara are Group B."""
    session = replace(a_session(PLAN).build(), activities=Activities(breakouts=Breakouts(size=2)))
    builder = SessionBuilder(session).running()
    builder.moved(lambda session, now: join(session, DAN, now))
    builder.moved(lambda session, now: change_posting(session, ANA, posting, now))
    return builder.to_step(2)


def posts(builder: SessionBuilder, kind: str) -> list[Post]:
    every = wanted_posts(builder.session, builder.records)
    return [post for post in every if post.key.startswith(f"{kind}:")]


def keys(builder: SessionBuilder, kind: str) -> list[str]:
    return [post.key for post in posts(builder, kind)]


@pytest.mark.parametrize("posting", Posting)
def test_each_group_has_a_living_message_in_the_channel_however_little_else_is_posted(
    posting: Posting,
) -> None:
    groups = posts(a_training(posting), "group")

    assert [post.key for post in groups] == ["group:1", "group:2"]
    assert {(post.where, post.nature) for post in groups} == {(Where.CHANNEL, Nature.LIVING)}


def test_groups_that_were_split_anew_stay_to_say_so() -> None:
    anew = a_training().moved(lambda session, now: split_anew(session, ANA, TRY, 2, now))

    assert keys(anew, "group") == ["group:1", "group:2", "group:3", "group:4"]


def test_groups_without_a_result_are_asked_in_their_threads_when_time_runs_out() -> None:
    training = a_training()
    assert keys(training, "result") == []
    training.after(1).moved(
        lambda session, now: bring_result(session, GroupId(1), "It works", ANA, now)
    )

    (asked,) = posts(training.waited_until(8), "result")

    assert (asked.key, asked.where, asked.under) == ("result:2", Where.THREAD, "group:2")
    assert keys(training.waited_until(10), "result") == ["result:2"]


def test_groups_are_asked_at_the_end_where_there_was_no_cue() -> None:
    assert keys(a_training().to_step(3), "result") == ["result:1", "result:2"]


def undone(training: SessionBuilder, change: Change) -> SessionBuilder:
    training.moved(lambda session, now: change_time(session, change, ANA, TRY, now))
    return training.moved(lambda session, now: undo(session, ANA, now))


def test_an_end_that_was_taken_back_asks_nobody_for_results() -> None:
    training = undone(a_training(), Change.NEXT)

    assert keys(training, "result") == []
    assert keys(training, "note") == []


def test_a_step_that_ends_twice_asks_who_leads_once() -> None:
    training = undone(a_training(), Change.NEXT).to_step(3)

    assert len(keys(training, "note")) == 1
    assert keys(training, "result") == ["result:1", "result:2"]


def test_who_reopens_a_session_in_the_midst_of_groups_has_not_heard_of_results() -> None:
    training = a_training().closed()
    training.moved(lambda session, now: reopen(session, ANA, now))

    assert keys(training, "note") == []
    assert keys(training, "result") == []


def test_nobody_is_asked_for_a_result_once_the_session_is_closed() -> None:
    assert keys(a_training().to_step(3).closed(), "result") == []


def test_who_is_left_alone_reads_in_their_thread_where_to_go_on() -> None:
    (told,) = posts(a_training().left_by(CARA), "merged")

    assert (told.key, told.where, told.under) == ("merged:2", Where.THREAD, "group:2")
    assert keys(a_training().left_by(CARA).to_step(3), "merged") == []


def test_who_leads_reads_which_groups_brought_nothing_and_nobody_else_does() -> None:
    (note,) = posts(a_training().to_step(3), "note")

    assert note.person == ANA
    assert isinstance(note.content, PrivateNote)
    assert isinstance(note.content.fact, ResultsMissing)
    assert posts(a_training().to_step(3).closed(), "note") == []


def test_a_step_that_was_over_before_the_bot_came_back_calls_no_groups() -> None:
    session = replace(a_session(PLAN).build(), activities=Activities(breakouts=Breakouts(size=2)))
    away = SessionBuilder(session).running().away_since(4).waited_until(16)

    assert keys(away, "group") == []
    assert keys(away, "note") == []


def test_after_an_absence_who_leads_still_reads_which_groups_brought_nothing() -> None:
    assert len(keys(a_training().away_since(4).waited_until(16), "note")) == 1


def test_a_group_s_message_shows_who_is_in_it_now() -> None:
    shown = [post.content for post in posts(a_training().left_by(DAN), "group")]

    members = [each.group.members for each in shown if isinstance(each, GroupPlace)]
    assert members == [(), (BEN, CARA, ANA)]
