"""Join, leave, roles, tasks, ticks and captures."""

from dataclasses import replace

import pytest

from bot.adapters.formats import load_formats
from bot.domain.moves.captures import LONGEST_CAPTURE, capture, change_done_reactions, tick, untick
from bot.domain.moves.close import LONGEST_NOTE, Verdict, close
from bot.domain.moves.people import join, leave, observe, rate
from bot.domain.rules.recap import pages, recap_of
from bot.domain.rules.tasks import task_of
from bot.domain.state.agenda import DoneMark
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.facts import ItemDone, ItemReopened, PersonJoined, RoleFreed, RoleGiven
from bot.domain.state.formats import Role
from bot.domain.state.identity import CaptureId, ItemId, MessageRef
from bot.domain.state.people import Presence
from bot.domain.state.refusals import NotAllowed, NotFound, NotNow, WrongInput
from bot.domain.state.session import USUAL_DONE_REACTIONS, Result
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    OTHER_MESSAGE,
    THREAD_MESSAGE,
    a_session,
    an_item,
    at,
)

TEAM = load_formats()["team"]
FIRST = ItemId(1)
BENS, CARAS = (DoneMark(person, USUAL_DONE_REACTIONS[0]) for person in (BEN, CARA))


def test_roles_go_to_people_in_the_order_in_which_they_come() -> None:
    participants = a_session().running().build().participants

    assert [(each.person, each.role) for each in participants.people] == [
        (ANA, Role.FACILITATOR),
        (BEN, Role.TIMEKEEPER),
        (CARA, Role.SCRIBE),
    ]


def test_leaving_frees_the_role_for_the_next_who_has_none() -> None:
    session = join(a_session().running().build(), DAN, at(1)).session
    moved = leave(session, BEN, at(2))

    assert [record.fact for record in moved.records][1:] == [
        RoleFreed(role=Role.TIMEKEEPER, person=BEN),
        RoleGiven(role=Role.TIMEKEEPER, person=DAN, told=False),
    ]


def test_who_joins_reads_their_role_in_the_answer() -> None:
    moved = join(a_session().running().left_by(CARA).build(), DAN, at(1))

    assert [record.fact for record in moved.records] == [
        PersonJoined(person=DAN),
        RoleGiven(role=Role.SCRIBE, person=DAN, told=True),
    ]


def test_a_session_without_anybody_free_makes_the_first_its_facilitator() -> None:
    session = leave(a_session().running().build(), ANA, at(1)).session

    assert session.facilitator == BEN


def test_watching_gives_a_role_up_and_joining_again_counts_once() -> None:
    session = observe(a_session().running().build(), CARA, at(1)).session
    again = join(session, CARA, at(2)).session

    assert session.participants.holder(Role.SCRIBE) is None
    assert again.participants.holder(Role.SCRIBE) == CARA
    assert len(again.participants.people) == 3


@pytest.mark.parametrize(
    ("move", "said"),
    [(join, "already in"), (leave, "not in this session")],
)
def test_what_changes_nothing_is_answered_kindly(move: object, said: str) -> None:
    session = a_session().running().build()
    person = BEN if move is join else DAN

    with pytest.raises(NotNow, match=said):
        move(session, person, at(1))  # type: ignore[operator]


def test_everybody_has_a_task_in_every_step() -> None:
    session = join(a_session().running().build(), DAN, at(1)).session

    tasks = {person: task_of(session, person, TEAM) for person in (ANA, BEN, CARA, DAN)}
    assert all(tasks.values())
    assert len(set(tasks.values())) == 4


def test_who_takes_no_part_or_comes_after_the_last_step_has_no_task() -> None:
    with pytest.raises(NotNow, match="Press Join"):
        task_of(a_session().running().build(), DAN, TEAM)
    with pytest.raises(NotNow, match="No step is running"):
        task_of(a_session().running().through().build(), ANA, TEAM)


def test_an_item_is_done_while_anybody_says_so() -> None:
    session = a_session().running().build()
    first = tick(session, FIRST, BENS, at(1))
    second = tick(first.session, FIRST, CARAS, at(2))
    one_left = untick(second.session, FIRST, BENS, at(3))
    none_left = untick(one_left.session, FIRST, CARAS, at(4))

    assert [record.fact for record in first.records] == [ItemDone(item=FIRST, by=BEN)]
    assert second.records == ()
    assert one_left.session.items[0].done_by == (CARA,)
    assert [record.fact for record in none_left.records] == [ItemReopened(item=FIRST, by=CARA)]
    assert tick(first.session, FIRST, BENS, at(5)).session == first.session
    assert untick(none_left.session, FIRST, BENS, at(6)).session == none_left.session


def test_who_marks_an_item_twice_takes_both_marks_back() -> None:
    session = replace(a_session().running().build(), done_reactions=("tada", "+1"))
    for reaction in ("+1", "tada"):
        session = tick(session, FIRST, DoneMark(BEN, reaction), at(1)).session
    one_left = untick(session, FIRST, DoneMark(BEN, "tada"), at(2))
    none_left = untick(one_left.session, FIRST, DoneMark(BEN, "+1"), at(3))

    assert session.items[0].done_by == (BEN,)
    assert one_left.session.items[0].done_by == (BEN,)
    assert one_left.records == ()
    assert none_left.session.items[0].done_by == ()


