"""The Messenger port: the fake and the real one keep the same promises."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.slack.client.messenger import (
    CLOCKS_DIFFER,
    MESSAGES_A_PAGE,
    MOST_PAGES,
    TOO_MUCH_SINCE,
    SlackMessenger,
)
from bot.adapters.slack.client.web import open_http, slack_client
from bot.application.publishing.ports import Message, Messenger, Rejected, Target, Vanished
from bot.domain.state.identity import ChannelId, MessageRef
from localslack import Channel, LocalSlack, Manifest, NewPerson
from tests.support.checkout import ROOT
from tests.support.fake_messenger import FakeMessenger

MANIFEST = ROOT / "manifest.yml"
HELLO = Message("Hello", [{"type": "divider"}], "1")
CHANGED = Message("Changed", [{"type": "divider"}], "2")
TEN_O_CLOCK = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Watch:
    """The clock that message times come from."""

    moment = TEN_O_CLOCK

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def slack(watch: Watch) -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(MANIFEST), [NewPerson("Ana")], watch) as slack:
        yield slack


@pytest.fixture
def design(slack: LocalSlack) -> Channel:
    return slack.channel("design", members=["Ana"], bot=True)


@pytest.fixture
def channel(design: Channel) -> Target:
    return Target(channel=ChannelId(design.id))


@pytest.fixture(params=["fake", "real"])
async def messenger(
    request: pytest.FixtureRequest, slack: LocalSlack, watch: Watch
) -> AsyncIterator[Messenger]:
    if request.param == "fake":
        yield FakeMessenger(watch)
        return
    async with open_http() as http:
        yield SlackMessenger(slack_client(slack.bot_token, slack.api_url, http))


@pytest.fixture
def delete(
    messenger: Messenger, slack: LocalSlack, design: Channel
) -> Callable[[MessageRef], Awaitable[None]]:
    """What somebody does who deletes a message of the bot."""

    async def deleted(ref: MessageRef) -> None:
        if isinstance(messenger, FakeMessenger):
            (found,) = [each for each in messenger.posted if each.ref == ref]
            found.deleted = True
        else:
            await slack.person("Ana").deletes(design.timeline[ref.ts])

    return deleted


@pytest.fixture(params=["channel", "thread", "person"])
async def target(
    request: pytest.FixtureRequest, slack: LocalSlack, channel: Target, messenger: Messenger
) -> Target:
    """Where a message can go: a channel, a thread in it, a person's direct messages."""
    if request.param == "channel":
        return channel
    if request.param == "person":
        return Target(channel=ChannelId(slack.person("Ana").id))
    root = await messenger.post(channel, HELLO, "S:root")
    return Target(channel=channel.channel, thread_ts=root.ts)


@pytest.mark.parametrize("since", [None, TEN_O_CLOCK])
async def test_a_post_is_found_by_its_key(
    messenger: Messenger, target: Target, since: datetime | None
) -> None:
    await messenger.post(target, HELLO, "S:other")
    ref = await messenger.post(target, HELLO, "S:key")

    found = await messenger.find(target, "S:key", since)
    # The fake has no channel for direct messages that is not the person's own.
    assert found is not None
    assert (found.ts, found.thread_ts) == (ref.ts, ref.thread_ts)
    assert await messenger.find(target, "S:never", since) is None


async def test_a_thread_and_its_channel_are_two_places(
    messenger: Messenger, channel: Target
) -> None:
    root = await messenger.post(channel, HELLO, "S:root")
    thread = Target(channel=channel.channel, thread_ts=root.ts)
    await messenger.post(channel, HELLO, "S:above")
    await messenger.post(thread, HELLO, "S:below")

    assert await messenger.find(thread, "S:above", None) is None
    assert await messenger.find(channel, "S:below", None) is None


async def test_a_post_from_long_before_is_not_it(
    messenger: Messenger, target: Target, watch: Watch
) -> None:
    await messenger.post(target, HELLO, "S:key")
    watch.moment += 2 * CLOCKS_DIFFER

    assert await messenger.find(target, "S:key", watch.moment) is None
    assert await messenger.find(target, "S:key", TEN_O_CLOCK) is not None


async def test_a_post_can_be_changed_and_keeps_its_key(
    messenger: Messenger, target: Target
) -> None:
    ref = await messenger.post(target, HELLO, "S:key")
    await messenger.update(ref, CHANGED)
    found = await messenger.find(target, "S:key", None)

    assert found is not None
    assert found.ts == ref.ts


