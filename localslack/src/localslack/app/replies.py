"""Answers to a person's action, given in the ack of a command or through a response URL."""

from localslack.app.installation import Installation
from localslack.app.response_urls import ResponseUrl
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.validation import check_message
from localslack.workspace.contents import Content
from localslack.workspace.conversations import Draft, Message


def reply(app: Installation, place: ResponseUrl, body: JsonObject) -> None:
    """Do what the answer says: delete, replace, or say something new.

    After a command there is nothing to replace, so that a new message comes
    (github.com/slackapi/bolt-python/issues/1268).
    """
    workspace = app.workspace
    original = place.original
    if body.get("delete_original") and original is not None:
        _check_own(app, original, "cant_delete_message")
        workspace.delete(original)
        return
    content = content_of(body)
    if body.get("replace_original") and original is not None:
        _check_own(app, original, "cant_update_message")
        workspace.edit(original, content, by=app.bot)
        return
    draft = Draft(
        channel=place.channel,
        user=app.bot,
        content=content,
        thread_ts=body.get("thread_ts"),
    )
    if body.get("response_type", "ephemeral") == "in_channel":
        workspace.post(draft)
    else:
        workspace.whisper(draft, to=place.user)


def _check_own(app: Installation, original: Message, refusal: str) -> None:
    if original.deleted:
        raise SlackError("message_not_found")
    if original.user != app.bot:
        raise SlackError(refusal)


def content_of(body: JsonObject) -> Content:
    """The content of a message, or the refusal Slack would give."""
    problems = check_message(body)
    if problems:
        raise_problems(problems[0].error, [str(problem) for problem in problems])
    return Content(
        text=str(body.get("text") or body.get("markdown_text") or ""),
        blocks=tuple(body.get("blocks") or ()),
        attachments=tuple(body.get("attachments") or ()),
        metadata=body.get("metadata") or None,
    )


def raise_problems(code: str, messages: list[str]) -> None:
    raise SlackError(
        code,
        errors=messages,
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )
