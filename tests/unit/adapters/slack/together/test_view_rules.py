from collections.abc import Mapping
from typing import get_args

import pytest
from slack_sdk.models.views import View

from bot.adapters.slack.doors.menu import OPTIONS
from bot.adapters.slack.kit import agenda, words
from bot.adapters.slack.kit import headings as kit_headings
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.kit.ids import ActionId, Chosen, Field, Pressed, ViewId
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.session.views import days, lines, notes, steps
from bot.application.posts.contents import Content, LineFact, NoteFact
from bot.domain.rules.plan import Concern
from bot.domain.state.agenda import Activity, ItemState
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change, Loss, Posting
from bot.domain.state.formats import Advance, Role
from bot.domain.state.goals import GoalState
from bot.domain.state.session import Result, SessionState
from localslack.validation import check_message, check_view
from tests.unit.adapters.slack.form_payloads import (
    action_ids_in,
    buttons_in,
    inside,
    menus_in,
    options_of_menus,
    payload_of,
)
from tests.unit.adapters.slack.form_samples import private_answers, views
from tests.unit.adapters.slack.view_samples import contents

MESSAGES: Mapping[str, Content | Rendered] = {**contents(), **private_answers()}
VIEWS = views()
EVERYTHING: Mapping[str, Content | Rendered | View] = {**MESSAGES, **VIEWS}
LONGEST_LABEL = 20


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert check_message(payload_of(MESSAGES[name]), update=True) == []


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_form(name: str) -> None:
    assert check_view(payload_of(VIEWS[name])) == []


@pytest.mark.parametrize("name", MESSAGES)
def test_every_message_can_be_heard(name: str) -> None:
    text = payload_of(MESSAGES[name])["text"]

    assert text.strip()
    assert "*" not in text


@pytest.mark.parametrize("name", EVERYTHING)
def test_labels_fit_on_a_phone(name: str) -> None:
    payload = payload_of(EVERYTHING[name])
    labels = [button["text"]["text"] for button in buttons_in(payload)]
    labels += [each["text"]["text"] for menu in menus_in(payload) for each in menu["options"]]
    labels += [payload[end]["text"] for end in ("submit", "close") if end in payload]

    assert [label for label in labels if len(label) > LONGEST_LABEL] == []


@pytest.mark.parametrize("name", EVERYTHING)
def test_buttons_carry_what_they_are_about(name: str) -> None:
    values = [each["value"] for each in buttons_in(payload_of(EVERYTHING[name])) if "value" in each]

    assert values == [Pressed.decode(value).encode() for value in values]


def test_every_action_is_used_and_every_used_one_is_known() -> None:
    payloads = [payload_of(shown) for shown in EVERYTHING.values()]
    used = set[str]().union(*(action_ids_in(payload) for payload in payloads))
    offered = {Chosen.decode(value).action for value in options_of_menus(payloads)}

    assert used | offered == set(ActionId)


def test_every_option_of_a_menu_does_what_a_button_can() -> None:
    values = options_of_menus(payload_of(shown) for shown in EVERYTHING.values())

    assert values
    assert {Chosen.decode(value).action for value in values} <= set(OPTIONS)


def test_every_form_and_field_is_used() -> None:
    payloads = [payload_of(view) for view in VIEWS.values()]
    fields = {
        each["block_id"] for payload in payloads for each in inside(payload) if "block_id" in each
    }

    assert fields == set(Field)
    assert {payload.get("callback_id") for payload in payloads} == {*ViewId, None}


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (lines.SENTENCES, get_args(LineFact)),
        (notes.NOTES, get_args(NoteFact)),
        (notes.LOSS_SENTENCES, tuple(Loss)),
        (confirm.CONCERNS, get_args(Concern)),
        (kit_headings.STATUS, tuple(SessionState)),
        (agenda.LINES, tuple(ItemState)),
        (steps.STATES, tuple(ItemState)),
        (steps.BREAK_STATES, tuple(ItemState)),
        (days.GOES_ON, tuple(ItemState)),
        (words.KIND_NOUNS, tuple(CaptureKind)),
        (words.CHANGE_WORDS, tuple(Change)),
        (words.ROLES, tuple(Role)),
        (words.RESULTS, tuple(Result)),
        (words.RESULTS_ALONE, tuple(Result)),
        (words.GOAL_STATES, tuple(GoalState)),
        (words.ADVANCES, tuple(Advance)),
        (words.PLACES, tuple(Posting)),
        (words.PROMPTS, tuple(Activity)),
    ],
)
def test_every_table_has_a_row_for_everything(
    table: Mapping[object, object], members: tuple[object, ...]
) -> None:
    assert set(table) == set(members)
