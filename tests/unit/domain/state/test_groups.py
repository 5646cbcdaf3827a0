from bot.domain.state.groups import group_name


def test_groups_are_named_by_letters_and_then_by_numbers() -> None:
    assert [group_name(place) for place in (0, 25, 26)] == ["A", "Z", "27"]
