"""Whether the bot may post in a channel, tried without leaving a message there."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client.messenger import called
from bot.application.operating.checkup import Finding
from bot.application.publishing.ports import OutOfReach, Rejected, TryLater, Unclear, Vanished
from bot.domain.state.facts import Loss
from bot.domain.state.identity import ChannelId, Place

POSTING = "posting"
# docs.slack.dev/reference/methods/chat.scheduleMessage: 120 days at most, and no more than 30
# messages for the same five minutes. It names each kind of restriction, which chat.postEphemeral
# does not; and what carries metadata is never posted, should it be left behind.
FAR_AWAY = timedelta(days=100)
SPREAD_SECONDS = 10 * 86_400
TRIED = "A check whether I may post here. Nobody should ever see it."
METADATA = {"event_type": "worksession_check", "event_payload": {}}
# Nobody has to have begun it: Slack looks for it only once the message is posted.
SOME_THREAD = "1400000000.000001"

ASK_AN_ADMIN = (
    "Ask a workspace admin or a manager of the channel to let it: the channel's name > Settings > "
    "Posting permissions, for messages and for replies."
)
POSTING_LOSSES: Mapping[Loss, tuple[str, str]] = {
    Loss.RESTRICTED: (
        "Slack lets only some people post in this channel, and the bot is not among them.",
        ASK_AN_ADMIN,
    ),
    Loss.ARCHIVED: ("This channel is archived.", "Unarchive it."),
    Loss.NO_ACCESS: (
        "Slack does not let the bot post here.",
        "Ask whoever looks after it to install the app again.",
    ),
}


async def posting(client: AsyncWebClient, place: Place, now: datetime) -> Sequence[Finding]:
    """Whether the bot may post in a channel and in its threads.

    A message is scheduled for a day far away and taken back at once; nobody gets to see it.
    Nothing is told of a channel that the bot is not in, as that is another check.
    """
    at = int((now + FAR_AWAY).timestamp()) + secrets.randbelow(SPREAD_SECONDS)
    try:
        await _scheduled_and_deleted(client, place.channel, at, None)
        await _scheduled_and_deleted(client, place.channel, at, SOME_THREAD)
    except OutOfReach as lost:
        if lost.loss not in POSTING_LOSSES:
            return []
        problem, fix = POSTING_LOSSES[lost.loss]
        return [Finding(name=POSTING, problem=problem, fix=fix)]
    except (TryLater, Unclear):
        return [Finding(name=POSTING, note="it could not be tried just now")]
    except (Rejected, Vanished) as refused:
        code = refused.code if isinstance(refused, Rejected) else "vanished"
        return [Finding(name=POSTING, note=f"it could not be tried ({code})")]
    return [Finding(name=POSTING, note="the bot may post in this channel")]


async def _scheduled_and_deleted(
    client: AsyncWebClient, channel: ChannelId, at: int, thread_ts: str | None
) -> None:
    scheduled = await called(
        client.chat_scheduleMessage(
            channel=channel, post_at=at, text=TRIED, thread_ts=thread_ts, metadata=METADATA
        )
    )
    message = str(scheduled["scheduled_message_id"])
    try:
        await _delete(client, channel, message)
    except TryLater as refused:
        # It must not stay, however long that takes; whoever waits for the check is told so.
        await asyncio.sleep(refused.seconds)
        await _delete(client, channel, message)


async def _delete(client: AsyncWebClient, channel: ChannelId, message: str) -> None:
    await called(client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=message))
