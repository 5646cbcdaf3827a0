import pytest

from bot.adapters.slack.kit.malformed import UNREADABLE, Malformed, member, number
from bot.domain.state.captures import CaptureKind


def test_what_the_bot_wrote_is_read() -> None:
    assert number("0", "step") == 0
    assert number("12", "step") == 12
    assert member(CaptureKind, "idea", "kind") is CaptureKind.IDEA


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1\n", "1_0", "1.0", "٣", "1234567890"])
def test_a_number_is_written_in_up_to_nine_digits(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        number(text, "step")
    assert refused.value.where == "step: no number"
    assert refused.value.text == UNREADABLE


def test_a_word_that_an_enum_does_not_have_is_named_by_its_place_alone() -> None:
    with pytest.raises(Malformed) as refused:
        member(CaptureKind, "Our secret plan", "kind")
    assert refused.value.where == "kind: no such word"
