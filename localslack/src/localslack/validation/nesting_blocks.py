"""Blocks that hold other blocks or cards: card, carousel, container, layout.

Limits: docs.slack.dev/reference/block-kit/blocks.
"""

from localslack.validation.blocks import BLOCKS, block
from localslack.validation.data_blocks import DATA_BLOCKS
from localslack.validation.elements import ELEMENTS
from localslack.validation.objects import any_text, plain_text
from localslack.validation.relations import excludes, needs, one_at_least, one_at_most
from localslack.validation.rich_text import RICH_TEXT_VALUE
from localslack.validation.rules import Choice, Flag, Items, Shape, Text, Typed

_IMAGE = ELEMENTS.only({"image"})
# The names stand in docs.slack.dev/reference/block-kit/composition-objects/slack-icon-object.
_ICONS = (
    "archive book bookmark bot bug calendar call caret-left caret-right check clipboard code "
    "comment compass copy cube download edit email eye-closed eye-open file flag folder gear "
    "globe heart help image info key lightbulb link map mobile new-window pin plus refine "
    "refresh rocket save screen share sparkle star star-filled tag thumbs-down thumbs-up trash "
    "upload user warning"
)

_CARD = block(
    {},
    {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "slack_icon": Typed({"icon": Shape({"name": Choice(tuple(_ICONS.split()))})}),
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "subtext": any_text(200),
        "actions": Items(ELEMENTS.only({"button"}), 3),
    },
    one_at_least("hero_image", "title", "actions", "body"),
    one_at_most("icon", "slack_icon"),
)

_SIMPLE = Typed({**BLOCKS, **DATA_BLOCKS})
_IN_CONTAINER = _SIMPLE.only(
    {
        "actions",
        "context",
        "divider",
        "file",
        "header",
        "image",
        "input",
        "rich_text",
        "section",
        "table",
        "video",
    }
)
_CAROUSEL = block({"elements": Items(Typed({"card": _CARD}), 10)})
_CONTAINER = block(
    {"child_blocks": Items(_IN_CONTAINER, 10)},
    {
        "title": plain_text(150),
        "rich_text_title": RICH_TEXT_VALUE,
        "subtitle": any_text(150),
        "width": Choice(("narrow", "standard", "wide", "full")),
        "icon": _IMAGE,
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    one_at_least("title", "rich_text_title"),
    needs("default_collapsed", "is_collapsible"),
    excludes("has_header_divider", "is_collapsible"),
)

_INSIDE = {"card": _CARD, "carousel": _CAROUSEL, "container": _CONTAINER}
_IN_LAYOUT = Typed({**BLOCKS, **DATA_BLOCKS, **_INSIDE})
_LAYOUT = block(
    {
        "label": Text(150),
        "rows": Items(
            Shape(
                {
                    "items": Items(
                        Shape(
                            {"blocks": Items(_IN_LAYOUT)},
                            {"width": Choice(("narrow", "standard", "wide"))},
                        )
                    )
                }
            ),
            5,
        ),
    },
    {
        "is_label_visible": Flag(),
        "grid_lines": Choice(("none", "rows", "outer")),
        "fallback": Items(_IN_LAYOUT, least=0),
    },
)

NESTING_BLOCKS: dict[str, Shape] = {**_INSIDE, "layout": _LAYOUT}
