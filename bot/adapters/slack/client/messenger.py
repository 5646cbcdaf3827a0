"""Writes in Slack, and says in the publisher's words what came of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.client.web import rest_asked_for
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
from bot.domain.state.identity import ChannelId, MessageRef

EVENT_TYPE = "worksession_post"
MARK = "heavy_check_mark"
# A search begins some minutes early, because Slack's clock is not ours, and it does not last: where
# so much was written since, a post is given up rather than made twice.
CLOCKS_DIFFER = timedelta(minutes=10)
MESSAGES_A_PAGE = 200
MOST_PAGES = 10
SEARCH_SECONDS = 20.0
TOO_MUCH_SINCE = "too_much_written_since"

# docs.slack.dev/reference/methods: what each error of the chat and reactions methods means here.
LOSSES: Mapping[str, Loss] = {
    "is_archived": Loss.ARCHIVED,
    "not_in_channel": Loss.NOT_MEMBER,
    "channel_not_found": Loss.NO_CHANNEL,
    **dict.fromkeys(
        (
            "access_denied",
            "accesslimited",
            "account_inactive",
            "app_access_restricted",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "invalid_auth",
            "is_inactive",
            "message_limit_exceeded",
            "missing_scope",
            "no_permission",
            "not_allowed_token_type",
            "not_authed",
            "org_login_required",
            "team_access_not_granted",
            "team_added_to_org",
            "token_expired",
            "token_revoked",
            "two_factor_setup_required",
        ),
        Loss.NO_ACCESS,
    ),
}
# Who may post in the channel, or in its threads, is restricted in one of several ways:
# docs.slack.dev/reference/methods/chat.postMessage has a word for each, which begins so.
RESTRICTED = "restricted_action"
# Slack says of these that the call may have been carried out in part.
UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
RATE_LIMITS = frozenset({"ratelimited", "rate_limited"})
VANISHED = frozenset({"message_not_found", "thread_not_found"})


class SlackMessenger:
    """The Messenger port over the Web API."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        answer = await called(
            self._client.chat_postMessage(
                channel=target.channel,
                thread_ts=target.thread_ts,
                text=message.text,
                blocks=message.blocks,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        ref = MessageRef(ChannelId(answer["channel"]), answer["ts"], target.thread_ts)
        if target.thread_ts is not None and _went_astray(answer):
            await self._take_back(ref)
            raise Vanished
        return ref

    async def _take_back(self, ref: MessageRef) -> None:
        """Delete a message; if that fails it stays, because trying again would post another."""
        with suppress(OutOfReach, Rejected, TryLater, Unclear, Vanished):
            await called(self._client.chat_delete(channel=ref.channel, ts=ref.ts))

    async def update(self, ref: MessageRef, message: Message) -> None:
        await called(
            self._client.chat_update(
                channel=ref.channel, ts=ref.ts, text=message.text, blocks=message.blocks
            )
        )

    async def find(self, target: Target, key: str, since: datetime | None) -> MessageRef | None:
        try:
            async with asyncio.timeout(SEARCH_SECONDS):
                channel = await self._channel_of(target)
                oldest = str((since - CLOCKS_DIFFER).timestamp()) if since else "0"
                async for message in self._messages(channel, target.thread_ts, oldest):
                    if _key(message) == key:
                        return MessageRef(channel, message["ts"], target.thread_ts)
        except TimeoutError as failed:
            raise Unclear from failed
        return None

    async def _messages(
        self, channel: ChannelId, thread_ts: str | None, oldest: str
    ) -> AsyncIterator[Mapping[str, Any]]:
        """What was written since in a channel or thread; raises `Rejected` if that is too much."""
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            asked: dict[str, Any] = {
                "channel": channel,
                "oldest": oldest,
                "cursor": cursor,
                "limit": MESSAGES_A_PAGE,
                "include_all_metadata": True,
            }
            if thread_ts is None:
                page = await called(self._client.conversations_history(**asked))
            else:
                page = await called(self._client.conversations_replies(ts=thread_ts, **asked))
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
        raise Rejected(TOO_MUCH_SINCE)

    async def mark(self, ref: MessageRef) -> None:
        try:
            await called(
                self._client.reactions_add(channel=ref.channel, timestamp=ref.ts, name=MARK)
            )
        except Rejected as rejected:
            if rejected.code != "already_reacted":
                raise

    async def unmark(self, ref: MessageRef) -> None:
        try:
            await called(
                self._client.reactions_remove(channel=ref.channel, timestamp=ref.ts, name=MARK)
            )
        except Rejected as rejected:
            if rejected.code != "no_reaction":
                raise

    async def remove(self, ref: MessageRef) -> None:
        await called(self._client.chat_delete(channel=ref.channel, ts=ref.ts))

    async def _channel_of(self, target: Target) -> ChannelId:
        """The channel to search; a person's direct messages have one of their own."""
        if target.channel[0] not in "UW":
            return target.channel
        opened = await called(self._client.conversations_open(users=target.channel))
        return ChannelId(opened["channel"]["id"])


def _key(message: Mapping[str, object]) -> object:
    metadata = message.get("metadata")
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    return payload.get("key") if isinstance(payload, Mapping) else None


def _went_astray(answer: AsyncSlackResponse) -> bool:
    """Whether a reply stands in the channel, because the message it replies to was deleted."""
    # github.com/slack-go/slack/issues/1571: Slack does not refuse it.
    message = answer.get("message")
    return isinstance(message, Mapping) and "thread_ts" not in message


async def called(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """The answer of a call, or what its failure means.

    Raises:
        TryLater: it was not carried out, because of a rate limit.
        Unclear: it may have been carried out.
        OutOfReach: it cannot be carried out until a person helps.
        Vanished: its message does not exist any more.
        Rejected: it will never be carried out.
    """
    try:
        return await call
    except SlackApiError as failed:
        raise _meaning(failed.response) from failed
    except (TimeoutError, aiohttp.ClientError, OSError) as failed:
        raise Unclear from failed
    except (AttributeError, ValueError) as failed:
        # slack_sdk stumbles over answers that are not Slack's, such as a proxy's.
        raise Unclear from failed


def _meaning(response: object) -> Exception:
    if not isinstance(response, AsyncSlackResponse):
        # slack_sdk passes on as it came what says that it is JSON and is not.
        return Unclear()
    told: object = response.data
    answer = told if isinstance(told, dict) else {}
    code = str(answer.get("error", ""))
    if response.status_code == 429 or code in RATE_LIMITS:
        return TryLater(rest_asked_for(response.headers))
    if response.status_code != 200 or answer.get("ok") is not False or code in UNCLEAR:
        # Slack says no with status 200 and `ok: false`; anything else is an outage or a proxy.
        return Unclear()
    loss = Loss.RESTRICTED if code.startswith(RESTRICTED) else LOSSES.get(code)
    if loss is not None:
        return OutOfReach(loss)
    return Vanished() if code in VANISHED else Rejected(code)
