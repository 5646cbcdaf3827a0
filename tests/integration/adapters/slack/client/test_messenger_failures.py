"""What each failure of Slack means to the publisher."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.adapters.slack.client.messenger import SlackMessenger
from bot.adapters.slack.client.web import open_http, slack_client
from bot.application.publishing.ports import (
    Message,
    OutOfReach,
    Rejected,
    Target,
    TryLater,
    Unclear,
    Vanished,
)
from bot.domain.state.facts import Loss
from bot.domain.state.identity import ChannelId
from localslack import Channel, Fault, LocalSlack, Manifest, NewPerson, faults
from tests.support.checkout import ROOT

MANIFEST = ROOT / "manifest.yml"
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
        (faults.half_an_answer(), Unclear),
        (faults.rate_limited(7), TryLater),
        (faults.error("rate_limited"), TryLater),
        (faults.error("invalid_blocks"), Rejected),
        (faults.error("thread_not_found"), Vanished),
        (Fault(answer={"ok": False, "error": "invalid_blocks"}, status=403), Unclear),
        (Fault(answer={"ok": False, "error": "invalid_blocks"}, status=499), Unclear),
        (Fault(answer={"ok": False, "error": "invalid_blocks"}, status=500), Unclear),
        (Fault(answer={"error": "forbidden"}), Unclear),
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
    if fault.headers:
        assert str(raised.value) == "again in 7 s"


@pytest.mark.parametrize(
    ("error", "loss"),
    [
        ("is_archived", Loss.ARCHIVED),
        ("not_in_channel", Loss.NOT_MEMBER),
        ("channel_not_found", Loss.NO_CHANNEL),
        ("token_revoked", Loss.NO_ACCESS),
        ("missing_scope", Loss.NO_ACCESS),
        ("ekm_access_denied", Loss.NO_ACCESS),
        ("no_permission", Loss.NO_ACCESS),
        ("team_access_not_granted", Loss.NO_ACCESS),
        ("restricted_action", Loss.RESTRICTED),
        ("restricted_action_read_only_channel", Loss.RESTRICTED),
        ("restricted_action_thread_only_channel", Loss.RESTRICTED),
        ("restricted_action_non_threadable_channel", Loss.RESTRICTED),
        ("restricted_action_thread_locked", Loss.RESTRICTED),
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
    found = await messenger.find(Target(channel=ChannelId(channel.id)), "S:key", None)
    assert found is not None


@dataclass(frozen=True, slots=True)
class Impostor:
    """Where it listens, and the paths it was asked for."""

    address: str
    paths: list[str]


@asynccontextmanager
async def something_else(status: int, content_type: str, body: str) -> AsyncIterator[Impostor]:
    """A server that is not Slack and answers every call the same."""
    paths: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=status, content_type=content_type, text=body)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server:
        yield Impostor(str(server.make_url("/")), paths)


@pytest.mark.parametrize("status", [200, 403, 404, 502])
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", "<h1>Please log in</h1>"),
        ("text/plain", "Access denied"),
        ("application/json", "{"),
        ("application/json", "[1]"),
        ("application/json", "null"),
        ("application/json", '"no"'),
    ],
)
async def test_an_answer_that_is_not_slack_s_says_nothing_about_the_call(
    status: int, content_type: str, body: str
) -> None:
    async with something_else(status, content_type, body) as told, open_http() as http:
        messenger = SlackMessenger(slack_client("xoxb-1", told.address, http))
        with pytest.raises(Unclear):
            await messenger.post(Target(channel=ChannelId("C1")), HELLO, "S:key")


async def test_a_reply_that_slack_put_into_the_channel_is_taken_back() -> None:
    """Slack does so when the message it replies to was deleted; the answer has no `thread_ts`."""
    astray = '{"ok": true, "channel": "C1", "ts": "2.0", "message": {"ts": "2.0"}}'
    async with something_else(200, "application/json", astray) as told, open_http() as http:
        messenger = SlackMessenger(slack_client("xoxb-1", told.address, http))
        with pytest.raises(Vanished):
            await messenger.post(Target(channel=ChannelId("C1"), thread_ts="1.0"), HELLO, "S:key")

    assert told.paths == ["/chat.postMessage", "/chat.delete"]


async def test_a_limit_without_a_length_is_waited_for_half_a_minute(
    slack: LocalSlack, channel: Channel, messenger: SlackMessenger
) -> None:
    slack.faults.next("chat.postMessage", faults.error("ratelimited"))

    with pytest.raises(TryLater) as raised:
        await messenger.post(Target(channel=ChannelId(channel.id)), HELLO, "S:key")
    assert raised.value.seconds == 30


async def test_a_search_that_takes_too_long_is_ended(
    slack: LocalSlack,
    channel: Channel,
    messenger: SlackMessenger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.adapters.slack.client.messenger.SEARCH_SECONDS", 0.1)
    slack.faults.next("conversations.history", faults.never())

    with pytest.raises(Unclear):
        await messenger.find(Target(channel=ChannelId(channel.id)), "S:key", None)
    slack.faults.clear()
