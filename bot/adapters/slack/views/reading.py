"""Reads what people filled in, and what Slack makes of their messages, into domain words."""

import re
from collections.abc import Mapping

from bot.adapters.slack.ids import Field, Pressed
from bot.adapters.slack.malformed import member, number
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.views.board_forms import OUTPUTS
from bot.adapters.slack.views.forms import (
    TEMPLATE,
    CaptureContext,
    StartContext,
    StartFormValues,
)
from bot.adapters.slack.views.goals import GOAL_FIELDS, STATE_FIELDS, TickedGoals
from bot.adapters.slack.views.replanning import ChangedPlan
from bot.adapters.slack.views.text import plain
from bot.domain.moves.close import Verdict
from bot.domain.moves.winners import Winner
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.formats import Advance
from bot.domain.state.goals import GoalState
from bot.domain.state.ideas import ChoiceId
from bot.domain.state.identity import CaptureId, SessionId
from bot.domain.state.session import Result

_TOKEN = re.compile(r"<(?P<body>[^<>]*)>")
_LIST_MARK = re.compile(r"^\s*(?:[-*\u2022\u2013]\s+|\d{1,2}[.)]\s+)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read_start_form(form: Form) -> StartFormValues:
    known = StartContext.decode(form.metadata)
    chosen = form.choice(Field.FORMAT)
    template = chosen.removeprefix(TEMPLATE) if chosen.startswith(TEMPLATE) else ""
    return StartFormValues(
        channel=known.channel,
        outcome=form.text(Field.OUTCOME),
        measure=form.text(Field.MEASURE),
        length=form.text(Field.LENGTH),
        format="" if template else chosen,
        template=template,
        agenda=form.lines(Field.AGENDA),
        advance=form.word(Field.ADVANCE, Advance),
        people=form.people(Field.PEOPLE),
        timekeeper=form.person(Field.TIMEKEEPER),
        scribe=form.person(Field.SCRIBE),
        queue=known.queue,
        revises=known.revises,
    )


def read_confirm_form(form: Form) -> Pressed:
    return Pressed.decode(form.metadata)


def read_capture_form(form: Form) -> tuple[SessionId, Note]:
    known = CaptureContext.decode(form.metadata)
    note = Note(
        kind=member(CaptureKind, form.require(Field.KIND), Field.KIND),
        text=form.text(Field.TEXT),
        owner=form.person(Field.OWNER),
        source=known.source,
    )
    return known.session, note


def read_change_plan_form(form: Form) -> ChangedPlan:
    known = ChangedPlan.decode(form.metadata)
    return known.model_copy(update={"agenda": form.lines(Field.AGENDA)})


def read_apply_plan_form(form: Form) -> ChangedPlan:
    return ChangedPlan.decode(form.metadata)


def read_close_form(form: Form) -> tuple[SessionId, Verdict]:
    left_out = form.choices(Field.LEFT_OUT)
    verdict = Verdict(
        result=form.word(Field.RESULT, Result),
        link=form.text(Field.LINK),
        note=form.text(Field.NOTE),
        left_out=frozenset(CaptureId(number(each, Field.LEFT_OUT)) for each in left_out),
    )
    return Pressed.decode(form.metadata).session, verdict


def read_ideas_form(form: Form) -> tuple[Pressed, tuple[str, ...]]:
    """What was written, one idea a line; marks of a list at its beginning are no part of it.

    It is shown to everybody later, perhaps without a name, so it must not ping anybody.
    """
    typed = form.text(Field.IDEAS).splitlines()
    lines = (plain(_LIST_MARK.sub("", line)) for line in typed)
    return Pressed.decode(form.metadata), tuple(line for line in lines if line)


def read_group_form(form: Form) -> tuple[Pressed, frozenset[int], str]:
    numbers = frozenset(
        number(each, Field.PICKED_IDEAS) for each in form.choices(Field.PICKED_IDEAS)
    )
    return Pressed.decode(form.metadata), numbers, plain(form.text(Field.GROUP_NAME))


def read_vote_form(form: Form) -> tuple[Pressed, tuple[ChoiceId, ...]]:
    choices = tuple(ChoiceId(value) for value in form.choices(Field.VOTES))
    return Pressed.decode(form.metadata), choices


def read_winners_form(form: Form) -> tuple[Pressed, tuple[Winner, ...]]:
    winners = tuple(
        Winner(choice=ChoiceId(choice), owner=form.person(owner))
        for output, owner in OUTPUTS
        if (choice := form.choice(output))
    )
    return Pressed.decode(form.metadata), winners


def read_goals_form(form: Form) -> tuple[SessionId, tuple[str, ...]]:
    texts = tuple(form.text(field) for field in GOAL_FIELDS)
    return Pressed.decode(form.metadata).session, texts


def read_tick_form(form: Form) -> tuple[SessionId, Mapping[str, GoalState], str]:
    """What was said of which goal, by its text, and the win."""
    known = TickedGoals.decode(form.metadata)
    said = {
        goal: form.word(field, GoalState)
        for goal, field in zip(known.goals, STATE_FIELDS, strict=False)
    }
    states = {goal: state for goal, state in said.items() if state is not None}
    return known.session, states, form.text(Field.WIN)


def read_win_form(form: Form) -> tuple[SessionId, str]:
    return Pressed.decode(form.metadata).session, form.text(Field.WIN)


def read_thought_form(form: Form) -> tuple[SessionId, str]:
    return Pressed.decode(form.metadata).session, form.text(Field.THOUGHT)


def plain_text(mrkdwn: str) -> str:
    """The text of a message or command, as Slack gives it, as domain text.

    Only mentions of people stay tokens; channels, groups, links and dates become words.
    """
    text = _TOKEN.sub(lambda found: _in_words(found["body"]), mrkdwn)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _in_words(body: str) -> str:
    target, _, label = body.partition("|")
    if target.startswith("@"):
        return f"<{target}>"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in address else f"{label} ({address})"
