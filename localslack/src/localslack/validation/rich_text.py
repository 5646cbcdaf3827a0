"""Rich text: lists, quotes and code blocks made of styled pieces.

Structure: docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from localslack.validation.objects import URL
from localslack.validation.rules import Choice, Flag, Items, Number, Shape, Text, Typed

_STYLE = Shape(
    may=dict.fromkeys(
        (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        ),
        Flag(),
    )
)


_PIECES = Typed(
    {
        "broadcast": Shape({"range": Choice(("here", "channel", "everyone"))}, {"style": _STYLE}),
        "channel": Shape({"channel_id": Text()}, {"style": _STYLE}),
        "color": Shape({"value": Text()}, {"style": _STYLE}),
        "date": Shape(
            {"timestamp": Number(), "format": Text()},
            {"url": Text(form=URL), "fallback": Text(), "style": _STYLE},
        ),
        "emoji": Shape(
            {"name": Text()},
            {"unicode": Text(), "skin_tone": Number(1, 6), "url": Text(form=URL), "style": _STYLE},
        ),
        "link": Shape({"url": Text(form=URL)}, {"text": Text(), "unsafe": Flag(), "style": _STYLE}),
        "team": Shape({"team_id": Text()}, {"style": _STYLE}),
        "text": Shape({"text": Text()}, {"style": _STYLE}),
        "user": Shape({"user_id": Text()}, {"style": _STYLE}),
        "usergroup": Shape({"usergroup_id": Text()}, {"style": _STYLE}),
    }
)
_INLINE = Items(_PIECES, least=0)
_BORDER = Choice((0, 1))

_SECTION = Shape({"elements": _INLINE})
_PARTS = Typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": Shape(
            {
                "elements": Items(Typed({"rich_text_section": _SECTION}), least=0),
                "style": Choice(("bullet", "ordered")),
            },
            {"indent": Number(0, 8), "offset": Number(0), "border": _BORDER},
        ),
        "rich_text_quote": Shape({"elements": _INLINE}, {"border": _BORDER}),
        "rich_text_preformatted": Shape(
            {"elements": Items(_PIECES.only({"text", "link"}), least=0)},
            {"border": _BORDER, "language": Text()},
        ),
    }
)

RICH_TEXT = Shape({"elements": Items(_PARTS)}, {"block_id": Text(255)})
RICH_TEXT_VALUE = Typed({"rich_text": RICH_TEXT})
