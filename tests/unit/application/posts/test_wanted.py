"""Which messages a session should have, from what happened in it."""

from dataclasses import replace

import pytest

from bot.application.posts.contents import Line, LineFact, RecapPage
from bot.application.posts.post import Nature, Post, Where
from bot.application.posts.wanted import wanted_posts
from bot.domain.moves.clock import advance
from bot.domain.moves.reopen import reopen
from bot.domain.moves.start import invite
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import (
    AgendaFinished,
    CueGiven,
    ItemExtended,
    OvertimeReached,
    Posting,
    TimeUp,
    WasAway,
)
from bot.domain.state.formats import Advance, Role
from bot.domain.state.identity import ItemId
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    START,
    THREAD_MESSAGE,
    SessionBuilder,
    a_session,
    an_item,
    at,
)
from tests.support.workshops import EVENING, MORNING, a_workshop, in_the_evening


def keys(builder: SessionBuilder) -> list[str]:
    return [post.key for post in wanted_posts(builder.session, builder.records)]


def lines(builder: SessionBuilder) -> list[LineFact]:
    posts = wanted_posts(builder.session, builder.records)
    return [post.content.fact for post in posts if isinstance(post.content, Line)]


def notes(builder: SessionBuilder) -> list[Post]:
    posts = wanted_posts(builder.session, builder.records)
    return [post for post in posts if post.where is Where.PRIVATE]


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
    found = [post for post in wanted_posts(*_of(builder)) if "break" in post.key]

    assert [post.key.rpartition(":")[0] for post in found] == ["break:3", "break-over:3"]
    assert {post.where for post in found} == {Where.CHANNEL}
    assert "step:3" not in keys(builder)


def test_a_break_after_going_back_is_announced_and_ended_again() -> None:
    builder = a_session().running().waited_until(36).gone_back().waited_until(50)
    found = [key for key in keys(builder) if "break" in key]

    assert [key.rpartition(":")[0] for key in found] == [
        "break:3",
        "break-over:3",
        "break:3",
        "break-over:3",
    ]
    assert len(set(found)) == 4


def test_cues_are_wanted_only_while_their_step_runs() -> None:
    during = a_session().running().waited_until(4)
    after = a_session().running().waited_until(4).waited_until(6)

    assert [type(fact) for fact in lines(during)] == [CueGiven]
    assert lines(after) == []


def test_a_cue_with_an_old_clock_is_not_wanted_again() -> None:
    later = a_session().running().waited_until(4).extended()
    again = a_session().running().waited_until(4).to_step(2).gone_back().to_step(2).gone_back()
    same_clock = [fact for fact in lines(again) if isinstance(fact, CueGiven)]

    assert [type(fact) for fact in lines(later)] == [ItemExtended]
    assert same_clock == [CueGiven(item=ItemId(1), ends_at=at(5))]


def test_lines_about_overtime_are_wanted_only_while_that_time_is_up() -> None:
    over = a_session(advance=Advance.MANUAL).running().waited_until(11)
    assert [type(fact) for fact in lines(over)] == [CueGiven, TimeUp, OvertimeReached]

    extended = over.extended()
    assert [type(fact) for fact in lines(extended)] == [ItemExtended]
    over_again = extended.waited_until(17)
    assert [fact for fact in lines(over_again) if isinstance(fact, OvertimeReached)] == []
    assert [type(fact) for fact in lines(over_again)] == [ItemExtended, CueGiven, TimeUp]


def test_a_line_about_more_time_is_wanted_only_while_its_step_runs() -> None:
    extended = a_session().running().extended()
    assert [type(fact) for fact in lines(extended)] == [ItemExtended]
    assert lines(extended.to_step(2)) == []


def test_the_end_of_the_agenda_is_told_only_while_it_is_through() -> None:
    through = a_session().running().waited_until(60)
    assert AgendaFinished() in lines(through)
    assert AgendaFinished() not in lines(through.gone_back())
    assert lines(through.after(62).through()).count(AgendaFinished()) == 1
    assert lines(through.closed()).count(AgendaFinished()) == 1


def test_going_back_to_a_step_that_was_missed_posts_it() -> None:
    builder = a_session().running().away_since(2).waited_until(36)
    assert "step:2" not in keys(builder)
    builder.gone_back().gone_back()

    assert "step:2" in keys(builder)


def test_steps_that_were_missed_have_no_post_and_the_absence_has_one() -> None:
    builder = a_session().running()
    session = replace(builder.session, away_since=at(2))
    moved = advance(session, at(36))
    found = [post.key for post in wanted_posts(moved.session, (*builder.records, *moved.records))]

    assert [key for key in found if key.startswith(("step:", "break"))] == ["step:1", "step:4"]
    assert sum(key.startswith("line:") for key in found) == 1


def test_an_absence_is_told_even_where_the_card_says_all_the_rest() -> None:
    builder = a_session(posting=Posting.CARD_ONLY).running().away_since(2).waited_until(36)

    assert [type(fact) for fact in lines(builder)] == [WasAway]


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

    assert sum(key.startswith("break-over:3:") for key in keys(builder)) == 1
    assert lines(builder) == []


