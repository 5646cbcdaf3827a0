"""Which messages a session should have, from what happened in it."""

from dataclasses import replace

from bot.application.posts import Nature, Where
from bot.application.wanted_posts import item_of_step, wanted_posts
from bot.domain.captures import CaptureKind
from bot.domain.facts import Posting
from bot.domain.passing import advance
from tests.support.sessions import (
    BEN,
    THREAD_MESSAGE,
    SessionBuilder,
    a_session,
    an_item,
    at,
)


def keys(builder: SessionBuilder) -> list[str]:
    return [post.key for post in wanted_posts(builder.session, builder.records)]


def test_a_plan_shows_nothing() -> None:
    assert keys(a_session()) == []


def test_a_running_session_has_its_card_and_the_step_in_the_thread() -> None:
    card, step = wanted_posts(*_of(a_session().running()))

    assert (card.key, card.where, card.nature) == ("card", Where.CHANNEL, Nature.LIVING)
    assert (step.key, step.where, step.nature) == ("step:1", Where.THREAD, Nature.LIVING)


def test_asking_twice_gives_the_same_posts() -> None:
    builder = a_session().running().waited_until(33).closed()

    assert wanted_posts(*_of(builder)) == wanted_posts(*_of(builder))


def test_a_break_is_announced_and_ended_in_the_channel() -> None:
    builder = a_session().running().waited_until(36)
    found = {post.key: post.where for post in wanted_posts(*_of(builder))}

    assert found["break:3"] is Where.CHANNEL
    assert found["break-over:3"] is Where.CHANNEL
    assert "step:3" not in found


def test_cues_are_wanted_only_while_their_step_runs() -> None:
    during = a_session().running().waited_until(4)
    after = a_session().running().waited_until(4).waited_until(6)

    assert [key for key in keys(during) if key.startswith("line:")] != []
    assert [key for key in keys(after) if key.startswith("line:")] == []


def test_steps_that_were_missed_have_no_post_and_the_absence_has_one() -> None:
    builder = a_session().running()
    session = replace(builder.session, away_since=at(2))
    moved = advance(session, at(36))
    found = [post.key for post in wanted_posts(moved.session, (*builder.records, *moved.records))]

    assert [key for key in found if key.startswith(("step:", "break"))] == ["step:1", "step:4"]
    assert sum(key.startswith("line:") for key in found) == 1


def test_card_only_leaves_steps_breaks_and_lines_out() -> None:
    builder = a_session(posting=Posting.CARD_ONLY).running().waited_until(36).closed()

    assert keys(builder) == ["card", "recap"]


def test_in_channel_mode_steps_stand_in_the_channel() -> None:
    builder = a_session(posting=Posting.CHANNEL).running()
    (step,) = [post for post in wanted_posts(*_of(builder)) if post.key == "step:1"]

    assert step.where is Where.CHANNEL


def test_a_captured_message_gets_a_mark_and_a_typed_capture_none() -> None:
    builder = a_session().running()
    builder.captured(CaptureKind.IDEA, "From a form")
    builder.captured(CaptureKind.IDEA, "From a message", source=THREAD_MESSAGE)

    assert [key for key in keys(builder) if key.startswith("mark:")] == ["mark:2"]


def test_a_skipped_break_calls_everybody_back() -> None:
    builder = a_session().running().to_step(3).skipped()

    assert "break-over:3" in keys(builder)


def test_what_only_one_person_can_settle_goes_to_them() -> None:
    builder = a_session().running().after(2).paused().waited_until(30)
    (note,) = [post for post in wanted_posts(*_of(builder)) if post.where is Where.PRIVATE]

    assert note.person == builder.session.facilitator
    assert note.person != BEN


def test_a_long_recap_continues_in_the_thread() -> None:
    builder = a_session(plan=(an_item("Work"),)).running()
    for number in range(50):
        builder.captured(CaptureKind.ACTION, f"Action {number}")
    found = {post.key: post.where for post in wanted_posts(*_of(builder.closed()))}

    assert found["recap"] is Where.CHANNEL
    assert found["recap:2"] is Where.THREAD
    assert found["recap:3"] is Where.THREAD


def test_only_step_posts_belong_to_an_item() -> None:
    assert item_of_step("step:12") == 12
    assert item_of_step("break:3") is None
    assert item_of_step("card") is None


def _of(builder: SessionBuilder) -> tuple:  # type: ignore[type-arg]
    return builder.session, builder.records
