"""Samples of what a workshop of two days shows: evenings, mornings, and the card at night."""

from collections.abc import Mapping
from dataclasses import replace

from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.session import answers
from bot.adapters.slack.session import forms as replanning
from bot.application.posts.contents import Card, Content, Evening, Line, Morning, PrivateNote
from bot.domain.moves.plan import edit_plan
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change, LongPauseNoticed, WasAway
from bot.domain.state.session import Session
from tests.support.sessions import ANA, START, SessionBuilder, a_session, an_item, at
from tests.support.workshops import EARLY, EVENING, LATE, MORNING, NIGHT, a_workshop, in_the_evening


def full_of_captures() -> SessionBuilder:
    builder = a_workshop().running()
    for number in range(30):
        builder.captured(CaptureKind.DECISION, f"Decision {number} " + "of many words " * 40)
        builder.captured(CaptureKind.ACTION, f"Action {number} " + "of many words " * 40)
        builder.captured(CaptureKind.QUESTION, f"Question {number} " + "of many words " * 40)
    return builder.waited_until(EVENING)


def long_days() -> SessionBuilder:
    """Two days with as many of the longest steps as there can be, and as much kept as there can."""
    steps = [an_item(f"{number} " + "&" * 146, 1) for number in range(98)]
    builder = a_session((*steps[:49], NIGHT, *steps[49:])).running()
    for number in range(10):
        for kind in CaptureKind:
            builder.captured(kind, f"{number} " + "&" * 300)
    return builder


def day_contents() -> Mapping[str, Content]:
    night, morning = in_the_evening().build(), in_the_evening().waited_until(MORNING).build()
    early = in_the_evening().after(LATE).to_step(4).build()
    skipped = in_the_evening().after(LATE).skipped().build()
    paused = a_workshop().running().after(11).paused().build()
    return {
        "card_at_night": Card(night),
        "card_in_the_morning": Card(morning),
        "card_before_a_night": Card(a_workshop().running().build()),
        "evening": evening(night),
        "evening_bare": evening(a_workshop().running().waited_until(EVENING).build()),
        "evening_full": evening(full_of_captures().build()),
        "evening_over": evening(morning),
        "evening_taken_back": evening(in_the_evening().gone_back().build()),
        "evening_skipped": evening(skipped),
        "morning": morning_of(morning),
        "morning_full": morning_of(full_of_captures().waited_until(MORNING).build()),
        "evening_of_a_long_day": evening(long_days().waited_until(EVENING).build()),
        "morning_of_a_long_day": morning_of(long_days().waited_until(MORNING).build()),
        "morning_early": morning_of(early),
        "morning_skipped": morning_of(skipped),
        "line_away_at_night": Line(night, WasAway(since=at(EVENING), until=at(EARLY), passed=())),
        "note_long_pause_before_a_night": PrivateNote(
            paused, LongPauseNoticed(since=at(11), closes_at=at(251), asked=ANA)
        ),
    }


def evening(session: Session) -> Content:
    return Evening(session, _night(session))


def morning_of(session: Session) -> Content:
    return Morning(session, _night(session))


def _night(session: Session) -> AgendaItem:
    return next(item for item in session.items if item.is_day_break)


def day_answers() -> Mapping[str, Rendered]:
    night, day = in_the_evening().build(), a_workshop().running().build()
    return {
        "time_left_at_night": answers.time_left(night, at(LATE), "Asia/Tokyo"),
        "time_left_before_a_night": answers.time_left(day, at(5), "Europe/London"),
        "chosen_before_a_night": answers.chosen(day, Change.SHRINK),
        "plan_over_a_night_message": confirm.confirm_message(a_workshop().build(), START),
        "plan_without_break_over_a_night": confirm.confirm_message(_unbroken(), START),
    }


def _unbroken() -> Session:
    """A plan whose second day has no break."""
    session = a_workshop().build()
    return replace(session, items=tuple(item for item in session.items if item.title != "Break"))


def day_views() -> Mapping[str, View]:
    session = a_workshop().running().build()
    plan = replanning.plan_of(session)
    anew = (an_item("Frame & agree", 40), replace(NIGHT, until="10:00"), an_item("Build", 50))
    after = edit_plan(session, ANA, plan.seen, anew, at(6)).session
    return {
        "change_plan_form_over_a_night": replanning.change_plan_form(plan),
        "apply_plan_form_over_a_night": replanning.apply_plan_form(plan, session, after, at(6)),
    }
