"""Each limit of a single block or element: taken up to it, refused one step beyond."""

from typing import Any

import pytest

from localslack.validation import Problem, check_message
from localslack.validation.elements import ELEMENTS as ELEMENT_RULES
from localslack.validation.rules import Items, Rule, Shape, Text
from localslack_support.breaches import ELSEWHERE, HERE
from localslack_support.samples import ELEMENTS, REMOVED, option, plain
from localslack_support.spoiling import RULES, expected, faults

LENGTHS: list[tuple[str, str, int]] = [
    ("section", "text/text", 3000),
    ("section", "fields/0/text", 2000),
    ("section", "block_id", 255),
    ("header", "text/text", 150),
    ("rich_text", "block_id", 255),
    ("context", "elements/1/text", 3000),
    ("image", "alt_text", 2000),
    ("image", "title/text", 2000),
    ("input", "label/text", 2000),
    ("input", "hint/text", 2000),
    ("markdown", "text", 12_000),
    ("file", "external_id", 255),
    ("video", "alt_text", 2000),
    ("video", "title/text", 200),
    ("video", "description/text", 200),
    ("video", "author_name", 50),
    ("video", "provider_name", 50),
    ("data_visualization", "title", 50),
    ("data_visualization", "chart/series/0/name", 20),
    ("data_visualization", "chart/axis_config/x_label", 50),
    ("data_visualization", "chart/axis_config/y_label", 50),
    ("alert", "text/text", 200),
    ("card", "title/text", 150),
    ("card", "subtitle/text", 150),
    ("card", "body/text", 200),
    ("card", "subtext/text", 200),
    ("container", "title/text", 150),
    ("container", "subtitle/text", 150),
    ("layout", "label", 150),
    ("image element", "alt_text", 2000),
    ("button", "action_id", 255),
    ("button", "text/text", 75),
    ("button", "value", 2000),
    ("button", "accessibility_label", 75),
    ("button", "agent_prompt", 4000),
    ("button", "confirm/title/text", 100),
    ("button", "confirm/text/text", 300),
    ("button", "confirm/confirm/text", 30),
    ("button", "confirm/deny/text", 30),
    ("workflow_button", "text/text", 75),
    ("workflow_button", "accessibility_label", 75),
    ("feedback_buttons", "positive_button/text/text", 75),
    ("feedback_buttons", "positive_button/accessibility_label", 75),
    ("feedback_buttons", "negative_button/value", 2000),
    ("icon_button", "value", 2000),
    ("icon_button", "text/text", 3000),
    ("icon_button", "accessibility_label", 75),
    ("overflow", "options/0/text/text", 75),
    ("overflow", "options/0/value", 150),
    ("overflow", "options/0/description/text", 75),
    ("radio_buttons", "options/1/text/text", 75),
    ("checkboxes", "options/0/description/text", 75),
    ("static_select", "placeholder/text", 150),
    ("static_select", "options/1/text/text", 75),
    ("static_select", "options/1/description/text", 75),
    ("multi_static_select", "option_groups/0/label/text", 75),
]


@pytest.mark.parametrize(("kind", "path", "most"), LENGTHS)
def test_a_text_has_its_greatest_length(kind: str, path: str, most: int) -> None:
    assert faults(kind, path, "x" * most) == []
    assert faults(kind, path, "x" * (most + 1)) == expected(
        kind, path, f"must be less than {most + 1} characters"
    )


@pytest.mark.parametrize(("kind", "path"), [case[:2] for case in LENGTHS])
def test_a_text_is_never_empty(kind: str, path: str) -> None:
    assert faults(kind, path, "") == expected(kind, path, "must be more than 0 characters")


ADDRESSES: list[tuple[str, str, int]] = [
    ("image", "image_url", 3000),
    ("video", "video_url", 3000),
    ("video", "title_url", 3000),
    ("video", "thumbnail_url", 3000),
    ("video", "provider_icon_url", 3000),
    ("button", "url", 3000),
    ("overflow", "options/0/url", 3000),
]


@pytest.mark.parametrize(("kind", "path", "most"), ADDRESSES)
def test_an_address_has_its_greatest_length(kind: str, path: str, most: int) -> None:
    address = "https://example.com/".ljust(most, "a")

    assert faults(kind, path, address) == []
    assert faults(kind, path, f"{address}a") == expected(
        kind, path, f"must be less than {most + 1} characters"
    )


