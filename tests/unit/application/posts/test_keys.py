from bot.application.posts import keys
from bot.domain.state.groups import GroupId
from bot.domain.state.identity import ItemId


def test_only_step_posts_belong_to_an_item() -> None:
    assert keys.item_of_step(keys.step(ItemId(12))) == 12
    assert keys.item_of_step(keys.break_begins(ItemId(3), 14)) is None
    assert keys.item_of_step(keys.CARD) is None


def test_a_key_tells_its_group() -> None:
    assert keys.group_of(keys.group(GroupId(7))) == GroupId(7)
    assert keys.group_of("step:7") is None
    assert keys.group_of("group:x") is None


def test_people_work_under_the_card_and_under_the_messages_of_groups() -> None:
    assert keys.is_place_to_work(keys.CARD)
    assert keys.is_place_to_work(keys.group(GroupId(7)))
    assert not keys.is_place_to_work(keys.step(ItemId(7)))
