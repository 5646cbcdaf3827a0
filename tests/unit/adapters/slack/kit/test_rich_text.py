from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.kit.rich_text import lines_to_rich_text
from bot.adapters.slack.payloads.rich_text import RichText, lines_of

lines = st.lists(st.sampled_from(["Intro 5", "Ideas <@U0BEN> 15", "", "<@W0ANA>", "a < b & c"]))


@given(lines)
def test_an_agenda_comes_back_from_the_form_as_it_went_in(typed: list[str]) -> None:
    text = "\n".join(typed).strip()
    block = lines_to_rich_text(text)

    assert lines_of(RichText.model_validate(block.to_dict() if block else {})) == text
