"""Samples of speaking in turns, of small groups and of the check before and after."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from slack_sdk.models.views import View

from bot.adapters.slack.check import forms as check_forms
from bot.adapters.slack.check import views as checking
from bot.adapters.slack.groups import forms as groups_forms
from bot.adapters.slack.groups import views as breakouts
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.kit.ids import Pressed
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.session import answers
from bot.adapters.slack.speaking import views as speaking
from bot.application.posts.contents import (
    Card,
    Content,
    GroupMerged,
    GroupPlace,
    RecapPage,
    ResultQuestion,
    Step,
)
from bot.domain.moves.check import answer
from bot.domain.moves.groups import bring_result, split_anew
from bot.domain.moves.people import join
from bot.domain.moves.speaking import next_speaker, pass_turn, raise_hand
from bot.domain.rules.recap import recap_of
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.check import GroupShift, Quiz, Shift
from bot.domain.state.groups import GroupId
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.session import Moved, Session
from tests.support.sessions import ANA, BEN, CARA, DAN, START, SessionBuilder, a_session, an_item

PLAN = (
    an_item("Round", 5, Activity.ROUND),
    an_item("Try it", 20, Activity.GROUPS),
    an_item("How sure <are> you?", 5, Activity.QUIZ),
    an_item("Work", 10),
)
QUESTIONS = ("Can you <do> it?", "Can you *show* it?", "Do you want to?")
SHIFTS = tuple(
    Shift(question=question, before=before, after=3.9)
    for question, before in zip(QUESTIONS, (2.4, 1.25, 3), strict=True)
)


def gathered(step: int = 1) -> SessionBuilder:
    """Ana, Ben, Cara and Dan in a step."""
    builder = a_session(PLAN).running()
    return builder.moved(lambda session, now: join(session, DAN, now)).to_step(step)


def in_groups() -> SessionBuilder:
    """Group A is Ana and Dan, Group B is Ben and Cara."""
    return gathered(2)


def item(session: Session, step: int) -> AgendaItem:
    found = session.item(ItemId(step))
    assert found is not None
    return found


def on_turn(builder: SessionBuilder) -> SessionBuilder:
    return builder.moved(
        lambda session, _now: next_speaker(session, ANA, session.activities.speaking.turn)
    )


def hands(builder: SessionBuilder, *people: PersonId) -> SessionBuilder:
    """Some people, one after the other, would like to speak."""
    for at, person in enumerate(people):
        builder.moved(partial(_raised, person=person, at=f"{at:03}"))
    return builder


def _raised(session: Session, _now: datetime, person: PersonId, at: str) -> Moved:
    return raise_hand(session, person, at, up=True)


def brought(builder: SessionBuilder, group: int, text: str, by: PersonId) -> SessionBuilder:
    return builder.moved(lambda session, now: bring_result(session, GroupId(group), text, by, now))


def place(session: Session, group: int) -> GroupPlace:
    split = session.activities.breakouts.split_with(GroupId(group))
    found = session.activities.breakouts.group(GroupId(group))
    assert split is not None
    assert found is not None
    return GroupPlace(session, item(session, split.item), split, found)


def contents() -> Mapping[str, Content]:
    return {**of_speaking(), **of_groups(), **of_the_check()}


def of_speaking() -> Mapping[str, Content]:
    last, over = gathered(), gathered()
    for _ in range(3):
        on_turn(last)
    for _ in range(4):
        on_turn(over)
    crowd = hands(gathered(), BEN, CARA)
    session = gathered().build()
    return {
        "card_round": Card(session),
        "card_round_with_queue": Card(crowd.build()),
        "card_round_last": Card(last.build()),
        "card_queue": Card(hands(gathered(4), CARA, BEN).build()),
        "card_queue_after_the_agenda": Card(hands(gathered(4).through(), BEN).build()),
        "card_speaker": Card(on_turn(hands(gathered(4), CARA)).build()),
        "card_speaker_and_queue": Card(on_turn(hands(gathered(4), CARA, BEN)).build()),
        "step_round": Step(session, item(session, 1)),
        "step_round_over": Step(over.build(), item(over.build(), 1)),
        "step_round_past": Step(gathered(2).build(), item(gathered(2).build(), 1)),
    }


def of_groups() -> Mapping[str, Content]:
    session = in_groups().build()
    results = brought(in_groups(), 1, "Say <what> you\ncan & do", DAN).build()
    many = in_groups()
    for number in range(25):
        brought(many, 1 + number % 2, f"Result {number} " + "of many words " * 60, BEN)
    busy = in_groups()
    for number in range(40):
        brought(busy, 1, f"{number} " + "&" * 490, ANA)
    anew = in_groups().moved(lambda session, now: split_anew(session, ANA, ItemId(2), 4, now))
    alone = in_groups().left_by(DAN)
    first, second = session.activities.breakouts.splits[0].groups
    return {
        "card_groups": Card(session),
        "step_groups": Step(session, item(session, 2)),
        "step_groups_with_results": Step(results, item(results, 2)),
        "step_groups_with_many_results": Step(many.build(), item(many.build(), 2)),
        "group": place(session, 1),
        "group_with_result": place(results, 1),
        "group_with_many_results": place(busy.build(), 1),
        "group_over": place(in_groups().to_step(3).build(), 2),
        "group_again_later": place(in_groups().gone_back().build(), 1),
        "group_of_a_closed_session": place(in_groups().closed().build(), 2),
        "group_split_anew": place(anew.build(), 1),
        "group_merged": place(alone.build(), 1),
        "group_left_by_all": place(a_session(PLAN[1:]).started().left_by(ANA).build(), 1),
        "group_is_asked": ResultQuestion(first),
        "group_hears_where_to_go_on": GroupMerged(first, second),
    }


def of_the_check() -> Mapping[str, Content]:
    session = answered().build()
    return {
        "card_check": Card(session),
        "step_check": Step(session, item(session, 3)),
        "step_check_over": Step(answered().to_step(4).build(), item(session, 3)),
        "recap_shift": recap_with(GroupShift(people=6, shifts=SHIFTS[:1])),
        "recap_shifts": recap_with(GroupShift(people=3, shifts=SHIFTS)),
        "recap_too_few": recap_with(GroupShift(people=None)),
    }


def answered() -> SessionBuilder:
    return gathered(3).moved(lambda session, _now: answer(session, BEN, ItemId(3), (4,)))


def recap_with(result: GroupShift) -> RecapPage:
    closed = replace(gathered().closed().build(), activities=Activities(quiz=Quiz(result=result)))
    return RecapPage(recap_of(closed), 1, 1, ())


def passed_for_good(builder: SessionBuilder) -> SessionBuilder:
    """Ana, who speaks first, has let everybody else go first and then passed again."""
    builder.moved(lambda session, _now: pass_turn(session, ANA, session.activities.speaking.turn))
    while builder.session.activities.speaking.rounds[-1].speaker != ANA:
        on_turn(builder)
    return builder.moved(
        lambda session, _now: pass_turn(session, ANA, session.activities.speaking.turn)
    )


def views() -> Mapping[str, View]:
    session = answered().build()
    three = session.with_activity(replace(session.activities.quiz, questions=QUESTIONS, answers=()))
    groups = in_groups().build()
    return {
        "split_form": groups_forms.split_form(groups, Pressed(groups.id, ItemId(2))),
        "result_form": groups_forms.result_form(groups, Pressed(groups.id, ItemId(2), "1")),
        "check_form": check_forms.check_form(three, item(three, 3), BEN),
        "check_form_again": check_forms.check_form(session, item(session, 3), BEN),
    }


def private_answers() -> Mapping[str, Rendered]:
    for_good = passed_for_good(gathered())
    results = brought(in_groups(), 1, "Say <what> you can", DAN).build()
    return {
        "in_the_queue": speaking.queued(hands(gathered(), CARA, BEN).build(), BEN),
        "out_of_the_queue": speaking.queued(gathered().build(), BEN),
        "passed": speaking.passed(gathered().build(), BEN),
        "passed_for_good": speaking.passed(for_good.build(), ANA),
        "brought": breakouts.brought(results.captures[-1]),
        "check_answered": checking.answered(),
        "plan_with_groups": confirm.confirm_message(a_session(PLAN).build(), START),
        "joined_a_group": answers.joined(results, BEN, "Try it."),
    }
