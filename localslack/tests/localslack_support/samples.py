"""One valid sample of every element, and a way to spoil samples."""

import json
from typing import Any

Json = dict[str, Any]

REMOVED = object()
"""Spoils a sample by taking the field away."""


def plain(text: str = "Text") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Text*") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "a", **more: Any) -> Json:
    return {"text": plain(value), "value": value, **more}


def rich(*parts: Json) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Text"}]}
    return {"type": "rich_text", "elements": list(parts) or [section]}


CONFIRM = {
    "title": plain(),
    "text": mrkdwn(),
    "confirm": plain(),
    "deny": plain(),
    "style": "danger",
}
IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A picture"}
BUTTON = {
    "type": "button",
    "action_id": "go",
    "text": {**plain("Go"), "emoji": True},
    "value": "1",
    "url": "https://example.com",
    "style": "primary",
    "confirm": CONFIRM,
    "accessibility_label": "Go on",
    "visible_to_user_ids": ["U1"],
    "agent_prompt": "Help me",
    "agent_prompt_display": "Help",
}
_MENU = {"action_id": "menu", "placeholder": plain("Choose"), "confirm": CONFIRM}
_OPTIONS = {"options": [option("a"), option("b", description=plain())]}
_CONVERSATIONS = {
    "default_to_current_conversation": True,
    "filter": {
        "include": ["public", "im"],
        "exclude_bot_users": True,
        "exclude_external_shared_channels": True,
    },
}

ELEMENTS: dict[str, Json] = {
    "button": BUTTON,
    "workflow_button": {
        "type": "workflow_button",
        "action_id": "flow",
        "text": plain(),
        "workflow": {
            "trigger": {
                "url": "https://slack.com/shortcuts/Ft1/a",
                "customizable_input_parameters": [{"name": "a", "value": "b"}],
            }
        },
    },
    "feedback_buttons": {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {
            "text": plain("Good"),
            "value": "good",
            "accessibility_label": "Well done",
        },
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    },
    "icon_button": {
        "type": "icon_button",
        "action_id": "delete",
        "icon": "trash",
        "text": plain("Delete"),
        "value": "1",
        "visible_to_user_ids": ["U1"],
    },
    "overflow": {
        "type": "overflow",
        "action_id": "more",
        "options": [option("a", url="https://example.com", description=plain())],
        "confirm": CONFIRM,
    },
    "image": IMAGE,
    "checkboxes": {
        "type": "checkboxes",
        "action_id": "boxes",
        "options": [{"text": mrkdwn(), "value": "a", "description": mrkdwn()}, option("b")],
        "initial_options": [option("b")],
        "focus_on_load": True,
    },
    "radio_buttons": {
        "type": "radio_buttons",
        "action_id": "radio",
        "options": [option("a"), option("b")],
        "initial_option": option("a"),
    },
    "static_select": {"type": "static_select", **_MENU, **_OPTIONS},
    "external_select": {
        "type": "external_select",
        **_MENU,
        "initial_option": option("a"),
        "min_query_length": 0,
    },
    "users_select": {"type": "users_select", **_MENU, "initial_user": "U1"},
    "conversations_select": {
        "type": "conversations_select",
        **_MENU,
        **_CONVERSATIONS,
        "initial_conversation": "C1",
        "response_url_enabled": True,
    },
    "channels_select": {
        "type": "channels_select",
        **_MENU,
        "initial_channel": "C1",
        "response_url_enabled": True,
    },
    "multi_static_select": {
        "type": "multi_static_select",
        **_MENU,
        "option_groups": [{"label": plain(), "options": [option("a"), option("b")]}],
        "initial_options": [option("b"), option("b")],
        "max_selected_items": 100,
    },
    "multi_external_select": {
        "type": "multi_external_select",
        **_MENU,
        "initial_options": [option("a"), option("b")],
        "min_query_length": 2,
        "max_selected_items": 100,
    },
    "multi_users_select": {
        "type": "multi_users_select",
        **_MENU,
        "initial_users": ["U1"],
        "max_selected_items": 2,
    },
    "multi_conversations_select": {
        "type": "multi_conversations_select",
        **_MENU,
        **_CONVERSATIONS,
        "initial_conversations": ["C1"],
    },
    "multi_channels_select": {
        "type": "multi_channels_select",
        **_MENU,
        "initial_channels": ["C1"],
    },
    "datepicker": {"type": "datepicker", **_MENU, "initial_date": "2026-02-28"},
    "timepicker": {
        "type": "timepicker",
        **_MENU,
        "initial_time": "23:59",
        "timezone": "Europe/Madrid",
    },
    "datetimepicker": {
        "type": "datetimepicker",
        "action_id": "when",
        "initial_date_time": 1795334400,
    },
    "plain_text_input": {
        "type": "plain_text_input",
        "action_id": "text",
        "placeholder": plain(),
        "initial_value": "abc",
        "multiline": True,
        "min_length": 3,
        "max_length": 10,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    },
    "rich_text_input": {
        "type": "rich_text_input",
        "action_id": "rich",
        "initial_value": rich(),
        "min_lines": 2,
        "max_lines": 5,
    },
    "email_text_input": {
        "type": "email_text_input",
        "action_id": "mail",
        "initial_value": "ana@example.com",
    },
    "url_text_input": {
        "type": "url_text_input",
        "action_id": "url",
        "initial_value": "https://example.com/a",
    },
    "number_input": {
        "type": "number_input",
        "action_id": "number",
        "is_decimal_allowed": True,
        "min_value": "-1.5",
        "initial_value": "0",
        "max_value": "10",
    },
    "file_input": {
        "type": "file_input",
        "action_id": "file",
        "filetypes": ["pdf"],
        "max_files": 10,
    },
}


def steps(path: str) -> list[str | int]:
    return [int(step) if step.isdecimal() else step for step in path.split("/") if step]


def spoilt(sample: Json, path: str, value: object) -> Json:
    """A copy of the sample with another value at the path, or with the field removed."""
    # Not copy.deepcopy, which keeps parts that stand in two places the same object.
    result: Json = json.loads(json.dumps(sample))
    *way, last = steps(path)
    place: Any = result
    for step in way:
        place = place[step]
    if value is REMOVED:
        del place[last]
    else:
        place[last] = value
    return result


def hosted(element: Json) -> tuple[Json, str]:
    """A block around the element, and the way from the block to it."""
    kind = element["type"]
    if kind in {"button", "workflow_button", "overflow", "image"}:
        return {"type": "section", "text": plain(), "accessory": element}, "accessory"
    if kind in {"feedback_buttons", "icon_button"}:
        return {"type": "context_actions", "elements": [element]}, "elements/0"
    return {"type": "input", "label": plain(), "element": element}, "element"
