from dataclasses import replace

import pytest

from bot.domain.moves.captures import LONGEST_CAPTURE, capture, change_done_reactions, tick, untick
from bot.domain.state.agenda import DoneMark
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.facts import ItemDone, ItemReopened
from bot.domain.state.identity import ItemId, MessageRef
from bot.domain.state.refusals import NotFound, NotNow, WrongInput
from bot.domain.state.session import USUAL_DONE_REACTIONS
from tests.support.sessions import BEN, CARA, OTHER_MESSAGE, THREAD_MESSAGE, a_session, at

FIRST = ItemId(1)
BENS, CARAS = (DoneMark(person, USUAL_DONE_REACTIONS[0]) for person in (BEN, CARA))


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
