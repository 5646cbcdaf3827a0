from bot.domain.state.people import Presence


def test_presence_has_a_word_for_everybody() -> None:
    assert {each.value for each in Presence} == {"joined", "observing", "left"}
