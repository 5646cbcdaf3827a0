"""Deliveries become typed values at the edge, or are refused there."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.kit.ids import Chosen, Field, Pressed
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.events import Event, MessageEvent
from bot.adapters.slack.payloads.interactions import Command, PressedElement, Submission
from bot.adapters.slack.payloads.parse import Unused, parse
from bot.adapters.slack.payloads.views import Form
from bot.domain.state.captures import CaptureKind
from bot.domain.state.identity import ItemId, SessionId

Body = dict[str, Any]

COMMAND: Body = {
    "command": "/worksession",
    "team_id": "T1",
    "user_id": "U1",
    "channel_id": "C1",
    "channel_name": "design",
    "text": "time",
    "trigger_id": "1.2.3",
}
REACTION: Body = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T1",
    "api_app_id": "A1",
    "event": {
        "type": "reaction_added",
        "user": "U1",
        "reaction": "raised_hand",
        "item": {"type": "message", "channel": "C1", "ts": "1700000000.000100"},
        "event_ts": "1700000000.000200",
    },
}
SAID: Body = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T1",
    "event": {
        "type": "message",
        "user": "U1",
        "channel": "C1",
        "ts": "1700000000.000100",
        "text": "!decision No XML",
    },
}
PRESS: Body = {
    "type": "block_actions",
    "user": {"id": "U1", "team_id": "T1"},
    "team": {"id": "T1"},
    "channel": {"id": "C1"},
    "message": {"ts": "1700000000.000100"},
    "trigger_id": "1.2.3",
    "actions": [{"type": "button", "action_id": "join", "block_id": "b", "value": "S1"}],
}
SUBMISSION: Body = {
    "type": "view_submission",
    "user": {"id": "U1", "team_id": "T2"},
    "team": {"id": "T2"},
    "trigger_id": "1.2.3",
    "view": {
        "id": "V1",
        "type": "modal",
        "callback_id": "capture_form",
        "private_metadata": "S1",
        "app_installed_team_id": "T1",
        "state": {"values": {"text": {"input": {"type": "plain_text_input", "value": "Hi"}}}},
    },
}
EVERYTHING = (COMMAND, REACTION, SAID, PRESS, SUBMISSION)


def changed(body: Body, path: str, value: object) -> Body:
    """The body with something else at `path`."""
    copy: Body = json.loads(json.dumps(body))
    *way, last = path.split(".")
    part: Any = copy
    for name in way:
        part = part[int(name)] if name.isdigit() else part[name]
    part[last] = value
    return copy


@pytest.mark.parametrize("body", EVERYTHING)
def test_what_slack_writes_is_read(body: Body) -> None:
    assert parse(body).installed_in == "T1"


@pytest.mark.parametrize(
    ("body", "path", "value"),
    [
        (REACTION, "event.event_ts", [[]]),
        (REACTION, "event.event_ts", "soon"),
        (REACTION, "event.event_ts", "1700000000.000200\n"),
        (REACTION, "event.item.channel", "C1><!channel"),
        (REACTION, "event.user", 5),
        (REACTION, "event.reaction", None),
        (REACTION, "event", []),
        (REACTION, "event", "reaction_added"),
        (REACTION, "event.type", ["message"]),
        (SAID, "event.subtype", ["message_changed"]),
        (REACTION, "authorizations", {"team_id": "T1"}),
        (REACTION, "event_id", ""),
        (SAID, "event.ts", 1700000000.0001),
        (SAID, "event.user", "<!channel>"),
        (SAID, "event.channel", "c1"),
        (PRESS, "user.id", 5),
        (PRESS, "user", "U1"),
        (PRESS, "actions", []),
        (PRESS, "actions", {"action_id": "join"}),
        (PRESS, "actions.0.value", {"a": 1}),
        (PRESS, "channel", "C1"),
        (PRESS, "trigger_id", None),
        (SUBMISSION, "view", None),
        (SUBMISSION, "view.state.values", []),
        (SUBMISSION, "view.state.values.text.input", "Hi"),
        (SUBMISSION, "view.state.values.text.input.value", 5),
        (SUBMISSION, "view.state.values.text.input.value", "x" * 3_001),
        (SUBMISSION, "view.state.values.text.input.selected_users", ["U1><!channel"]),
        (SUBMISSION, "view.private_metadata", 5),
        (COMMAND, "team_id", None),
        (COMMAND, "text", ["time"]),
        (COMMAND, "trigger_id", ""),
    ],
)
def test_what_does_not_fit_is_refused(body: Body, path: str, value: object) -> None:
    with pytest.raises(Malformed):
        parse(changed(body, path, value))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def places(body: object, before: str = "") -> list[str]:
    """Every path in a body."""
    if isinstance(body, dict):
        parts = [(str(name), each) for name, each in body.items()]
    elif isinstance(body, list):
        parts = [(str(at), each) for at, each in enumerate(body)]
    else:
        return []
    return [
        path
        for name, each in parts
        for path in (f"{before}{name}", *places(each, f"{before}{name}."))
        if not path.rpartition(".")[2].isdigit()
    ]


@given(st.data())
def test_whatever_stands_anywhere_it_is_read_or_refused_and_nothing_else(
    data: st.DataObject,
) -> None:
    body = data.draw(st.sampled_from(EVERYTHING))
    path = data.draw(st.sampled_from(places(body)))
    mutated = changed(body, path, None)
    mutated = _set(mutated, path, data.draw(json_values))
    with suppress(Malformed, Unused):
        parse(mutated)


def _set(body: Body, path: str, value: object) -> Body:
    *way, last = path.split(".")
    part: Any = body
    for name in way:
        part = part[int(name)] if name.isdigit() else part[name]
    part[last] = value
    return body


def test_the_log_is_told_where_and_never_what_stands_there() -> None:
    body = changed(SUBMISSION, "view.state.values", {"secret words": {"of Ana": "secret"}})

    with pytest.raises(Malformed) as refused:
        parse(body)

    assert refused.value.where == "view.state.values.*.*: model_type"


def test_half_an_emoji_and_nul_are_taken_out_of_text() -> None:
    event = parse(changed(SAID, "event.text", "!idea \ud83d tea\x00 and\x1b cake\n"))

    assert isinstance(event, Event)
    assert isinstance(event.event, MessageEvent)
    assert event.event.text == "!idea \ufffd tea and cake\n"


def test_whole_emoji_other_scripts_and_direction_marks_stay() -> None:
    text = "🙋🏽\u200d♀️ שלום \u202b\u0645\u0631\u062d\u0628\u0627\u202c 你好"
    command = parse(changed(COMMAND, "text", text))

    assert isinstance(command, Command)
    assert command.text == text


@pytest.mark.parametrize(
    "event",
    [
        {"type": "channel_rename", "channel": {"id": "C1"}},
        {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "1.2"},
        {"type": "message", "subtype": "bot_message", "text": "!decision", "bot_id": "B1"},
        {"type": "message", "user": "U1", "bot_id": "B1", "text": "!decision", "ts": "1.2"},
        {"type": "message", "user": "U1", "app_id": "A1", "text": "!decision", "ts": "1.2"},
        {"type": "message", "user": "U1", "bot_profile": {"id": "B1"}, "ts": "1.2"},
        {"type": "message", "channel": "C1", "ts": "1.2", "text": "!decision nobody said"},
    ],
)
def test_what_no_person_did_is_not_used(event: Mapping[str, object]) -> None:
    with pytest.raises(Unused):
        parse({**SAID, "event": event})


def test_the_workspace_is_the_one_the_app_is_installed_in() -> None:
    foreign_envelope = {**REACTION, "team_id": "T2", "authorizations": [{"team_id": "T1"}]}
    by_a_stranger = changed(PRESS, "user.team_id", "T2")

    assert parse(foreign_envelope).installed_in == "T1"
    assert parse(by_a_stranger).installed_in == "T1"
    assert parse(SUBMISSION).installed_in == "T1"


@pytest.mark.parametrize(
    "value", ["S1:x", "S1:²", "S1:-1", "S1:99999999999999", "S 1", "<!channel>", "S1:1\n:2"]
)
def test_a_button_s_value_that_the_bot_did_not_write_is_refused(value: str) -> None:
    with pytest.raises(Malformed):
        Pressed.decode(value)


def test_what_a_button_is_about_is_a_number_where_one_is_asked_for() -> None:
    with pytest.raises(Malformed):
        _ = Pressed(SessionId("S1"), ItemId(1), "one").number


def test_an_option_of_a_menu_is_one_of_the_bot_s() -> None:
    with pytest.raises(Malformed):
        Chosen.decode("format_the_disk|S1")


def a_form(**answers: object) -> Form:
    values = {block: {"input": answer} for block, answer in answers.items()}
    body = parse(changed(SUBMISSION, "view.state", {"values": values}))
    assert isinstance(body, Submission)
    return Form(body.view)


def test_a_form_answers_only_what_its_fields_can_hold() -> None:
    form = a_form(kind={"selected_option": {"value": "secret"}}, text={"value": " Hi "})

    assert form.text(Field.TEXT) == "Hi"
    assert form.text(Field.NOTE) == ""
    assert form.person(Field.OWNER) is None
    with pytest.raises(Malformed):
        form.word(Field.KIND, CaptureKind)
    with pytest.raises(Malformed):
        form.require(Field.GROUP_SIZE)


def test_a_press_knows_what_was_pressed() -> None:
    press = parse(PRESS)

    assert isinstance(press, PressedElement)
    assert Pressed.decode(press.action.value or "") == Pressed(SessionId("S1"))