def test_only_the_reactions_of_the_session_mark_an_item_done() -> None:
    session = a_session().running().build()
    changed = change_done_reactions(tick(session, FIRST, BENS, at(1)).session, ("tada",)).session

    assert tick(session, FIRST, DoneMark(BEN, "tada"), at(1)).session == session
    assert changed.items[0].done_by == (BEN,)
    assert tick(changed, FIRST, CARAS, at(2)).session == changed
    assert tick(changed, FIRST, DoneMark(CARA, "tada"), at(2)).session.items[0].done_by == (
        BEN,
        CARA,
    )
    assert untick(changed, FIRST, BENS, at(2)).session.items[0].done_by == ()


def test_a_break_or_an_unknown_item_cannot_be_ticked() -> None:
    session = a_session().running().build()

    for item in (ItemId(3), ItemId(99)):
        with pytest.raises(NotFound):
            tick(session, item, BENS, at(1))


def test_a_capture_needs_text_and_fits_a_message() -> None:
    session = a_session().running().build()
    long = Note(kind=CaptureKind.IDEA, text="x" * (LONGEST_CAPTURE + 1))

    with pytest.raises(WrongInput, match=r"Add what the decision is"):
        capture(session, Note(kind=CaptureKind.DECISION, text="  "), BEN, at(1))
    with pytest.raises(WrongInput, match="2,001 characters"):
        capture(session, long, BEN, at(1))


def test_a_message_is_captured_once() -> None:
    note = Note(kind=CaptureKind.IDEA, text="Cache it", source=THREAD_MESSAGE)
    session = capture(a_session().running().build(), note, BEN, at(1)).session

    with pytest.raises(NotNow, match="already captured"):
        capture(session, note, CARA, at(2))


def test_a_message_is_the_same_before_and_after_its_first_reply() -> None:
    before = MessageRef(THREAD_MESSAGE.channel, THREAD_MESSAGE.ts)
    idea = Note(kind=CaptureKind.IDEA, text="Cache it", source=before)
    session = capture(a_session().running().build(), idea, BEN, at(1)).session

    with pytest.raises(NotNow, match="already captured"):
        capture(session, replace(idea, source=THREAD_MESSAGE), CARA, at(2))
    other = capture(session, replace(idea, source=OTHER_MESSAGE), CARA, at(2)).session
    assert len(other.captures) == 2


def test_nothing_is_captured_after_the_close() -> None:
    closed = a_session().running().closed().build()

    with pytest.raises(NotNow, match="closed"):
        capture(closed, Note(kind=CaptureKind.IDEA, text="Late"), BEN, at(1))


def test_the_facilitator_closes_and_decides_what_the_recap_holds() -> None:
    session = (
        a_session()
        .running()
        .captured(CaptureKind.IDEA, "First")
        .captured(CaptureKind.DECISION, "Second")
        .build()
    )
    verdict = Verdict(result=Result.PARTLY, left_out=frozenset({CaptureId(1)}))
    closed = close(session, ANA, verdict, at(9)).session

    assert [each.text for each in recap_of(closed).captures] == ["Second"]
    assert closed.result is Result.PARTLY
    with pytest.raises(NotAllowed):
        close(session, BEN, verdict, at(9))
    with pytest.raises(WrongInput, match="3,000"):
        close(session, ANA, Verdict(result=None, note="x" * (LONGEST_NOTE + 1)), at(9))


def test_a_pause_that_ends_with_the_close_counts_as_no_work() -> None:
    session = a_session().running().after(2).paused().build()
    closed = close(session, ANA, Verdict(result=Result.MET), at(30)).session

    assert recap_of(closed).actual.total_seconds() == 2 * 60


def test_only_who_was_there_rates_and_only_after_the_close() -> None:
    running = a_session().running().build()
    closed = a_session().running().closed().build()

    with pytest.raises(NotNow):
        rate(running, BEN, worth_it=True)
    with pytest.raises(NotNow, match="Only people who were in"):
        rate(closed, DAN, worth_it=True)
    rated = rate(rate(closed, BEN, worth_it=True).session, BEN, worth_it=False).session
    recap = recap_of(rated)
    assert (recap.worth_it, recap.rated) == (0, 1)


def test_the_recap_tells_done_from_open_and_counts_people() -> None:
    session = a_session().running().ticked(1).to_step(2).watched_by(DAN).closed().build()
    recap = recap_of(session)

    assert [item.title for item in recap.done_items] == ["Check-in"]
    assert [item.title for item in recap.open_items] == ["Draft", "Review"]
    assert (recap.took_part, recap.observed) == (3, 1)


def test_what_was_skipped_is_not_left_open() -> None:
    recap = recap_of(a_session().running().to_step(2).skipped().closed().build())

    assert [item.title for item in recap.open_items] == ["Review"]


def test_who_only_watched_never_took_part_and_who_joined_once_always_did() -> None:
    session = a_session().running().watched_by(DAN).left_by(DAN, BEN).watched_by(CARA)
    recap = recap_of(session.closed().build())

    assert (recap.took_part, recap.observed) == (3, 1)


def test_two_hundred_captures_stand_on_pages_and_none_is_missing() -> None:
    builder = a_session(plan=(an_item("Work"),)).running()
    for number in range(200):
        builder.captured(CaptureKind.ACTION, f"Action {number} " + "x" * 400)
    every = pages(recap_of(builder.closed().build()))

    assert sum(len(page) for page in every) == 200
    assert max(len(page) for page in every) <= 20
    assert pages(recap_of(a_session().running().closed().build())) == ((),)


def test_presence_has_a_word_for_everybody() -> None:
    assert {each.value for each in Presence} == {"joined", "observing", "left"}
