"""The Messenger port: the fake and the real one keep the same promises."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.slack.client import open_http, slack_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.application.ports import Message, Messenger, Target, Vanished
from bot.domain.identity import ChannelId
from localslack import LocalSlack, Manifest, NewPerson
from tests.support.fake_messenger import FakeMessenger

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
HELLO = Message("Hello", [{"type": "divider"}], "1")
CHANGED = Message("Changed", [{"type": "divider"}], "2")


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(MANIFEST), [NewPerson("Ana")]) as slack:
        yield slack


@pytest.fixture(params=["fake", "real"])
async def messenger(request: pytest.FixtureRequest, slack: LocalSlack) -> AsyncIterator[Messenger]:
    if request.param == "fake":
        yield FakeMessenger()
        return
    async with open_http() as http:
        yield SlackMessenger(slack_client(slack.bot_token, slack.api_url, http))


@pytest.fixture(params=["channel", "thread", "person"])
async def target(request: pytest.FixtureRequest, slack: LocalSlack, messenger: Messenger) -> Target:
    """Where a message can go: a channel, a thread in it, a person's direct messages."""
    channel = ChannelId(slack.channel("design", members=["Ana"], bot=True).id)
    if request.param == "channel":
        return Target(channel=channel)
    if request.param == "person":
        return Target(channel=ChannelId(slack.person("Ana").id))
    root = await messenger.post(Target(channel=channel), HELLO, "S:root")
    return Target(channel=channel, thread_ts=root.ts)


async def test_a_post_is_found_by_its_key(messenger: Messenger, target: Target) -> None:
    await messenger.post(target, HELLO, "S:other")
    ref = await messenger.post(target, HELLO, "S:key")

    assert await messenger.find(target, "S:key") == ref
    assert await messenger.find(target, "S:never") is None


async def test_a_post_can_be_changed_and_keeps_its_key(
    messenger: Messenger, target: Target
) -> None:
    ref = await messenger.post(target, HELLO, "S:key")
    await messenger.update(ref, CHANGED)

    assert await messenger.find(target, "S:key") == ref


async def test_a_second_mark_changes_nothing(messenger: Messenger, target: Target) -> None:
    ref = await messenger.post(target, HELLO, "S:key")

    await messenger.mark(ref)
    await messenger.mark(ref)


async def test_changing_what_was_deleted_says_so(slack: LocalSlack) -> None:
    channel = slack.channel("design", members=["Ana"], bot=True)
    async with open_http() as http:
        real = SlackMessenger(slack_client(slack.bot_token, slack.api_url, http))
        ref = await real.post(Target(channel=ChannelId(channel.id)), HELLO, "S:key")
        await slack.person("Ana").deletes(channel.messages[0])

        with pytest.raises(Vanished):
            await real.update(ref, CHANGED)
