import pytest

from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.metadata import Metadata


class Kept(Metadata):
    number: int
    words: tuple[str, ...]


def test_a_form_brings_back_what_it_was_given() -> None:
    kept = Kept(number=1, words=("a", "b"))

    assert Kept.decode(kept.encode()) == kept


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"number": 1}', '{"number": "1", "words": []}', "null"]
)
def test_what_the_bot_did_not_write_is_refused(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        Kept.decode(text)
    assert refused.value.where == "private_metadata: no Kept"
