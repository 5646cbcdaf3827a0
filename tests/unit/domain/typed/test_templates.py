import pytest

from bot.domain.state.refusals import WrongInput
from bot.domain.typed.templates import LONGEST_TEMPLATE_NAME, read_template_name

RESERVED = frozenset({"team", "start", "auto"})


@pytest.mark.parametrize(
    ("typed", "name"),
    [("retro", "retro"), ("  Retro-2 ", "retro-2"), ("übung", "übung"), ("x" * 40, "x" * 40)],
)
def test_a_name_is_kept_in_small_letters(typed: str, name: str) -> None:
    assert read_template_name(typed, RESERVED) == name


@pytest.mark.parametrize(
    "typed",
    ["", "two words", "a_b", "a/b", "<!here>", "60", "---", "x" * (LONGEST_TEMPLATE_NAME + 1)],
)
def test_what_is_no_name_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(WrongInput, match="Try one such as"):
        read_template_name(typed, RESERVED)


@pytest.mark.parametrize("typed", ["team", "START", "auto", "60m", "1h30", "2h"])
def test_a_name_that_means_something_else_in_a_start_line_is_refused(typed: str) -> None:
    with pytest.raises(WrongInput, match="means something else"):
        read_template_name(typed, RESERVED)
