"""Reads what people filled in, and what Slack makes of their messages, into domain words."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.adapters.slack.ids import ActionId, Field, Pressed
from bot.adapters.slack.views.board_forms import OUTPUTS
from bot.adapters.slack.views.forms import TEMPLATE, StartFormValues
from bot.adapters.slack.views.goals import GOAL_FIELDS, STATE_FIELDS, TickedGoals
from bot.adapters.slack.views.replanning import ChangedPlan
from bot.adapters.slack.views.rich_text import rich_text_to_lines
from bot.adapters.slack.views.text import plain
from bot.domain.board import ChoiceId
from bot.domain.captures import CaptureKind, Note
from bot.domain.closing import Verdict
from bot.domain.formats import Advance
from bot.domain.goals import GoalState
from bot.domain.identity import CaptureId, ChannelId, MessageRef, PersonId, SessionId
from bot.domain.session import Result
from bot.domain.winning import Winner

Payload = Mapping[str, Any]

_TOKEN = re.compile(r"<(?P<body>[^<>]*)>")
_LIST_MARK = re.compile(r"^\s*(?:[-*\u2022\u2013]\s+|\d{1,2}[.)]\s+)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read_start_form(view: Payload) -> StartFormValues:
    known = json.loads(view["private_metadata"])
    revises = known["revises"]
    advance = _choice(view, Field.ADVANCE)
    chosen = _choice(view, Field.FORMAT)
    template = chosen.removeprefix(TEMPLATE) if chosen.startswith(TEMPLATE) else ""
    return StartFormValues(
        channel=ChannelId(known["channel"]),
        outcome=_text(view, Field.OUTCOME),
        measure=_text(view, Field.MEASURE),
        length=_text(view, Field.LENGTH),
        format="" if template else chosen,
        template=template,
        agenda=rich_text_to_lines(_answer(view, Field.AGENDA).get("rich_text_value") or {}),
        advance=Advance(advance) if advance else None,
        people=tuple(
            PersonId(each) for each in _answer(view, Field.PEOPLE).get("selected_users") or ()
        ),
        timekeeper=_person(view, Field.TIMEKEEPER),
        scribe=_person(view, Field.SCRIBE),
        queue=known["queue"],
        revises=SessionId(revises) if revises else None,
    )


def read_confirm_form(view: Payload) -> Pressed:
    return Pressed.decode(view["private_metadata"])


def read_capture_form(view: Payload) -> tuple[SessionId, Note]:
    known = json.loads(view["private_metadata"])
    place = known["source"]
    note = Note(
        kind=CaptureKind(_choice(view, Field.KIND)),
        text=_text(view, Field.TEXT),
        owner=_person(view, Field.OWNER),
        source=MessageRef(*place) if place else None,
    )
    return SessionId(known["session"]), note


def read_change_plan_form(view: Payload) -> ChangedPlan:
    known = ChangedPlan.decode(view["private_metadata"])
    typed = rich_text_to_lines(_answer(view, Field.AGENDA).get("rich_text_value") or {})
    return replace(known, agenda=typed)


def read_apply_plan_form(view: Payload) -> ChangedPlan:
    return ChangedPlan.decode(view["private_metadata"])


def read_close_form(view: Payload) -> tuple[SessionId, Verdict]:
    result = _choice(view, Field.RESULT)
    left_out = _answer(view, Field.LEFT_OUT).get("selected_options") or ()
    verdict = Verdict(
        result=Result(result) if result else None,
        link=_text(view, Field.LINK),
        note=_text(view, Field.NOTE),
        left_out=frozenset(CaptureId(int(each["value"])) for each in left_out),
    )
    return Pressed.decode(view["private_metadata"]).session, verdict


def read_ideas_form(view: Payload) -> tuple[Pressed, tuple[str, ...]]:
    """What was written, one idea a line; marks of a list at its beginning are no part of it.

    It is shown to everybody later, perhaps without a name, so it must not ping anybody.
    """
    typed = _text(view, Field.IDEAS).splitlines()
    lines = (plain(_LIST_MARK.sub("", line)) for line in typed)
    return Pressed.decode(view["private_metadata"]), tuple(line for line in lines if line)


def read_group_form(view: Payload) -> tuple[Pressed, frozenset[int], str]:
    numbers = frozenset(int(value) for value in _choices(view, Field.PICKED_IDEAS))
    return Pressed.decode(view["private_metadata"]), numbers, plain(_text(view, Field.GROUP_NAME))


def read_vote_form(view: Payload) -> tuple[Pressed, tuple[ChoiceId, ...]]:
    choices = tuple(ChoiceId(value) for value in _choices(view, Field.VOTES))
    return Pressed.decode(view["private_metadata"]), choices


def read_winners_form(view: Payload) -> tuple[Pressed, tuple[Winner, ...]]:
    winners = tuple(
        Winner(choice=ChoiceId(choice), owner=_person(view, owner))
        for output, owner in OUTPUTS
        if (choice := _choice(view, output))
    )
    return Pressed.decode(view["private_metadata"]), winners


def read_goals_form(view: Payload) -> tuple[SessionId, tuple[str, ...]]:
    texts = tuple(_text(view, field) for field in GOAL_FIELDS)
    return Pressed.decode(view["private_metadata"]).session, texts


def read_tick_form(view: Payload) -> tuple[SessionId, Mapping[str, GoalState], str]:
    """What was said of which goal, by its text, and the win."""
    known = TickedGoals.decode(view["private_metadata"])
    said = {
        goal: _choice(view, field) for goal, field in zip(known.goals, STATE_FIELDS, strict=False)
    }
    states = {goal: GoalState(state) for goal, state in said.items() if state}
    return known.session, states, _text(view, Field.WIN)


def read_win_form(view: Payload) -> tuple[SessionId, str]:
    return Pressed.decode(view["private_metadata"]).session, _text(view, Field.WIN)


def read_thought_form(view: Payload) -> tuple[SessionId, str]:
    return Pressed.decode(view["private_metadata"]).session, _text(view, Field.THOUGHT)


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


def _answer(view: Payload, field: Field) -> Payload:
    values: Payload = view["state"]["values"]
    answer: Payload = values.get(field, {}).get(ActionId.INPUT, {})
    return answer


def _text(view: Payload, field: Field) -> str:
    return (_answer(view, field).get("value") or "").strip()


def _choice(view: Payload, field: Field) -> str:
    return str((_answer(view, field).get("selected_option") or {}).get("value", ""))


def _choices(view: Payload, field: Field) -> tuple[str, ...]:
    selected = _answer(view, field).get("selected_options") or ()
    return tuple(str(each["value"]) for each in selected)


def _person(view: Payload, field: Field) -> PersonId | None:
    chosen = _answer(view, field).get("selected_user")
    return PersonId(chosen) if chosen else None
