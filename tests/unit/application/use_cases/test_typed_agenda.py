import pytest

from bot.application.use_cases.typed_agenda import (
    LONGEST_AGENDA,
    LONGEST_ERROR,
    MOST_ITEMS,
    typed_agenda,
)
from bot.domain.state.refusals import WrongInput


def test_an_agenda_is_one_item_a_line() -> None:
    assert [item.title for item in typed_agenda("Draft 25\n\nReview 15")] == ["Draft", "Review"]


def test_every_line_that_cannot_be_read_is_told_with_what_to_type() -> None:
    with pytest.raises(WrongInput) as refused:
        typed_agenda("Draft\nReview 15\nDay break")

    first, second = refused.value.text.split(" · ")
    assert first.startswith("Line 1, “Draft”: try Draft ")
    assert second.startswith("Line 3, “Day break”: try Day break until ")


def test_of_very_many_such_lines_some_are_told_and_the_rest_is_counted() -> None:
    with pytest.raises(WrongInput, match=r"and \d+ more lines that I cannot read$") as refused:
        typed_agenda("\n".join(["A title without a length"] * 80))
    assert len(refused.value.text) < LONGEST_ERROR + 200


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "at least one line"),
        ("\n".join(["Draft 1"] * (MOST_ITEMS + 1)), "101 lines; 100 is the most"),
        ("x" * (LONGEST_AGENDA + 1), "10,001 characters; 10,000 is the most"),
    ],
)
def test_too_little_and_too_much_is_told(text: str, told: str) -> None:
    with pytest.raises(WrongInput, match=told):
        typed_agenda(text)
