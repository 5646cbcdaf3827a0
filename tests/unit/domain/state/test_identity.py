from bot.domain.state.identity import ChannelId, MessageRef, Place, TeamId

TEAM = TeamId("T1")
CHANNEL = ChannelId("C1")


def test_direct_messages_are_told_by_their_id() -> None:
    assert Place(TEAM, ChannelId("D0ANA")).is_direct
    assert not Place(TEAM, CHANNEL).is_direct
    assert not Place(TEAM, ChannelId("G0OLD")).is_direct


def test_a_message_is_the_same_within_its_thread_and_another_one_elsewhere() -> None:
    message = MessageRef(CHANNEL, "1.0")

    assert message.is_same(MessageRef(CHANNEL, "1.0", "1.0"))
    assert not message.is_same(MessageRef(CHANNEL, "2.0", "1.0"))
    assert not message.is_same(MessageRef(ChannelId("C2"), "1.0"))
