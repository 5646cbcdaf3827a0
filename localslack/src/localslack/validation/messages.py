"""What Slack refuses in chat.postMessage, chat.update and chat.postEphemeral.

Limits: docs.slack.dev/reference/methods/chat.postMessage and .../chat.update.
"""

from collections.abc import Iterator, Mapping

from localslack.text.mrkdwn import texts_in
from localslack.validation.metadata import check_metadata
from localslack.validation.payload import blocks_in, blocks_of_type, faults_in
from localslack.validation.problems import Problem
from localslack.validation.rules import Object
from localslack.validation.surfaces import MESSAGE

# Not documented; reported in github.com/slackapi/bolt-js/issues/2509.
MOST_BLOCK_TEXT = 13_200
MOST_ATTACHMENTS = 100
MOST_MARKDOWN = 12_000
MOST_TEXT_ON_UPDATE = 4_000


def check_message(args: Object, *, update: bool = False) -> list[Problem]:
    """All that keeps Slack from taking the content of a message."""
    problems = [
        *_check_text(args, update=update),
        *_check_markdown_text(args),
        *_check_blocks(args.get("blocks"), "/blocks"),
        *_check_attachments(args.get("attachments")),
    ]
    metadata = args.get("metadata")
    # An empty object takes the metadata off a message.
    if metadata is not None and not (update and metadata == {}):
        problems.extend(check_metadata(metadata))
    return problems


def _check_text(args: Object, *, update: bool) -> Iterator[Problem]:
    text = args.get("text")
    contents = (text, args.get("markdown_text"), args.get("blocks"), args.get("attachments"))
    file_ids = args.get("file_ids") if update else None
    if not any((*contents, file_ids)):
        yield Problem("no_text", "must define either `text`, `blocks` or `attachments`")
    elif text is not None and not isinstance(text, str):
        yield Problem("invalid_arguments", "must provide a string", "/text")
    # A post is cut at 40,000 characters; only an update is refused.
    elif update and text and len(text) > MOST_TEXT_ON_UPDATE:
        message = f"must be less than {MOST_TEXT_ON_UPDATE + 1} characters"
        yield Problem("msg_too_long", message, "/text")


def _check_markdown_text(args: Object) -> Iterator[Problem]:
    markdown = args.get("markdown_text")
    if markdown is None:
        return
    if args.get("text") or args.get("blocks"):
        message = "must not be given together with `text` or `blocks`"
        yield Problem("markdown_text_conflict", message, "/markdown_text")
    if not isinstance(markdown, str):
        yield Problem("invalid_arguments", "must provide a string", "/markdown_text")
    elif len(markdown) > MOST_MARKDOWN:
        message = f"must be less than {MOST_MARKDOWN + 1} characters"
        yield Problem("msg_too_long", message, "/markdown_text")


def _check_blocks(blocks: object, at: str) -> list[Problem]:
    # An empty list is how a message is sent, or updated to be, without blocks.
    if blocks is None or blocks == []:
        return []
    if not isinstance(blocks, list) or not all(isinstance(block, Mapping) for block in blocks):
        return [Problem("invalid_blocks_format", "must provide an array of blocks", at)]
    faults = faults_in(blocks, at, MESSAGE)
    if faults:
        return [Problem("invalid_blocks", fault.message, fault.pointer) for fault in faults]
    return [*_check_tables(blocks, at), *_check_total(blocks, at)]


def _check_tables(blocks: list[object], at: str) -> Iterator[Problem]:
    for table in blocks_of_type(blocks_in(blocks, at), "table")[1:]:
        yield Problem("invalid_attachments", "only_one_table_allowed", table.at)


def _check_total(blocks: list[object], at: str) -> Iterator[Problem]:
    # A data table has its own, higher limit.
    counted = [block for block in blocks if not _is_data_table(block)]
    if sum(map(len, texts_in(counted))) > MOST_BLOCK_TEXT:
        message = f"must be less than {MOST_BLOCK_TEXT + 1} characters in all blocks"
        yield Problem("msg_blocks_too_long", message, at)


def _is_data_table(block: object) -> bool:
    return isinstance(block, Mapping) and block.get("type") == "data_table"


def _check_attachments(attachments: object) -> Iterator[Problem]:
    if attachments is None:
        return
    at = "/attachments"
    if not isinstance(attachments, list):
        yield Problem("invalid_arguments", "must provide an array", at)
        return
    if len(attachments) > MOST_ATTACHMENTS:
        message = f"no more than {MOST_ATTACHMENTS} items allowed"
        yield Problem("too_many_attachments", message, at)
    for number, attachment in enumerate(attachments):
        if isinstance(attachment, Mapping):
            yield from _check_blocks(attachment.get("blocks"), f"{at}/{number}/blocks")
        else:
            yield Problem("invalid_arguments", "must provide an object", f"{at}/{number}")
