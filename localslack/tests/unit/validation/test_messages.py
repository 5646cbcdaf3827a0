"""Rules about a message as a whole."""

from typing import Any

import pytest

from localslack.validation import Problem, check_message
from localslack_support.block_samples import BLOCKS
from localslack_support.samples import BUTTON, Json, plain, spoilt

DIVIDER: Json = {"type": "divider"}


def section(text: str = "Text", **more: Any) -> Json:
    return {"type": "section", "text": plain(text), **more}


@pytest.mark.parametrize("args", [{}, {"text": ""}, {"blocks": []}, {"text": None}])
def test_a_message_without_content_is_refused(args: Json) -> None:
    message = "must define either `text`, `blocks` or `attachments`"

    assert check_message(args) == [Problem("no_text", message)]


@pytest.mark.parametrize(
    "args",
    [
        {"text": "Hello"},
        {"text": "Hello", "blocks": []},
        {"text": "Hello", "blocks": None, "attachments": None, "metadata": None},
        {"blocks": [DIVIDER]},
        {"attachments": [{"text": "Hello", "color": "#fff", "blocks": [DIVIDER]}]},
        {"markdown_text": "x" * 12_000},
        {"channel": "C1", "thread_ts": "1.0", "unfurl_links": False, "text": "Hello"},
    ],
)
def test_a_sound_message_is_taken(args: Json) -> None:
    assert check_message(args) == []


def test_a_long_text_is_taken_on_post_and_refused_on_update() -> None:
    problem = Problem("msg_too_long", "must be less than 4001 characters", "/text")

    assert check_message({"text": "x" * 50_000}) == []
    assert check_message({"text": "x" * 4000}, update=True) == []
    assert check_message({"text": "x" * 4001}, update=True) == [problem]


def test_an_update_may_bring_only_files() -> None:
    assert check_message({"file_ids": ["F1"]}, update=True) == []


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ({"text": 1}, Problem("invalid_arguments", "must provide a string", "/text")),
        (
            {"markdown_text": ["a"]},
            Problem("invalid_arguments", "must provide a string", "/markdown_text"),
        ),
        (
            {"markdown_text": "x" * 12_001},
            Problem("msg_too_long", "must be less than 12001 characters", "/markdown_text"),
        ),
        (
            {"markdown_text": "a", "text": "b"},
            Problem(
                "markdown_text_conflict",
                "must not be given together with `text` or `blocks`",
                "/markdown_text",
            ),
        ),
        (
            {"text": "a", "blocks": {"blocks": [DIVIDER]}},
            Problem("invalid_blocks_format", "must provide an array of blocks", "/blocks"),
        ),
        (
            {"blocks": '[{"type": "divider"}]'},
            Problem("invalid_blocks_format", "must provide an array of blocks", "/blocks"),
        ),
        (
            {"blocks": [DIVIDER, "divider"]},
            Problem("invalid_blocks_format", "must provide an array of blocks", "/blocks"),
        ),
        (
            {"attachments": {"text": "a"}},
            Problem("invalid_arguments", "must provide an array", "/attachments"),
        ),
        (
            {"attachments": ["a"]},
            Problem("invalid_arguments", "must provide an object", "/attachments/0"),
        ),
        (
            {"attachments": [{"text": "a"}] * 101},
            Problem("too_many_attachments", "no more than 100 items allowed", "/attachments"),
        ),
        (
            {"attachments": [{}, {"blocks": [{"type": "nope"}]}]},
            Problem("invalid_blocks", "unsupported type: nope", "/attachments/1/blocks/0/type"),
        ),
    ],
)
def test_an_argument_is_refused(args: Json, problem: Problem) -> None:
    assert check_message(args) == [problem]


def test_all_blocks_together_hold_so_much_text() -> None:
    blocks = [section("x" * 3000)] * 4
    message = "must be less than 13201 characters in all blocks"

    assert check_message({"blocks": [*blocks, section("x" * 1200)]}) == []
    assert check_message({"blocks": [*blocks, section("x" * 1201)]}) == [
        Problem("msg_blocks_too_long", message, "/blocks")
    ]


def test_a_data_table_has_its_own_budget() -> None:
    rows = [[{"type": "raw_text", "text": "x" * 9000}]] * 2
    table = {"type": "data_table", "caption": "Numbers", "rows": rows}

    assert check_message({"blocks": [table]}) == []


def test_markdown_is_added_up() -> None:
    blocks = [{"type": "markdown", "text": "x" * 6000}] * 2
    message = "must be less than 12001 characters in markdown blocks"

    assert check_message({"blocks": blocks}) == []
    assert check_message({"blocks": [*blocks, {"type": "markdown", "text": "x"}]}) == [
        Problem("invalid_blocks", message, "/blocks")
    ]