CELL = {"type": "raw_text", "text": "a"}


CARD = {"type": "card", "title": plain()}


TASK = {"type": "task_card", "task_id": "1", "title": "Think", "status": "error"}


COUNTS: list[tuple[str, str, object, int, int]] = [
    ("section", "fields", plain(), 1, 10),
    ("context", "elements", plain(), 1, 10),
    ("context_actions", "elements", {**ELEMENTS["icon_button"], "action_id": None}, 1, 5),
    ("actions", "elements", {"type": "button", "text": plain()}, 1, 25),
    ("table", "rows", [CELL], 1, 100),
    ("table", "rows/0", CELL, 1, 20),
    ("table", "column_settings", {}, 1, 20),
    ("data_table", "rows", [CELL], 2, 201),
    (
        "data_visualization",
        "chart/series",
        {"name": "Ana", "data": [{"label": "Mon", "value": 1}]},
        1,
        12,
    ),
    ("plan", "tasks", TASK, 1, 50),
    ("card", "actions", {"type": "button", "text": plain()}, 1, 3),
    ("carousel", "elements", CARD, 1, 10),
    ("container", "child_blocks", {"type": "divider"}, 1, 10),
    ("layout", "rows", {"items": [{"blocks": [{"type": "divider"}]}]}, 1, 5),
    ("icon_button", "visible_to_user_ids", "U1", 1, 10),
    ("overflow", "options", option(), 1, 5),
    ("radio_buttons", "options", option(), 1, 10),
    ("checkboxes", "options", option("b"), 1, 10),
    ("checkboxes", "initial_options", option("b"), 1, 10),
    ("static_select", "options", option(), 1, 100),
    ("multi_static_select", "initial_options", option("b"), 1, 100),
    ("multi_external_select", "initial_options", option("b"), 1, 100),
    (
        "multi_static_select",
        "option_groups",
        {"label": plain(), "options": [option("b")]},
        1,
        100,
    ),
    ("multi_static_select", "option_groups/0/options", option("b"), 1, 100),
    ("conversations_select", "filter/include", "im", 1, 4),
    (
        "plain_text_input",
        "dispatch_action_config/trigger_actions_on",
        "on_enter_pressed",
        1,
        2,
    ),
]


@pytest.mark.parametrize(("kind", "path", "item", "least", "most"), COUNTS)
def test_a_list_has_its_limits(kind: str, path: str, item: Any, least: int, most: int) -> None:
    if isinstance(item, dict):
        item = {key: value for key, value in item.items() if value is not None}
    few = f"must provide at least {least} items"
    many = f"no more than {most} items allowed"

    assert faults(kind, path, [item] * (least - 1)) == expected(kind, path, few)
    assert faults(kind, path, [item] * least) == []
    assert faults(kind, path, [item] * most) == []
    assert faults(kind, path, [item] * (most + 1)) == expected(kind, path, many)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("rich_text", "elements/0/elements"),
        ("rich_text", "elements/1/elements"),
        ("rich_text", "elements/2/elements"),
        ("rich_text", "elements/3/elements"),
        ("layout", "fallback"),
    ],
)
def test_some_lists_may_be_empty(kind: str, path: str) -> None:
    assert faults(kind, path, []) == []


NUMBERS: list[tuple[str, str, int | None, int | None]] = [
    ("header", "level", 1, 4),
    ("rich_text", "elements/1/indent", 0, 8),
    ("rich_text", "elements/1/offset", 0, None),
    ("rich_text", "elements/0/elements/6/skin_tone", 1, 6),
    ("data_table", "page_size", 1, 100),
    ("data_table", "row_header_column_index", 0, 19),
    ("external_select", "min_query_length", 0, None),
    ("multi_external_select", "min_query_length", 0, None),
    ("multi_users_select", "max_selected_items", 1, None),
    ("datetimepicker", "initial_date_time", 1_000_000_000, 9_999_999_999),
    ("file_input", "max_files", 1, 10),
    ("rich_text_input", "max_lines", None, 100),
    ("rich_text_input", "min_lines", 1, None),
    ("plain_text_input", "max_length", None, 3000),
    ("plain_text_input", "min_length", 0, None),
]


