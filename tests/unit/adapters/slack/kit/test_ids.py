import pytest

from bot.adapters.slack.kit.ids import Pressed
from bot.domain.state.identity import ItemId, SessionId

SESSION = SessionId("S1")


@pytest.mark.parametrize(
    "press",
    [
        Pressed(SESSION),
        Pressed(SESSION, ItemId(3)),
        Pressed(SESSION, ItemId(3), "anonymous"),
        Pressed(SESSION, about="a5ec4e7"),
        Pressed(SESSION, ItemId(3), "7"),
    ],
)
def test_a_button_hands_back_what_it_was_given(press: Pressed) -> None:
    assert Pressed.decode(press.encode()) == press