@pytest.mark.parametrize(
    "builder",
    [
        a_session().running().after(2).paused().waited_until(30),
        a_session().running().waited_until(70),
        a_session(advance=Advance.MANUAL).running().waited_until(25),
        a_session().running().lost(),
    ],
    ids=["long pause", "nobody closes", "overtime", "lost channel"],
)
def test_what_one_person_can_settle_stays_with_whom_it_went_to(builder: SessionBuilder) -> None:
    asked = [(note.key, note.person) for note in notes(builder)]
    assert {person for _, person in asked} == {ANA}
    builder.left_by(ANA)

    assert [(note.key, note.person) for note in notes(builder)][: len(asked)] == asked


def test_a_role_that_falls_to_somebody_is_told_to_them_while_they_hold_it() -> None:
    builder = a_session().running()
    assert notes(builder) == []
    builder.left_by(ANA)
    (told,) = notes(builder)
    assert told.person == BEN
    builder.left_by(BEN)

    assert [note.person for note in notes(builder)] == [CARA]


def test_who_was_named_in_the_form_is_told_after_everything_else_stands() -> None:
    builder = a_session(roles=())
    builder.session = invite(builder.session, ANA, (DAN,), {Role.SCRIBE: CARA}, START)
    found = wanted_posts(*_of(builder.started()))

    assert [post.key for post in found][:2] == ["card", "step:1"]
    assert [post.person for post in found[2:]] == [DAN, CARA]


def test_a_long_recap_continues_in_the_thread() -> None:
    builder = a_session(plan=(an_item("Work"),)).running()
    for number in range(50):
        builder.captured(CaptureKind.ACTION, f"Action {number}")
    found = {post.key: post.where for post in wanted_posts(*_of(builder.closed()))}

    assert found["recap"] is Where.CHANNEL
    assert found["recap:2"] is Where.THREAD
    assert found["recap:3"] is Where.THREAD


def _of(builder: SessionBuilder) -> tuple:  # type: ignore[type-arg]
    return builder.session, builder.records


def test_a_recap_is_taken_back_and_another_one_follows() -> None:
    builder = a_session().running()
    for number in range(45):
        builder.captured(CaptureKind.IDEA, f"Idea {number}")
    builder.closed()
    moved = reopen(builder.session, ANA, at(3))
    builder.session = moved.session
    builder.records.extend(moved.records)
    natures = {post.key: post.nature for post in wanted_posts(builder.session, builder.records)}

    for page in ("recap", "recap:2", "recap:3"):
        assert natures[page] is Nature.TAKEN_BACK

    builder.after(5).closed()
    found = {post.key: post for post in wanted_posts(builder.session, builder.records)}
    again = f"recap:again:{builder.records[-1].number}"
    assert isinstance(found[again].content, RecapPage)
    assert isinstance(found[f"{again}:3"].content, RecapPage)
    assert found["recap"].nature is Nature.TAKEN_BACK


def test_a_quiet_session_tells_its_start_its_breaks_and_its_end() -> None:
    quiet = a_session(posting=Posting.QUIET).running().waited_until(36)
    quiet.captured(CaptureKind.IDEA, "Cache it", source=THREAD_MESSAGE).extended().paused()

    assert [key.rpartition(":")[0] or key for key in keys(quiet.after(60).closed())] == [
        "card",
        "break:3",
        "break-over:3",
        "mark",
        "recap",
    ]


def test_even_a_quiet_session_says_that_the_bot_was_away() -> None:
    away = a_session(posting=Posting.QUIET).running().away_since(6).waited_until(20)

    assert [type(fact) for fact in lines(away)] == [WasAway]


def test_a_day_ends_and_the_next_begins_with_one_post_each_in_the_channel() -> None:
    builder = in_the_evening().waited_until(MORNING)
    posts = wanted_posts(*_of(builder))
    night = [post for post in posts if post.key.startswith(("evening:", "morning:"))]

    assert [post.key.split(":")[:2] for post in night] == [["evening", "3"], ["morning", "3"]]
    assert [post.where for post in night] == [Where.CHANNEL, Where.CHANNEL]
    assert [post.nature for post in night] == [Nature.LIVING, Nature.ONE_OFF]


def test_an_evening_that_comes_again_has_a_post_of_its_own() -> None:
    builder = in_the_evening().gone_back().waited_until(EVENING + 5)

    assert len([key for key in keys(builder) if key.startswith("evening:3:")]) == 2


def test_a_session_on_its_card_alone_says_nothing_of_its_nights() -> None:
    builder = a_workshop(Posting.CARD_ONLY).running().waited_until(MORNING)

    assert [key for key in keys(builder) if key.startswith(("evening", "morning"))] == []


def test_a_few_more_minutes_of_a_night_need_no_second_recap_of_the_day() -> None:
    builder = in_the_evening().waited_until(MORNING + 1).gone_back().waited_until(MORNING + 10)
    posts = [key.split(":")[0] for key in keys(builder)]

    assert posts.count("evening") == 1
    assert posts.count("morning") == 2
