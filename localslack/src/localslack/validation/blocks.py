"""Blocks that everybody uses: text, images, buttons, inputs.

Limits: docs.slack.dev/reference/block-kit/blocks.
"""

from localslack.validation.elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from localslack.validation.objects import HTTPS, ID, IMAGE, WEB, any_text, plain_text
from localslack.validation.relations import one_at_least
from localslack.validation.rich_text import RICH_TEXT
from localslack.validation.rules import Choice, Flag, Items, Number, Relation, Rule, Shape, Text


def block(
    must: dict[str, Rule] | None = None,
    may: dict[str, Rule] | None = None,
    *relations: Relation,
) -> Shape:
    """The shape of a block: each may carry a `block_id`."""
    return Shape(must or {}, {"block_id": ID, **(may or {})}, relations)


MARKDOWN_TOTAL = 12_000

BLOCKS: dict[str, Shape] = {
    "section": block(
        {},
        {
            "text": any_text(3000),
            "fields": Items(any_text(2000), 10),
            "accessory": IN_SECTION,
            "expand": Flag(),
        },
        one_at_least("text", "fields"),
    ),
    "header": block({"text": plain_text(150)}, {"level": Number(1, 4)}),
    "divider": block(),
    "context": block({"elements": Items(IN_CONTEXT, 10)}),
    "context_actions": block({"elements": Items(IN_CONTEXT_ACTIONS, 5)}),
    "actions": block({"elements": Items(IN_ACTIONS, 25)}),
    "image": block(dict(IMAGE.must), {**IMAGE.may, "title": plain_text(2000)}, *IMAGE.relations),
    "input": block(
        {"label": plain_text(2000), "element": IN_INPUT},
        {"hint": plain_text(2000), "optional": Flag(), "dispatch_action": Flag()},
    ),
    "markdown": block({"text": Text(MARKDOWN_TOTAL)}),
    "rich_text": RICH_TEXT,
    "file": block({"source": Choice(("remote",)), "external_id": Text(255)}),
    "video": block(
        {
            "alt_text": Text(2000),
            "title": plain_text(200),
            "thumbnail_url": Text(3000, form=WEB),
            "video_url": Text(3000, form=HTTPS),
        },
        {
            "title_url": Text(3000, form=HTTPS),
            "description": plain_text(200),
            "author_name": Text(50),
            "provider_name": Text(50),
            "provider_icon_url": Text(3000, form=WEB),
        },
    ),
}