@pytest.mark.parametrize(("kind", "path", "least", "most"), NUMBERS)
def test_a_number_has_its_limits(kind: str, path: str, least: int | None, most: int | None) -> None:
    if least is not None:
        assert faults(kind, path, least) == []
        below = expected(kind, path, f"must be greater than {least - 1:g}")
        assert faults(kind, path, least - 1) == below
    if most is not None:
        assert faults(kind, path, most) == []
        above = expected(kind, path, f"must be less than {most + 1:g}")
        assert faults(kind, path, most + 1) == above


BARE: list[tuple[str, str, object, str]] = [
    ("plain_text_input", "initial_value", "x" * 3001, "must be less than 3001 characters"),
    ("plain_text_input", "min_length", 3001, "must be less than 3001"),
    ("plain_text_input", "max_length", 0, "must be greater than 0"),
    ("rich_text_input", "min_lines", 101, "must be less than 101"),
    ("rich_text_input", "max_lines", 0, "must be greater than 0"),
]


@pytest.mark.parametrize(("kind", "key", "value", "message"), BARE)
def test_a_limit_holds_without_the_fields_that_narrow_it(
    kind: str, key: str, value: object, message: str
) -> None:
    block = {"type": "input", "label": plain(), "element": {"type": kind, key: value}}

    problems = check_message({"blocks": [block]})

    assert problems == [Problem("invalid_blocks", message, f"/blocks/0/element/{key}")]


REQUIRED: list[tuple[str, str]] = [
    ("header", "text"),
    ("context", "elements"),
    ("actions", "elements"),
    ("image", "alt_text"),
    ("input", "label"),
    ("input", "element"),
    ("markdown", "text"),
    ("rich_text", "elements"),
    ("rich_text", "elements/1/style"),
    ("file", "external_id"),
    ("video", "video_url"),
    ("video", "title"),
    ("table", "rows"),
    ("data_table", "caption"),
    ("data_visualization", "chart"),
    ("task_card", "task_id"),
    ("task_card", "status"),
    ("plan", "title"),
    ("alert", "text"),
    ("carousel", "elements"),
    ("container", "child_blocks"),
    ("layout", "label"),
    ("layout", "rows"),
    ("section", "text/text"),
    ("button", "text"),
    ("button", "confirm/title"),
    ("button", "confirm/deny"),
    ("workflow_button", "workflow"),
    ("feedback_buttons", "negative_button"),
    ("icon_button", "icon"),
    ("overflow", "options/0/value"),
    ("checkboxes", "options"),
    ("multi_static_select", "option_groups/0/label"),
    ("number_input", "is_decimal_allowed"),
]


@pytest.mark.parametrize(("kind", "path"), REQUIRED)
def test_a_part_may_not_be_missing(kind: str, path: str) -> None:
    way, _, key = path.rpartition("/")

    assert faults(kind, path, REMOVED) == expected(kind, way, f"missing required field: {key}")


def fields_of(rule: Rule, at: str) -> set[str]:
    """The fields of a rule that hold text or a list with a limit of its own."""
    inner: dict[str, Rule] = {}
    if isinstance(rule, Shape):
        inner = {f"{at}/{key}": item for key, item in {**rule.must, **rule.may}.items()}
    found = {place for place, item in inner.items() if isinstance(item, Text | Items)}
    return {place for place in found if getattr(inner[place], "most", None) is not None}


def test_every_limit_in_the_tables_is_tried() -> None:
    """A limit that is added to the tables has to be added above as well."""
    tables = {
        **{kind: rule for kind, rule in ELEMENT_RULES.shapes.items() if kind != "image"},
        **RULES,
    }
    tried = {
        f"{kind}/{path.partition('/')[0]}"
        for table in (LENGTHS, COUNTS, ADDRESSES, HERE, ELSEWHERE)
        for kind, path, *_ in table
    }
    # One rule, which the tables share among all who have the field.
    shared = {
        "accessibility_label",
        "action_id",
        "block_id",
        "initial_option",
        "option_groups",
        "options",
    }
    limits = {place for kind, rule in tables.items() for place in fields_of(rule, kind)}

    assert {place for place in limits - tried if place.split("/")[1] not in shared} == set()
