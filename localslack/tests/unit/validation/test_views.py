"""Rules about modals and the Home tab."""

import pytest

from localslack.validation import Problem, check_view
from localslack_support.samples import REMOVED, Json, mrkdwn, plain, spoilt

INPUT: Json = {
    "type": "input",
    "block_id": "purpose",
    "label": plain(),
    "element": {"type": "plain_text_input", "action_id": "text", "focus_on_load": True},
}
MODAL: Json = {
    "type": "modal",
    "title": plain(),
    "submit": plain(),
    "close": plain(),
    "blocks": [INPUT],
    "private_metadata": "{}",
    "callback_id": "start",
    "external_id": "start-1",
    "clear_on_close": True,
    "notify_on_close": True,
}
HOME: Json = {
    "type": "home",
    "blocks": [INPUT],
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
}


@pytest.mark.parametrize(
    "view",
    [
        MODAL,
        HOME,
        {"type": "modal", "title": plain("x" * 24), "blocks": [{"type": "divider"}]},
        {**MODAL, "private_metadata": "x" * 3000, "callback_id": "x" * 255},
    ],
)
def test_a_sound_view_is_taken(view: Json) -> None:
    assert check_view(view) == []


@pytest.mark.parametrize(
    ("path", "value", "at", "message"),
    [
        ("title", REMOVED, "", "missing required field: title"),
        ("blocks", REMOVED, "", "missing required field: blocks"),
        ("type", REMOVED, "", "missing required field: type"),
        ("type", "dialog", "/type", "unsupported type: dialog"),
        ("type", ["modal"], "/type", "unsupported type: ['modal']"),
        ("submit_disabled", True, "", "invalid additional property: submit_disabled"),
        ("title/type", "mrkdwn", "/title/type", "unsupported type: mrkdwn"),
        ("title/text", "", "/title/text", "must be more than 0 characters"),
        ("title/text", "x" * 25, "/title/text", "must be less than 25 characters"),
        ("submit/text", "x" * 25, "/submit/text", "must be less than 25 characters"),
        ("close/text", "x" * 25, "/close/text", "must be less than 25 characters"),
        ("submit", mrkdwn(), "/submit/type", "unsupported type: mrkdwn"),
        (
            "private_metadata",
            "x" * 3001,
            "/private_metadata",
            "must be less than 3001 characters",
        ),
        ("private_metadata", {}, "/private_metadata", "must provide a string"),
        ("callback_id", "x" * 256, "/callback_id", "must be less than 256 characters"),
        ("external_id", "x" * 256, "/external_id", "must be less than 256 characters"),
        ("clear_on_close", "yes", "/clear_on_close", "must provide a boolean"),
        ("blocks", [], "/blocks", "must provide at least 1 items"),
        ("blocks", "[]", "/blocks", "must provide an array"),
        ("blocks", ["a"], "/blocks/0", "must provide an object"),
        (
            "submit",
            REMOVED,
            "/blocks/0/input",
            "must define `submit` to use an `input` block in modals",
        ),
        (
            "blocks",
            [INPUT, {**INPUT, "block_id": "other"}],
            "/blocks/1/element/focus_on_load",
            "only one element can be set to focus on load",
        ),
    ],
)
def test_a_breach_in_a_modal_is_named(path: str, value: object, at: str, message: str) -> None:
    problems = check_view(spoilt(MODAL, path, value))

    assert problems == [Problem("invalid_arguments", message, f"/view{at}")]


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", plain()), ("submit", plain()), ("close", plain()), ("notify_on_close", True)],
)
def test_the_home_tab_has_no_frame(key: str, value: object) -> None:
    problems = check_view({**HOME, key: value})

    message = f"invalid additional property: {key}"
    assert problems == [Problem("invalid_arguments", message, "/view")]


def test_a_block_id_is_unique_in_a_view() -> None:
    section: Json = {"type": "section", "block_id": "purpose", "text": plain()}

    problems = check_view({**MODAL, "blocks": [INPUT, section]})

    message = '`block_id` "purpose" already exists'
    assert problems == [Problem("invalid_arguments", message, "/view/blocks/1/block_id")]


def test_an_input_in_a_layout_needs_a_submit_button_too() -> None:
    items = [{"blocks": [INPUT]}]
    layout: Json = {"type": "layout", "label": "Grid", "rows": [{"items": items}]}

    problems = check_view({"type": "modal", "title": plain(), "blocks": [layout]})

    message = "must define `submit` to use an `input` block in modals"
    at = "/view/blocks/0/rows/0/items/0/blocks/0/input"
    assert problems == [Problem("invalid_arguments", message, at)]


def test_a_view_over_250_kilobytes_is_refused() -> None:
    sections: list[Json] = [{"type": "section", "text": plain("ü" * 3000)}] * 41

    assert check_view({**HOME, "blocks": sections}) == []
    assert check_view({**HOME, "blocks": [*sections, *sections[:1]]}) == [
        Problem("view_too_large", "must be less than 250001 bytes", "/view")
    ]
