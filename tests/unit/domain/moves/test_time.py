"""Next, back, skip, more time, pause and resume."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.moves.clock import advance
from bot.domain.moves.time import (
    change_posting,
    extend,
    go_back,
    halt,
    move_on,
    pause,
    resume,
    skip,
)
from bot.domain.rules.schedule import ends_at, time_left
from bot.domain.state.agenda import ItemState
from bot.domain.state.facts import (
    ChannelLost,
    CueGiven,
    ItemExtended,
    Loss,
    Posting,
    PostingChanged,
    SessionResumed,
)
from bot.domain.state.formats import Advance
from bot.domain.state.identity import ItemId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow, WrongInput
from bot.domain.state.session import SessionState
from tests.support.sessions import ANA, BEN, CARA, DAN, SessionBuilder, a_session, at, minutes

FIRST, SECOND = ItemId(1), ItemId(2)


def test_next_ends_the_item_now_and_begins_the_next() -> None:
    moved = move_on(a_session().running().build(), ANA, FIRST, at(3)).session

    assert [item.state for item in moved.items[:2]] == [ItemState.ENDED, ItemState.RUNNING]
    assert moved.items[0].actual == minutes(3)
    assert moved.items[1].started_at == at(3)


def test_a_press_that_saw_another_step_is_told_where_the_session_is() -> None:
    session = a_session().running().to_step(2).build()

    with pytest.raises(AlreadyMoved, match=r"Already moved to step 2: Draft\."):
        move_on(session, ANA, FIRST, at(1))


def test_a_press_after_the_last_step_is_told_that_the_agenda_is_through() -> None:
    session = a_session().running().through().build()

    with pytest.raises(AlreadyMoved, match="already through"):
        move_on(session, ANA, FIRST, at(1))
    with pytest.raises(NotNow, match="Press Close"):
        move_on(session, ANA, None, at(1))


def test_the_timekeeper_may_steer_and_the_scribe_is_told_whom_to_ask() -> None:
    session = a_session().running().build()

    assert move_on(session, BEN, FIRST, at(1)).session.step(SECOND) == 2
    with pytest.raises(NotAllowed) as refused:
        move_on(session, CARA, FIRST, at(1))
    assert refused.value.people == {"facilitator": ANA, "timekeeper": BEN}


def test_while_nobody_facilitates_everybody_who_joined_may_steer_and_nobody_else() -> None:
    session = a_session(roles=()).running().watched_by(DAN).left_by(ANA).build()
    assert session.facilitator is None

    for person in (ANA, DAN):
        with pytest.raises(NotAllowed, match="Press Join first"):
            pause(session, person, FIRST, at(1))
    assert pause(session, BEN, FIRST, at(1)).session.state is SessionState.PAUSED


def test_more_time_moves_the_end_and_says_both_clocks() -> None:
    moved = extend(a_session().running().build(), ANA, FIRST, at(3))

    (record,) = moved.records
    assert record.fact == ItemExtended(
        item=FIRST,
        by=ANA,
        added=minutes(5),
        item_ends_at=at(10),
        session_ends_at=at(65),
    )
    assert moved.session.items[0].planned == minutes(5)


def test_more_time_in_overtime_gives_at_least_five_minutes_from_now() -> None:
    session = a_session(advance=Advance.MANUAL).running().waited_until(12).build()
    extended = extend(session, ANA, FIRST, at(12)).session

    assert time_left(extended, at(12)) == minutes(5)
    assert extended.items[0].overtime_given == 0


def test_more_time_comes_with_a_cue_only_if_its_moment_is_still_to_come() -> None:
    late = a_session().running().to_step(2).waited_until(24.5).extended().build()
    early = a_session().running().to_step(2).waited_until(21).extended().build()

    assert late.current is not None
    assert advance(late, at(25)).records == ()
    assert [record.fact for record in advance(early, at(24)).records] == [
        CueGiven(item=SECOND, ends_at=at(30))
    ]


def test_a_step_cannot_grow_for_ever() -> None:
    with pytest.raises(WrongInput, match="at most 8 hours"):
        extend(a_session().running().build(), ANA, FIRST, at(1), timedelta(hours=8))


def test_a_pause_moves_every_clock_by_its_length() -> None:
    paused = a_session().running().after(2).paused().build()
    moved = resume(paused, ANA, FIRST, at(12))

    assert moved.session.state is SessionState.RUNNING
    assert moved.session.items[0].due_at == at(15)
    assert ends_at(moved.session) == at(70)
    assert isinstance(moved.records[0].fact, SessionResumed)


def test_pausing_and_resuming_twice_changes_nothing_the_second_time() -> None:
    running = a_session().running().build()
    paused = a_session().running().paused().build()

    with pytest.raises(AlreadyMoved, match="already paused"):
        pause(paused, ANA, FIRST, at(1))
    with pytest.raises(AlreadyMoved, match="already goes on"):
        resume(running, ANA, FIRST, at(1))


def test_pause_and_resume_are_refused_when_another_step_runs_than_was_seen() -> None:
    running = a_session().running().to_step(2)
    with pytest.raises(AlreadyMoved, match=r"Already moved to step 2: Draft\."):
        pause(running.build(), ANA, FIRST, at(1))

    paused = running.paused().build()
    for seen in (FIRST, None):
        with pytest.raises(AlreadyMoved, match=r"Already moved to step 2: Draft\."):
            resume(paused, ANA, seen, at(1))


def test_who_saw_no_step_at_all_moves_none_that_runs() -> None:
    back = a_session().running().through().gone_back().build()

    for move in (move_on, skip, extend, pause):
        with pytest.raises(AlreadyMoved, match="Already moved to step 5: Wins"):
            move(back, ANA, None, at(1))


def test_nothing_moves_on_during_a_pause() -> None:
    with pytest.raises(NotNow, match="Press Resume first"):
        move_on(a_session().running().paused().build(), ANA, FIRST, at(1))


def test_back_lets_the_step_before_go_on_as_if_it_had_not_ended() -> None:
    session = a_session().running().after(2).to_step(2).build()
    back = go_back(session, ANA, SECOND, at(3)).session

    assert back.current is not None
    assert back.current.id == FIRST
    assert back.current.due_at == at(5)
    assert back.items[1].state is ItemState.PENDING
    assert back.items[1].started_at is None


def test_back_to_a_step_whose_time_is_up_gives_it_five_minutes() -> None:
    session = a_session().running().waited_until(9).build()
    back = go_back(session, ANA, SECOND, at(9)).session

    assert time_left(back, at(9)) == minutes(5)


def test_back_after_the_last_step_reopens_it() -> None:
    session = a_session().running().through().build()
    back = go_back(session, ANA, None, at(1)).session

    assert back.finished_at is None
    assert back.current is not None
    assert back.current.title == "Wins"


def test_back_from_the_first_step_is_refused() -> None:
    with pytest.raises(NotNow, match="first step"):
        go_back(a_session().running().build(), ANA, FIRST, at(1))


def test_back_pressed_by_two_goes_back_once() -> None:
    session = a_session().running().to_step(3).build()
    back = go_back(session, ANA, ItemId(3), at(1)).session

    with pytest.raises(AlreadyMoved):
        go_back(back, BEN, ItemId(3), at(1))
    with pytest.raises(AlreadyMoved, match="already went back"):
        go_back(back, BEN, None, at(1))


def test_skip_leaves_the_step_out_of_the_clocks() -> None:
    skipped = skip(a_session().running().build(), ANA, FIRST, at(1)).session

    assert skipped.items[0].state is ItemState.SKIPPED
    assert ends_at(skipped) == at(1) + minutes(55)


def test_back_gives_no_work_for_the_pause_of_the_step_that_is_given_up() -> None:
    second = a_session().running().after(2).to_step(2)
    back = second.after(3).paused().after(13).resumed().after(14).gone_back().build()
    moved_on = move_on(back, ANA, FIRST, at(15)).session

    assert back.items[0].due_at == at(15)
    assert moved_on.items[0].actual == minutes(5)


def test_a_lost_channel_halts_a_running_session_once() -> None:
    running = a_session().running().build()
    halted = halt(running, Loss.ARCHIVED, at(1))
    again = halt(halted.session, Loss.ARCHIVED, at(2))

    assert halted.session.state is SessionState.PAUSED
    assert [record.fact for record in halted.records] == [
        ChannelLost(loss=Loss.ARCHIVED, asked=ANA, closes_at=at(241))
    ]
    assert again.session == halted.session
    assert again.records == ()


@pytest.mark.parametrize(
    "builder",
    [
        a_session().running().paused(),
        a_session().running().through(),
        a_session().running().closed(),
    ],
    ids=["paused", "through", "closed"],
)
def test_a_loss_is_told_once_wherever_the_session_stands(builder: SessionBuilder) -> None:
    session = builder.build()
    lost = halt(session, Loss.ARCHIVED, at(1))
    again = halt(lost.session, Loss.ARCHIVED, at(2))
    worse = halt(again.session, Loss.NO_ACCESS, at(3))

    assert lost.session.state is session.state
    assert len(lost.records) == len(worse.records) == 1
    assert again.session == lost.session


def test_a_plan_has_no_channel_to_lose() -> None:
    assert halt(a_session().build(), Loss.ARCHIVED, at(1)).records == ()


def test_a_session_that_does_not_stand_still_tries_its_channel_again() -> None:
    lost = a_session().running().closed().lost().build()
    tried = resume(lost, ANA, None, at(2))

    assert tried.session == replace(lost, lost=None)
    assert tried.records == ()
    assert len(halt(tried.session, Loss.ARCHIVED, at(3)).records) == 1
    with pytest.raises(NotNow, match="closed"):
        resume(tried.session, ANA, None, at(3))


def test_going_on_after_a_loss_lets_the_next_one_be_told() -> None:
    lost = a_session().running().lost().resumed()

    assert lost.build().lost is None
    assert len(halt(lost.build(), Loss.ARCHIVED, at(3)).records) == 1
    assert a_session().running().through().lost().gone_back().build().lost is None
    assert a_session().running().lost().closed().build().lost is None


def test_the_place_of_posts_changes_from_the_next_step_on() -> None:
    moved = change_posting(a_session().running().build(), ANA, Posting.CHANNEL, at(1))

    assert moved.session.posting is Posting.CHANNEL
    assert moved.records[0].fact == PostingChanged(by=ANA, posting=Posting.CHANNEL)
