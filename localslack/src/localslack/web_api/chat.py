"""Posting, changing and deleting messages."""

from localslack.app.installation import Installation
from localslack.app.replies import content_of, raise_problems
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.messages import message_json
from localslack.validation import check_message
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import (
    check_may_post,
    joined_channel,
    message_in,
    permalink,
    place_to_post,
    user_of,
    visible_channel,
)
from localslack.workspace.contents import Content
from localslack.workspace.conversations import RESTRICTED, Draft, Message

CHAT = MethodTable()

CONTENT = "text blocks attachments markdown_text metadata"
_STRUCTURES = frozenset({"blocks", "attachments", "metadata"})
_TEXTS = frozenset({"text", "markdown_text"})
POSTING = (
    "thread_ts reply_broadcast mrkdwn parse link_names unfurl_links unfurl_media "
    "username icon_emoji icon_url as_user"
)
_CUSTOM = frozenset({"username", "icon_emoji", "icon_url"})
LONGEST_TEXT = 40_000


@CHAT.add("chat.postMessage", rules("channel", f"{CONTENT} {POSTING}", scopes="chat:write"))
def post_message(app: Installation, arguments: Arguments) -> JsonObject:
    check_customized(app, arguments)
    channel = place_to_post(app, arguments.text("channel"))
    thread_ts = arguments.text("thread_ts") or None
    check_may_post(channel, thread_ts)
    broadcast = thread_ts is not None and arguments.flag("reply_broadcast")
    draft = Draft(
        channel=channel,
        user=app.actor,
        content=content_of(content_arguments(arguments)),
        thread_ts=thread_ts,
        broadcast=broadcast,
        subtype="thread_broadcast" if broadcast else None,
    )
    message = app.workspace.post(draft)
    return _told(app, message)


@CHAT.add(
    "chat.update",
    rules(
        "channel ts",
        f"{CONTENT} reply_broadcast parse link_names file_ids as_user",
        scopes="chat:write",
    ),
)
def update(app: Installation, arguments: Arguments) -> JsonObject:
    message = _own_message(app, arguments, "cant_update_message")
    sent = content_arguments(arguments)
    problems = check_message(sent, update=True)
    if problems:
        raise_problems(problems[0].error, [str(problem) for problem in problems])
    app.workspace.edit(message, _updated(message.content, sent), by=app.actor)
    return _told(app, message) | {"text": message.text}


@CHAT.add("chat.delete", rules("channel ts", "as_user", scopes="chat:write"))
def delete(app: Installation, arguments: Arguments) -> JsonObject:
    message = _own_message(app, arguments, "cant_delete_message")
    app.workspace.delete(message)
    return {"channel": message.channel.id, "ts": message.ts}


@CHAT.add(
    "chat.postEphemeral",
    rules("channel user", f"{CONTENT} {POSTING}", scopes="chat:write"),
)
def post_ephemeral(app: Installation, arguments: Arguments) -> JsonObject:
    check_customized(app, arguments)
    channel = place_to_post(app, arguments.text("channel"))
    if channel.restriction == RESTRICTED:
        raise SlackError(RESTRICTED)
    user = user_of(app, arguments.text("user"))
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(content_arguments(arguments))
    if (content.metadata or {}).keys() - {"entities"}:
        # Nothing is kept of such a message, so there is nothing to find it by.
        raise SlackError("invalid_metadata_format")
    draft = Draft(
        channel=channel,
        user=app.actor,
        content=content,
        thread_ts=arguments.text("thread_ts") or None,
    )
    answered = channel.find(draft.thread_ts or "")
    if answered is not None and answered.is_reply:
        raise SlackError("cannot_reply_to_message")
    return {"message_ts": app.workspace.whisper(draft, to=user).ts}


@CHAT.add("chat.getPermalink", rules("channel message_ts", reads_json=False))
def get_permalink(app: Installation, arguments: Arguments) -> JsonObject:
    channel = visible_channel(app, arguments.text("channel"))
    message = message_in(channel, arguments.text("message_ts"))
    return {"channel": channel.id, "permalink": permalink(app, message)}


def check_customized(app: Installation, arguments: Arguments) -> None:
    """Another name or picture needs a scope of its own."""
    if arguments.names() & _CUSTOM:
        app.require("chat:write.customize")


def content_arguments(arguments: Arguments) -> JsonObject:
    content = arguments.structures(_STRUCTURES)
    content |= {name: arguments.text(name) for name in _TEXTS if name in arguments}
    if "text" in content:
        content["text"] = content["text"][:LONGEST_TEXT]
    return content


def _updated(before: Content, sent: JsonObject) -> Content:
    """The new content: metadata stays if it is not mentioned, blocks do not."""
    return Content(
        text=str(sent.get("text") or sent.get("markdown_text") or ""),
        blocks=tuple(sent.get("blocks") or ()),
        attachments=tuple(sent.get("attachments") or ()),
        metadata=(sent["metadata"] or None) if "metadata" in sent else before.metadata,
    )


def _own_message(app: Installation, arguments: Arguments, refusal: str) -> Message:
    channel = joined_channel(app, arguments.text("channel"))
    message = message_in(channel, arguments.text("ts"))
    if message.user != app.actor or message.notice is not None:
        raise SlackError(refusal)
    return message


def _told(app: Installation, message: Message) -> JsonObject:
    return {
        "channel": message.channel.id,
        "ts": message.ts,
        "message": message_json(app, message, all_metadata=True),
    }
