"""What each failure of Slack means to the publisher."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.slack.client import open_http, slack_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.application.ports import Message, OutOfReach, Rejected, Target, TryLater, Unclear
from bot.domain.facts import Loss
from bot.domain.identity import ChannelId
from localslack import Channel, Fault, LocalSlack, Manifest, NewPerson, faults

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
HELLO = Message("Hello", [{"type": "divider"}], "1")


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(MANIFEST), [NewPerson("Ana")]) as slack:
        yield slack


@pytest.fixture
def channel(slack: LocalSlack) -> Channel:
    return slack.channel("design", members=["Ana"], bot=True)


@pytest.fixture
async def messenger(slack: LocalSlack) -> AsyncIterator[SlackMessenger]:
    async with open_http() as http:
        yield SlackMessenger(slack_client(slack.bot_token, slack.api_url, http))


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        (faults.reset_before(), Unclear),
        (faults.reset_after(), Unclear),
        (faults.http_500(), Unclear),
        (faults.error("fatal_error"), Unclear),
        (faults.error("internal_error"), Unclear),
        (faults.rate_limited(7), TryLater),
        (faults.error("invalid_blocks"), Rejected),
    ],
)
async def test_a_failure_is_told_in_the_publishers_words(
    fault: Fault,
    meaning: type[Exception],
    slack: LocalSlack,
    channel: Channel,
    messenger: SlackMessenger,
) -> None:
    slack.faults.next("chat.postMessage", fault)

    with pytest.raises(meaning) as raised:
        await messenger.post(Target(channel=ChannelId(channel.id)), HELLO, "S:key")
    assert getattr(raised.value, "seconds", 7) == 7


@pytest.mark.parametrize(
    ("error", "loss"),
    [
        ("is_archived", Loss.ARCHIVED),
        ("not_in_channel", Loss.NOT_MEMBER),
        ("channel_not_found", Loss.NO_CHANNEL),
        ("token_revoked", Loss.NO_ACCESS),
    ],
)
async def test_a_channel_out_of_reach_says_why(
    error: str, loss: Loss, slack: LocalSlack, channel: Channel, messenger: SlackMessenger
) -> None:
    slack.faults.next("chat.postMessage", faults.error(error))

    with pytest.raises(OutOfReach) as raised:
        await messenger.post(Target(channel=ChannelId(channel.id)), HELLO, "S:key")
    assert raised.value.loss is loss


async def test_a_reset_after_the_call_was_carried_out_is_never_repeated_by_the_client(
    slack: LocalSlack, channel: Channel, messenger: SlackMessenger
) -> None:
    slack.faults.next("chat.postMessage", faults.reset_after())

    with pytest.raises(Unclear):
        await messenger.post(Target(channel=ChannelId(channel.id)), HELLO, "S:key")
    assert len(channel.messages) == 1
    found = await messenger.find(Target(channel=ChannelId(channel.id)), "S:key")
    assert found is not None