def test_a_message_holds_one_table() -> None:
    blocks = [BLOCKS["table"], BLOCKS["table"]]

    problems = check_message({"blocks": blocks})

    assert problems == [Problem("invalid_attachments", "only_one_table_allowed", "/blocks/1")]


def test_a_message_holds_two_charts() -> None:
    chart = BLOCKS["data_visualization"]
    message = "no more than 2 data_visualization blocks allowed"

    assert check_message({"blocks": [chart] * 2}) == []
    assert check_message({"blocks": [chart] * 3}) == [
        Problem("invalid_blocks", message, "/blocks/2")
    ]


def container(*blocks: Json, **more: Any) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": list(blocks), **more}


@pytest.mark.parametrize(
    ("blocks", "at"),
    [
        ([section(block_id="a"), section(block_id="a")], "/blocks/1/block_id"),
        (
            [section(block_id="a"), container(section(block_id="a"))],
            "/blocks/1/child_blocks/0/block_id",
        ),
        (
            [container(section(block_id="b"), block_id="a"), section(block_id="a")],
            "/blocks/1/block_id",
        ),
    ],
)
def test_a_block_id_is_unique_in_a_message(blocks: list[Json], at: str) -> None:
    problems = check_message({"blocks": blocks})

    assert problems == [Problem("invalid_blocks", '`block_id` "a" already exists', at)]


def test_an_action_id_is_unique_in_its_block() -> None:
    button: Json = {"type": "button", "text": plain(), "action_id": "go"}
    actions: Json = {"type": "actions", "elements": [button, button]}
    at = "/blocks/0/elements/1/action_id"

    assert check_message({"blocks": [section(accessory=BUTTON)] * 2}) == []
    assert check_message({"blocks": [container(section(accessory=BUTTON))] * 2}) == []
    assert check_message({"blocks": [actions]}) == [
        Problem("invalid_blocks", '`action_id` "go" already exists', at)
    ]


def test_elements_without_an_action_id_do_not_clash() -> None:
    button: Json = {"type": "button", "text": plain()}

    assert check_message({"blocks": [{"type": "actions", "elements": [button, button]}]}) == []


METADATA: Json = {
    "event_type": "worksession_post",
    "event_payload": {
        "key": "a",
        "count": 1,
        "open": True,
        "part": {"name": "b"},
        "parts": [{"name": "c"}],
    },
}


def test_flat_metadata_is_taken() -> None:
    assert check_message({"text": "a", "metadata": METADATA}) == []
    assert check_message({"text": "a", "metadata": {"entities": [{}]}}) == []


def test_an_update_may_take_the_metadata_off() -> None:
    missing = [
        Problem("invalid_metadata_format", f"missing required field: {key}", "/metadata")
        for key in ("event_type", "event_payload")
    ]

    assert check_message({"text": "a", "metadata": {}}, update=True) == []
    assert check_message({"text": "a", "metadata": {}}) == missing


@pytest.mark.parametrize(
    ("path", "value", "at", "message"),
    [
        ("event_type", "Post", "/event_type", "must be snake_case"),
        ("event_type", "1_post", "/event_type", "must be snake_case"),
        ("event_type", "", "/event_type", "must be more than 0 characters"),
        ("event_type", 1, "/event_type", "must provide a string"),
        ("event_type", "x" * 256, "/event_type", "must be less than 256 characters"),
        ("event_payload", "a", "/event_payload", "must provide an object"),
        ("colour", "red", "", "invalid additional property: colour"),
        *(
            (
                "event_payload/part",
                value,
                "/event_payload/part",
                "must be a plain value or a flat object",
            )
            for value in (None, ["a"], {"deep": {"deeper": 1}}, [{"deep": ["a"]}], [[1]])
        ),
    ],
)
def test_metadata_of_another_form_is_refused(
    path: str, value: object, at: str, message: str
) -> None:
    problems = check_message({"text": "a", "metadata": spoilt(METADATA, path, value)})

    assert problems == [Problem("invalid_metadata_format", message, f"/metadata{at}")]


def test_metadata_must_be_an_object() -> None:
    problems = check_message({"text": "a", "metadata": "post"})

    assert problems == [Problem("invalid_metadata_format", "must provide an object", "/metadata")]


def test_metadata_may_not_be_large() -> None:
    metadata = spoilt(METADATA, "event_payload/key", "x" * 8000)

    problems = check_message({"text": "a", "metadata": metadata})

    assert problems == [Problem("metadata_too_large", "must be less than 8001 bytes", "/metadata")]


def test_a_problem_reads_like_slacks_own() -> None:
    with_place = Problem("invalid_blocks", "must provide an object", "/blocks/0")

    assert str(with_place) == "must provide an object [json-pointer:/blocks/0]"
    assert str(Problem("no_text", "nothing to say")) == "nothing to say"