async def test_a_second_mark_changes_nothing(messenger: Messenger, target: Target) -> None:
    ref = await messenger.post(target, HELLO, "S:key")

    await messenger.mark(ref)
    await messenger.mark(ref)


async def test_what_was_deleted_cannot_be_changed_or_marked_or_found(
    messenger: Messenger, channel: Target, delete: Callable[[MessageRef], Awaitable[None]]
) -> None:
    ref = await messenger.post(channel, HELLO, "S:key")
    await delete(ref)

    with pytest.raises(Vanished):
        await messenger.update(ref, CHANGED)
    with pytest.raises(Vanished):
        await messenger.mark(ref)
    assert await messenger.find(channel, "S:key", None) is None


async def test_the_thread_of_a_message_that_was_deleted_is_gone(
    messenger: Messenger, channel: Target, delete: Callable[[MessageRef], Awaitable[None]]
) -> None:
    root = await messenger.post(channel, HELLO, "S:root")
    await delete(root)
    thread = Target(channel=channel.channel, thread_ts=root.ts)

    with pytest.raises(Vanished):
        await messenger.post(thread, HELLO, "S:key")
    with pytest.raises(Vanished):
        await messenger.find(thread, "S:key", None)


async def test_a_thread_with_replies_outlives_its_message(
    messenger: Messenger, channel: Target, delete: Callable[[MessageRef], Awaitable[None]]
) -> None:
    root = await messenger.post(channel, HELLO, "S:root")
    thread = Target(channel=channel.channel, thread_ts=root.ts)
    await messenger.post(thread, HELLO, "S:first")
    await delete(root)
    ref = await messenger.post(thread, HELLO, "S:second")

    assert await messenger.find(thread, "S:second", None) == ref


@pytest.mark.parametrize("messenger", ["real"], indirect=True)
async def test_a_post_is_found_at_the_end_of_a_very_long_thread(
    messenger: Messenger, channel: Target, design: Channel, slack: LocalSlack, watch: Watch
) -> None:
    root = await messenger.post(channel, HELLO, "S:root")
    thread = Target(channel=channel.channel, thread_ts=root.ts)
    ana, card = slack.person("Ana"), design.timeline[root.ts]
    for _ in range(MESSAGES_A_PAGE * MOST_PAGES):
        await ana.says("long ago", in_thread=card)
    watch.moment += 2 * CLOCKS_DIFFER
    for _ in range(MESSAGES_A_PAGE + 10):
        await ana.says("just before", in_thread=card)
    ref = await messenger.post(thread, HELLO, "S:key")

    assert await messenger.find(thread, "S:key", watch.moment) == ref


@pytest.mark.parametrize("messenger", ["real"], indirect=True)
async def test_a_post_is_found_in_a_channel_where_much_was_said_since(
    messenger: Messenger, channel: Target, slack: LocalSlack, design: Channel, watch: Watch
) -> None:
    ref = await messenger.post(channel, HELLO, "S:key")
    ana = slack.person("Ana")
    ana.goes_to(design)
    for _ in range(MESSAGES_A_PAGE + 10):
        await ana.says("since then")

    # Our clock may be some minutes ahead of Slack's.
    assert await messenger.find(channel, "S:key", watch.moment + 5 * MINUTE) == ref


@pytest.mark.parametrize("messenger", ["real"], indirect=True)
async def test_where_too_much_was_said_since_nobody_can_tell(
    messenger: Messenger, channel: Target, slack: LocalSlack, design: Channel, watch: Watch
) -> None:
    await messenger.post(channel, HELLO, "S:key")
    ana = slack.person("Ana")
    ana.goes_to(design)
    for _ in range(MESSAGES_A_PAGE * MOST_PAGES):
        await ana.says("since then")

    with pytest.raises(Rejected, match=TOO_MUCH_SINCE):
        await messenger.find(channel, "S:key", watch.moment)


async def test_a_message_of_its_own_is_removed_once(messenger: Messenger, target: Target) -> None:
    ref = await messenger.post(target, HELLO, "S:key")
    await messenger.remove(ref)

    assert await messenger.find(target, "S:key", None) is None
    with pytest.raises(Vanished):
        await messenger.remove(ref)


async def test_a_mark_is_taken_away_and_a_second_time_is_no_mistake(
    messenger: Messenger, channel: Target, design: Channel
) -> None:
    ref = await messenger.post(channel, HELLO, "S:key")
    await messenger.mark(ref)
    await messenger.unmark(ref)
    await messenger.unmark(ref)

    if isinstance(messenger, FakeMessenger):
        assert messenger.marks == []
    else:
        assert not design.timeline[ref.ts].reactions
