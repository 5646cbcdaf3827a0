"""Messages and views as a person sees them in a terminal."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from localslack.transcript import message_lines, readable, view_lines
from localslack_support.block_samples import BLOCKS
from localslack_support.samples import ELEMENTS, Json, hosted, mrkdwn, option, plain

MADRID = ZoneInfo("Europe/Madrid")


def name(of: str) -> str:
    return {"U1": "Ana", "C1": "design"}.get(of, of)


def lines(*blocks: Json, width: int | None = 60, **message: Any) -> list[str]:
    return message_lines({**message, "blocks": list(blocks)}, names=name, tz=MADRID, width=width)


def test_a_text_is_read_and_wrapped() -> None:
    message = {"text": "*Hi* <@U1>, here is\n• a thing to do today"}

    assert message_lines(message, names=name, tz=MADRID, width=20) == [
        "Hi @Ana, here is",
        "• a thing to do",
        "  today",
    ]


def test_blocks_hide_the_text() -> None:
    assert lines({"type": "section", "text": mrkdwn("*Seen*")}, text="Unseen") == ["Seen"]


def test_plain_text_keeps_its_signs() -> None:
    assert lines({"type": "section", "text": plain("*Seen* :tada:")}) == ["*Seen* 🎉"]


def test_header_divider_and_context() -> None:
    image = {"type": "image", "alt_text": "Ana"}

    assert lines(
        {"type": "header", "text": plain("API spec")},
        {"type": "divider"},
        {"type": "context", "elements": [image, mrkdwn("by <@U1>")]},
    ) == ["▌ API spec", "─" * 40, "  (image: Ana)  by @Ana"]


def test_fields_stand_in_two_columns() -> None:
    fields = [mrkdwn("*Goal*\nspec ✅"), mrkdwn("*Ends*\n10:00"), mrkdwn("last")]

    assert lines({"type": "section", "fields": fields}, width=22) == [
        "Goal        Ends",
        "spec ✅     10:00",
        "last",
    ]


def test_an_accessory_stands_beside_the_text() -> None:
    section = {"type": "section", "text": mrkdwn("one two three four"), "accessory": button("Go")}

    assert lines(section, width=20) == ["one two       [ Go ]", "three four"]


def button(label: str) -> Json:
    return {"type": "button", "text": plain(label), "action_id": label}


def test_actions_are_never_broken() -> None:
    actions = {"type": "actions", "elements": [button("Start"), button("Skip it"), button("End")]}

    assert lines(actions, width=24) == ["[ Start ]  [ Skip it ]", "[ End ]"]


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("overflow", ["[ ⋯ a ]"]),
        ("static_select", ["[ Choose ▾ ]"]),
        ("datepicker", ["[ 2026-02-28 ▾ ]"]),
        ("datetimepicker", ["[ 2026-11-22 09:00 ▾ ]"]),
        ("users_select", ["[ @Ana ▾ ]"]),
        ("channels_select", ["[ #design ▾ ]"]),
        ("multi_external_select", ["[ a, b ▾ ]"]),
        ("checkboxes", ["[ ] Text", "[x] b"]),
        ("radio_buttons", ["(•) a", "( ) b"]),
        ("plain_text_input", ["[ abc ]"]),
        ("rich_text_input", ["[ Text ]"]),
        ("email_text_input", ["[ ana@example.com ]"]),
        ("feedback_buttons", ["[ Good ]  [ Bad ]"]),
        ("icon_button", ["[ Delete ]"]),
        ("workflow_button", ["[ Text ]"]),
        ("file_input", ["[ … ]"]),
    ],
)
def test_an_element_shows_what_stands_in_it(kind: str, seen: list[str]) -> None:
    block, _ = hosted(ELEMENTS[kind])

    shown = [line.strip() for line in lines(block, width=None)]

    assert shown[-len(seen) :] == seen


def test_rich_text() -> None:
    def section(*texts: str) -> Json:
        return {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": text} for text in texts],
        }

    parts: list[Json] = [
        section("Hello ", "there\n"),
        {"type": "rich_text_list", "style": "ordered", "offset": 1, "elements": [section("a")]},
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [section("b")]},
        {**section("said"), "type": "rich_text_quote"},
        {**section("x = 1\ny = 2"), "type": "rich_text_preformatted"},
    ]

    assert lines({"type": "rich_text", "elements": parts}) == [
        "Hello there",
        "2. a",
        "  ◦ b",
        "│ said",
        "    x = 1",
        "    y = 2",
    ]


def test_the_pieces_of_rich_text() -> None:
    assert lines(BLOCKS["rich_text"], width=None)[0] == (
        "a@Ana@S1#design@T1@here🎉Ana (mailto:ana@example.com)09:00#ff0000"
    )


def test_a_table_is_aligned() -> None:
    def cell(text: str) -> Json:
        return {"type": "raw_text", "text": text}

    rows = [[cell("Who"), cell("Votes")], [cell("Ana ✅"), cell("2")]]

    assert lines({"type": "table", "rows": rows}) == ["Who    │ Votes", "Ana ✅ │ 2"]


def test_an_image_shows_its_description() -> None:
    assert lines(BLOCKS["image"]) == ["Text", "(image: A picture)"]


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_block_shows_something(kind: str) -> None:
    assert all(line.strip() for line in lines(BLOCKS[kind]))
    assert lines(BLOCKS[kind])


def test_a_layout_and_a_chart() -> None:
    assert lines(BLOCKS["layout"])[0] == "Grid"
    assert lines(BLOCKS["data_visualization"]) == ["Votes", "Ana: Mon -1"]
    assert lines(BLOCKS["file"]) == ["(file)"]


def test_attachments_and_reactions_follow() -> None:
    message = {
        "text": "Hello",
        "attachments": [{"text": "More"}, {"blocks": [{"type": "section", "text": plain()}]}],
        "reactions": [{"name": "tada", "count": 2}, {"name": "own", "count": 1}],
    }

    assert message_lines(message, names=name, tz=MADRID) == [
        "Hello",
        "│ More",
        "│ Text",
        "🎉 2  :own: 1",
    ]


def test_no_line_is_wider_than_asked() -> None:
    text = {"type": "section", "text": mrkdwn("word " * 200), "accessory": button("Go")}

    assert max(map(len, lines(text, BLOCKS["context"], width=50))) <= 50


VIEW: Json = {
    "type": "modal",
    "title": plain("Start"),
    "submit": plain("Go"),
    "close": plain("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "purpose",
            "label": plain("Purpose"),
            "hint": plain("One sentence"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "breaks",
            "optional": True,
            "label": plain("Breaks"),
            "element": {
                "type": "checkboxes",
                "action_id": "boxes",
                "options": [option("a"), option("b")],
                "initial_options": [option("a")],
            },
        },
    ],
}


def test_a_modal_shows_values_and_errors() -> None:
    values: dict[str, dict[str, Json]] = {
        "purpose": {"text": {"type": "plain_text_input", "value": "one\ntwo"}},
        "breaks": {"boxes": {"type": "checkboxes", "selected_options": [option("b")]}},
    }

    assert view_lines(VIEW, values, {"purpose": "Too short"}, names=name, tz=MADRID, width=30) == [
        "╭─ Start ─────────────────────",
        "│ Purpose",
        "│   [ one ]",
        "│   [ two ]",
        "│   One sentence",
        "│   ✗ Too short",
        "│ Breaks (optional)",
        "│   [ ] a",
        "│   [x] b",
        "╰─ [ Cancel ]  [ Go ] ────────",
    ]


def test_an_emptied_input_shows_no_initial_value() -> None:
    values: dict[str, dict[str, Json]] = {"breaks": {"boxes": {"selected_options": []}}}

    assert "│   [ ] a" in view_lines(VIEW, values, names=name, tz=MADRID)


def test_the_home_tab_has_no_buttons() -> None:
    view: Json = {"type": "home", "blocks": [{"type": "section", "text": plain()}]}

    assert view_lines(view, names=name, tz=MADRID, width=10) == [
        "╭─ Home ──",
        "│ Text",
        "╰─────────",
    ]


def test_readable_is_not_wrapped() -> None:
    long = "word " * 60
    fields = [mrkdwn(f"{long}left"), mrkdwn(f"{long}right")]

    text = readable({"text": "unseen", "blocks": [{"type": "section", "fields": fields}]})

    assert f"{long}left" in text
    assert f"{long}right" in text
    assert "unseen" not in text


def test_readable_takes_views_too() -> None:
    assert "[ Cancel ]  [ Go ]" in readable(VIEW)
    assert "Purpose" in readable(VIEW)
