"""Writes in Slack, and says in the publisher's words what came of it."""

from collections.abc import Awaitable, Mapping

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.application.ports import (
    Message,
    OutOfReach,
    Rejected,
    Target,
    TryLater,
    Unclear,
    Vanished,
)
from bot.domain.facts import Loss
from bot.domain.identity import ChannelId, MessageRef

EVENT_TYPE = "worksession_post"
MARK = "heavy_check_mark"
SEARCHED_MESSAGES = 200
DEFAULT_REST = 30.0

# docs.slack.dev/reference/methods: what each error of the chat and reactions methods means here.
LOSSES: Mapping[str, Loss] = {
    "is_archived": Loss.ARCHIVED,
    "not_in_channel": Loss.NOT_MEMBER,
    "channel_not_found": Loss.NO_CHANNEL,
    "account_inactive": Loss.NO_ACCESS,
    "invalid_auth": Loss.NO_ACCESS,
    "not_authed": Loss.NO_ACCESS,
    "token_expired": Loss.NO_ACCESS,
    "token_revoked": Loss.NO_ACCESS,
}
# Slack says of these that the call may have been carried out in part.
UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
RATE_LIMITS = frozenset({"ratelimited", "rate_limited"})
VANISHED = frozenset({"message_not_found", "thread_not_found"})


class SlackMessenger:
    """The Messenger port over the Web API."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        answer = await _called(
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
        return MessageRef(ChannelId(answer["channel"]), answer["ts"], target.thread_ts)

    async def update(self, ref: MessageRef, message: Message) -> None:
        await _called(
            self._client.chat_update(
                channel=ref.channel, ts=ref.ts, text=message.text, blocks=message.blocks
            )
        )

    async def find(self, target: Target, key: str) -> MessageRef | None:
        channel = await self._channel_of(target)
        if target.thread_ts is None:
            answer = await _called(
                self._client.conversations_history(
                    channel=channel, limit=SEARCHED_MESSAGES, include_all_metadata=True
                )
            )
        else:
            answer = await _called(
                self._client.conversations_replies(
                    channel=channel,
                    ts=target.thread_ts,
                    limit=SEARCHED_MESSAGES,
                    include_all_metadata=True,
                )
            )
        for message in answer["messages"]:
            if _key(message) == key:
                return MessageRef(channel, message["ts"], target.thread_ts)
        return None

    async def mark(self, ref: MessageRef) -> None:
        try:
            await _called(
                self._client.reactions_add(channel=ref.channel, timestamp=ref.ts, name=MARK)
            )
        except Rejected as rejected:
            if rejected.code != "already_reacted":
                raise

    async def _channel_of(self, target: Target) -> ChannelId:
        """The channel to search; a person's direct messages have one of their own."""
        if target.channel[0] not in "UW":
            return target.channel
        opened = await _called(self._client.conversations_open(users=target.channel))
        return ChannelId(opened["channel"]["id"])


def _key(message: Mapping[str, object]) -> object:
    metadata = message.get("metadata")
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    return payload.get("key") if isinstance(payload, Mapping) else None


async def _called(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
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
        raise _meaning(failed) from failed
    except (TimeoutError, aiohttp.ClientError, ConnectionError) as failed:
        raise Unclear from failed


def _meaning(failed: SlackApiError) -> Exception:
    response = failed.response
    code = str(response.get("error", "")) if isinstance(response.data, dict) else ""
    if response.status_code == 429 or code in RATE_LIMITS:
        return TryLater(_rest(response.headers))
    if response.status_code >= 500 or code in UNCLEAR:
        return Unclear()
    if code in LOSSES:
        return OutOfReach(LOSSES[code])
    return Vanished() if code in VANISHED else Rejected(code)


def _rest(headers: Mapping[str, str]) -> float:
    told = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(told) if told.isdigit() else DEFAULT_REST
