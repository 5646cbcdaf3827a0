"""Single faults in the samples: what is changed, and what Slack says to it."""

from localslack_support.samples import (
    ELEMENTS,
    REMOVED,
    mrkdwn,
    option,
    plain,
    rich,
)

_CELL = {"type": "raw_text", "text": "a"}
_SEGMENT = {"label": "Ana", "value": 1}

# Sample, path from the sample to what is changed, new value, message about that place.
HERE: list[tuple[str, str, object, str]] = [
    ("data_table", "rows/0", [_CELL] * 21, "no more than 20 items allowed"),
    (
        "data_visualization",
        "chart/axis_config/categories",
        ["Mon"] * 21,
        "no more than 20 items allowed",
    ),
    (
        "data_visualization",
        "chart/series/0/data",
        [{"label": "Mon", "value": 1}] * 21,
        "no more than 20 items allowed",
    ),
    ("section", "text", {**mrkdwn(), "emoji": True}, "invalid additional property: emoji"),
    ("section", "text", {**plain(), "verbatim": True}, "invalid additional property: verbatim"),
    *(
        (kind, f"{path}/type", "mrkdwn", "unsupported type: mrkdwn")
        for kind, path in [
            ("header", "text"),
            ("image", "title"),
            ("input", "label"),
            ("button", "text"),
            ("button", "confirm/title"),
            ("static_select", "placeholder"),
            ("overflow", "options/0/text"),
            ("container", "title"),
        ]
    ),
    ("section", "text/type", "text", "unsupported type: text"),
    ("section", "text", "Text", "must provide an object"),
    ("section", "fields/0", "Text", "must provide an object"),
    ("section", "fields", plain(), "must provide an array"),
    ("section", "expand", "true", "must provide a boolean"),
    ("section", "text/text", 1, "must provide a string"),
    ("button", "style", None, "must be one of: primary, danger"),
    ("button", "confirm", "Sure?", "must provide an object"),
    ("header", "level", "1", "must provide an integer"),
    ("header", "level", True, "must provide an integer"),
    ("table", "rows/0/1/value", "1", "must provide a number"),
    ("button", "style", "default", "must be one of: primary, danger"),
    ("button", "confirm/style", "warn", "must be one of: primary, danger"),
    ("icon_button", "icon", "rocket", "must be one of: trash"),
    ("file", "source", "local", "must be one of: remote"),
    ("rich_text", "elements/1/style", "dash", "must be one of: bullet, ordered"),
    ("rich_text", "elements/1/border", True, "must be one of: 0, 1"),
    ("rich_text", "elements/0/elements/5/range", "all", "must be one of: here, channel, everyone"),
    ("task_card", "status", "done", "must be one of: pending, in_progress, complete, error"),
    ("alert", "level", "fatal", "must be one of: default, info, warning, error, success"),
    ("container", "width", "huge", "must be one of: narrow, standard, wide, full"),
    ("layout", "grid_lines", "all", "must be one of: none, rows, outer"),
    (
        "conversations_select",
        "filter/include/0",
        "channel",
        "must be one of: im, mpim, private, public",
    ),
    ("rich_text", "elements/0/elements/0/type", "bold", "unsupported type: bold"),
    ("rich_text", "elements/0/elements/0/text", "", "must be more than 0 characters"),
    ("input", "element/type", "knob", "unsupported type: knob"),
    *(
        (kind, path, value, "must be a valid URL")
        for kind, path, value in [
            ("button", "url", "example.com"),
            ("button", "url", "javascript:alert(1)"),
            ("button", "url", "https:// example.com"),
            ("image", "image_url", "mailto:ana@example.com"),
            ("url_text_input", "initial_value", "example"),
            ("rich_text", "elements/0/elements/7/url", "nowhere"),
        ]
    ),
    ("video", "video_url", "http://example.com", "must be a valid https URL"),
    *(
        ("datepicker", "initial_date", value, "must match the format YYYY-MM-DD")
        for value in ("2026-02-29", "28.02.2026", "20260228")
    ),
    *(
        ("timepicker", "initial_time", value, "must match the format HH:mm")
        for value in ("24:00", "9:00", "10:60", "10:00:00")
    ),
    ("timepicker", "timezone", "Mars/Base", "must be a time zone of the IANA database"),
    *(
        ("number_input", key, "ten", "must be a number written as a string")
        for key in ("min_value", "initial_value", "max_value")
    ),
    ("number_input", "max_value", 10, "must provide a string"),
    ("email_text_input", "initial_value", "ana", "must be a valid email address"),
    ("static_select", "initial_option", option("z"), "must match one of the provided `options`"),
    ("multi_users_select", "initial_users", ["U1", "U2", "U3"], "no more than 2 items allowed"),
    (
        "conversations_select",
        "filter",
        {},
        "must define either `include` or `exclude_external_shared_channels` or `exclude_bot_users`",
    ),
    ("plain_text_input", "max_length", 0, "must be greater than 0"),
    ("plain_text_input", "initial_value", "", "must not be shorter than `min_length`"),
    ("plain_text_input", "initial_value", "12345678901", "must not be longer than `max_length`"),
    ("rich_text_input", "min_lines", 6, "must not be more than `max_lines`"),
    ("number_input", "initial_value", "10.5", "must not be more than `max_value`"),
    ("container", "has_header_divider", True, "must not be set when `is_collapsible` is true"),
    ("task_card", "status", "pending", "must not be pending outside a plan"),
    ("data_table", "rows/1", [_CELL], "must provide 2 items"),
    (
        "table",
        "rows",
        [[{"type": "raw_text", "text": "x" * 5001}]] * 2,
        "must be less than 10001 characters in all cells",
    ),
    (
        "data_table",
        "rows",
        [[{"type": "raw_text", "text": "x" * 10001}]] * 2,
        "must be less than 20001 characters in all cells",
    ),
]

