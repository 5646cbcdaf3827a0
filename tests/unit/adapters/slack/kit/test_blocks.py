import pytest

from bot.adapters.slack.kit.blocks import (
    LONGEST_FALLBACK,
    LONGEST_HEADER,
    LONGEST_SECTION,
    headline,
    rendered,
    sections,
)


def test_a_message_without_blocks_shows_its_text_and_is_heard_without_asterisks() -> None:
    said = rendered("*Draft* is done")

    assert said.text == "Draft is done"
    (block,) = (block for block in said.blocks)
    assert block["text"]["text"] == "*Draft* is done"


def test_a_notification_is_cut() -> None:
    assert len(rendered("x" * 5000).text) == LONGEST_FALLBACK


def test_lines_stand_in_as_few_sections_as_they_fit_in() -> None:
    lines = ["x" * 999 for _ in range(4)]
    texts = [block["text"]["text"] for block in sections(lines)]

    assert [len(text) for text in texts] == [LONGEST_SECTION - 1, 999]
    assert "\n".join(texts).splitlines() == lines
    assert sections([]) == []


@pytest.mark.parametrize("text", ["Draft of the API spec", "x" * LONGEST_HEADER])
def test_what_a_header_can_show_well_is_one(text: str) -> None:
    assert headline(text)["type"] == "header"


@pytest.mark.parametrize(
    "text", ["x" * (LONGEST_HEADER + 1), "R&D", "<here>", "two  spaces", "two\nlines"]
)
def test_what_a_header_would_spoil_is_bold(text: str) -> None:
    assert headline(text)["type"] == "section"
