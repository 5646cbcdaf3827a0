"""Messages for later.

Source: docs.slack.dev/reference/methods/chat.scheduleMessage, .deleteScheduledMessage and
chat.scheduledMessages.list.
"""

import math

from localslack.app.installation import Installation
from localslack.app.replies import content_of
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.messages import bot_profile
from localslack.web_api.arguments import Arguments
from localslack.web_api.chat import CONTENT, POSTING, check_customized, content_arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.pages import page
from localslack.web_api.reach import check_may_post, place_to_post
from localslack.workspace.conversations import Draft
from localslack.workspace.details import Scheduled

SCHEDULED = MethodTable()

MOST_DAYS = 120
MOST_IN_WINDOW = 30
_DAY = 86_400
_WINDOW = 300
_LAST_MINUTE = 60


@SCHEDULED.add(
    "chat.scheduleMessage",
    rules("channel post_at", f"{CONTENT} {POSTING}", scopes="chat:write"),
)
def schedule(app: Installation, arguments: Arguments) -> JsonObject:
    """Keep a message; one with metadata is kept too, but will never be posted, as in Slack."""
    check_customized(app, arguments)
    workspace = app.workspace
    channel = place_to_post(app, arguments.text("channel"))
    thread_ts = arguments.text("thread_ts") or None
    check_may_post(channel, thread_ts)
    draft = Draft(channel, app.actor, content_of(content_arguments(arguments)), thread_ts=thread_ts)
    post_at = _time(app, arguments)
    _check_crowd(app, draft, post_at)
    kept = Scheduled(
        id=workspace.ids.random("Q"),
        draft=draft,
        post_at=post_at,
        created=workspace.timestamps.seconds(),
    )
    workspace.details.scheduled[kept.id] = kept
    return {
        "channel": draft.channel.id,
        "scheduled_message_id": kept.id,
        "post_at": post_at,
        "message": _preview(app, draft),
    }


@SCHEDULED.add(
    "chat.deleteScheduledMessage",
    rules("channel scheduled_message_id", "as_user", scopes="chat:write"),
)
def delete(app: Installation, arguments: Arguments) -> JsonObject:
    scheduled = app.workspace.details.scheduled
    kept = scheduled.get(arguments.text("scheduled_message_id"))
    soon = app.workspace.timestamps.seconds() + _LAST_MINUTE
    if kept is None or kept.draft.channel.id != arguments.text("channel") or kept.post_at <= soon:
        raise SlackError("invalid_scheduled_message_id")
    del scheduled[kept.id]
    return {}


@SCHEDULED.add(
    "chat.scheduledMessages.list", rules("", "channel cursor latest limit oldest", reads_json=True)
)
def list_all(app: Installation, arguments: Arguments) -> JsonObject:
    channel = arguments.text("channel")
    oldest, latest = arguments.time("oldest", 0), arguments.time("latest", math.inf)
    kept = [
        each
        for each in app.workspace.details.scheduled.values()
        if channel in {"", each.draft.channel.id} and oldest <= each.post_at <= latest
    ]
    chosen, cursor = page(kept, lambda each: each.id, arguments)
    return {
        "scheduled_messages": [
            {
                "id": each.id,
                "channel_id": each.draft.channel.id,
                "post_at": each.post_at,
                "date_created": each.created,
            }
            for each in chosen
        ],
        "response_metadata": {"next_cursor": cursor},
    }


def _time(app: Installation, arguments: Arguments) -> int:
    post_at = arguments.text("post_at")
    if not post_at.isdecimal():
        raise SlackError("invalid_time")
    ahead = int(post_at) - app.workspace.timestamps.seconds()
    if ahead <= 0:
        raise SlackError("time_in_past")
    if ahead > MOST_DAYS * _DAY:
        raise SlackError("time_too_far")
    return int(post_at)


def _check_crowd(app: Installation, draft: Draft, post_at: int) -> None:
    near = [
        each
        for each in app.workspace.details.scheduled.values()
        if each.draft.channel is draft.channel and abs(each.post_at - post_at) < _WINDOW
    ]
    if len(near) >= MOST_IN_WINDOW:
        raise SlackError("restricted_too_many")


def _preview(app: Installation, draft: Draft) -> JsonObject:
    return {
        "type": "delayed_message",
        "user": draft.user.id,
        "team": app.team_id,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "bot_profile": bot_profile(app),
        **draft.content.as_json(),
    }
