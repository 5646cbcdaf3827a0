"""Each rule about a single block or element, broken once."""

import pytest

from localslack.validation import Problem, check_message
from localslack_support.breaches import ELSEWHERE, HERE
from localslack_support.samples import Json, plain
from localslack_support.spoiling import expected, faults


@pytest.mark.parametrize(("kind", "path", "value", "message"), HERE)
def test_a_breach_is_named_where_it_is(kind: str, path: str, value: object, message: str) -> None:
    assert faults(kind, path, value) == expected(kind, path, message)


@pytest.mark.parametrize(("kind", "path", "value", "at", "message"), ELSEWHERE)
def test_a_breach_of_a_relation_is_named_where_it_shows(
    kind: str, path: str, value: object, at: str, message: str
) -> None:
    assert faults(kind, path, value) == expected(kind, at, message)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ({"type": "section"}, "must define either `text` or `fields`"),
        (
            {"type": "card", "subtitle": plain()},
            "must define either `hero_image` or `title` or `actions` or `body`",
        ),
        (
            {"type": "container", "child_blocks": [{"type": "divider"}]},
            "must define either `title` or `rich_text_title`",
        ),
        (
            {"type": "image", "alt_text": "a", "slack_file": {"id": "F1"}, "hint": "a"},
            "invalid additional property: hint",
        ),
    ],
)
def test_a_block_without_content_is_refused(block: Json, message: str) -> None:
    assert check_message({"blocks": [block]}) == [Problem("invalid_blocks", message, "/blocks/0")]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ({}, "must define either `id` or `url`"),
        ({"id": "F1", "url": "https://example.com"}, "must define only one of `id` or `url`"),
    ],
)
def test_a_slack_file_is_named_once(file: Json, message: str) -> None:
    block = {"type": "image", "alt_text": "a", "slack_file": file}

    problems = check_message({"blocks": [block]})

    assert problems == [Problem("invalid_blocks", message, "/blocks/0/slack_file")]


def test_a_shortest_length_beyond_the_greatest_is_refused() -> None:
    element = {"type": "plain_text_input", "min_length": 3, "max_length": 2}
    block = {"type": "input", "label": plain(), "element": element}

    problems = check_message({"blocks": [block]})

    at = "/blocks/0/element/min_length"
    assert problems == [Problem("invalid_blocks", "must not be more than `max_length`", at)]


def test_all_problems_of_a_payload_are_told_at_once() -> None:
    blocks = [{"type": "nope"}, {"type": "header", "text": plain(""), "level": 9}]

    problems = check_message({"blocks": blocks})

    assert [str(problem) for problem in problems] == [
        "unsupported type: nope [json-pointer:/blocks/0/type]",
        "must be more than 0 characters [json-pointer:/blocks/1/text/text]",
        "must be less than 5 [json-pointer:/blocks/1/level]",
    ]
