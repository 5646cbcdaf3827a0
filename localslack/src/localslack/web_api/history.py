"""Reading back what was written: channels and threads."""

import math

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.messages import message_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.pages import page
from localslack.web_api.reach import joined_channel, visible_channel
from localslack.workspace.conversations import Channel, Message

HISTORY = MethodTable()

MOST_MESSAGES = 999
MOST_REPLIES = 1000
FEW_MESSAGES = 15
"""What a commercial app outside the Marketplace gets (docs.slack.dev/changelog/2025/05/29)."""

_SCOPES = "channels:history groups:history im:history mpim:history"
_RANGE = "oldest latest inclusive limit cursor include_all_metadata"


@HISTORY.add("conversations.history", rules("channel", _RANGE, scopes=_SCOPES, reads_json=True))
def history(app: Installation, arguments: Arguments) -> JsonObject:
    """The channel itself, newest first; replies stand in their threads."""
    channel = joined_channel(app, arguments.text("channel"))
    app.require(f"{channel.kind.scope}:history")
    standing = [
        message
        for message in channel.history
        if (not message.is_reply or message.broadcast) and _remains(channel, message)
    ]
    answer = _answer(app, _within(standing[::-1], arguments), arguments, most=MOST_MESSAGES)
    return answer | {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}


@HISTORY.add("conversations.replies", rules("channel ts", _RANGE, scopes=_SCOPES, reads_json=False))
def replies(app: Installation, arguments: Arguments) -> JsonObject:
    """One thread, oldest first, led by the message it belongs to."""
    channel = visible_channel(app, arguments.text("channel"))
    app.require(f"{channel.kind.scope}:history")
    asked = channel.timeline.get(arguments.text("ts")) or channel.notices.get(arguments.text("ts"))
    if asked is None or not _remains(channel, asked):
        raise SlackError("thread_not_found")
    parent = channel.timeline[asked.thread_ts] if asked.thread_ts else asked
    if asked is not parent:
        # Asked for a reply, Slack gives that reply alone.
        return _answer(app, [asked], arguments, most=MOST_REPLIES)
    below = _within(channel.thread_of(parent), arguments)
    return _answer(app, [parent, *below], arguments, most=MOST_REPLIES)


def _answer(
    app: Installation, messages: list[Message], arguments: Arguments, most: int
) -> JsonObject:
    few = FEW_MESSAGES if app.registration.options.few_reads else None
    chosen, cursor = page(messages, lambda message: message.ts, arguments, most=most, few=few)
    all_metadata = arguments.flag("include_all_metadata")
    answer: JsonObject = {
        "messages": [message_json(app, each, all_metadata=all_metadata) for each in chosen],
        "has_more": bool(cursor),
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _within(messages: list[Message], arguments: Arguments) -> list[Message]:
    oldest, latest = arguments.time("oldest", 0), arguments.time("latest", math.inf)
    ends = {oldest, latest} if arguments.flag("inclusive") else set()
    return [
        message
        for message in messages
        if oldest < float(message.ts) < latest or float(message.ts) in ends
    ]


def _remains(channel: Channel, message: Message) -> bool:
    """A deleted message leaves a tombstone as long as its thread has replies."""
    return not message.deleted or bool(channel.thread_of(message))