# The same, with the path to the place that is named, if it is another one.
ELSEWHERE: list[tuple[str, str, object, str, str]] = [
    (
        "multi_static_select",
        "max_selected_items",
        1,
        "initial_options",
        "no more than 1 items allowed",
    ),
    (
        "multi_external_select",
        "max_selected_items",
        1,
        "initial_options",
        "no more than 1 items allowed",
    ),
    ("button", "disabled", True, "", "invalid additional property: disabled"),
    ("divider", "text", plain(), "", "invalid additional property: text"),
    (
        "static_select",
        "options/1/url",
        "https://example.com",
        "options/1",
        "invalid additional property: url",
    ),
    ("section", "text/type", REMOVED, "text", "missing required field: type"),
    (
        "rich_text",
        "elements/0",
        {"type": "text", "text": "a"},
        "elements/0/type",
        "unsupported type: text",
    ),
    (
        "rich_text",
        "elements/1/elements/0",
        {"type": "text", "text": "a"},
        "elements/1/elements/0/type",
        "unsupported type: text",
    ),
    (
        "rich_text",
        "elements/3/elements/0",
        {"type": "user", "user_id": "U1"},
        "elements/3/elements/0/type",
        "unsupported type: user",
    ),
    (
        "container",
        "child_blocks/0",
        {"type": "markdown", "text": "a"},
        "child_blocks/0/type",
        "unsupported type: markdown",
    ),
    ("carousel", "elements/0", {"type": "divider"}, "elements/0/type", "unsupported type: divider"),
    ("card", "actions/0", ELEMENTS["overflow"], "actions/0/type", "unsupported type: overflow"),
    ("image", "image_url", REMOVED, "", "must define either `image_url` or `slack_file`"),
    (
        "image",
        "slack_file",
        {"id": "F1"},
        "",
        "must define only one of `image_url` or `slack_file`",
    ),
    (
        "static_select",
        "option_groups",
        [{"label": plain(), "options": [option()]}],
        "",
        "must define only one of `options` or `option_groups`",
    ),
    (
        "static_select",
        "options",
        REMOVED,
        "",
        "must define either `options` or `option_groups`",
    ),
    (
        "radio_buttons",
        "initial_option/text/text",
        "A",
        "initial_option",
        "must match one of the provided `options`",
    ),
    (
        "checkboxes",
        "initial_options",
        [option("b"), option("z")],
        "initial_options/1",
        "must match one of the provided `options`",
    ),
    (
        "multi_static_select",
        "initial_options",
        [option("z")],
        "initial_options/0",
        "must match one of the provided `options`",
    ),
    (
        "number_input",
        "is_decimal_allowed",
        False,
        "min_value",
        "must be a whole number unless `is_decimal_allowed` is true",
    ),
    (
        "container",
        "is_collapsible",
        False,
        "default_collapsed",
        "must only be set when `is_collapsible` is true",
    ),
    (
        "card",
        "slack_icon",
        {"type": "icon", "name": "rocket"},
        "",
        "must define only one of `icon` or `slack_icon`",
    ),
    ("data_table", "rows/0/1", rich(), "rows/0/1/type", "unsupported type: rich_text"),
    (
        "data_visualization",
        "chart/axis_config/categories",
        ["Tue"],
        "chart/series/0/data",
        "must have one point for each category",
    ),
    (
        "data_visualization",
        "chart",
        {"type": "pie", "segments": [{"label": "Ana", "value": 0}]},
        "chart/segments/0/value",
        "must be greater than 0",
    ),
    (
        "data_visualization",
        "chart",
        {"type": "pie", "segments": [_SEGMENT] * 13},
        "chart/segments",
        "no more than 12 items allowed",
    ),
]
