"""Rich text blocks as HTML: sections, lists, quotes and code."""

from collections.abc import Callable, Mapping

from localslack.page.html.writer import HtmlWriter, escaped, link, plain
from localslack.text.emoji_names import character
from localslack.transcript.layout import Json, mapping, mappings

_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code", "underline": "u"}
_WRAPS = {
    "rich_text_section": "div",
    "rich_text_quote": "blockquote",
    "rich_text_preformatted": "pre",
}


def rich_text_html(block: Json, html: HtmlWriter) -> str:
    return "".join(_part(part, html) for part in mappings(block.get("elements")))


def _part(part: Json, html: HtmlWriter) -> str:
    if part.get("type") == "rich_text_list":
        return _list(part, html)
    name = _WRAPS.get(str(part.get("type")), "div")
    return f"<{name}>{_inline(part, html)}</{name}>"


def _list(part: Json, html: HtmlWriter) -> str:
    name = "ol" if part.get("style") == "ordered" else "ul"
    first = int(str(part.get("offset", 0))) + 1
    start = f' start="{first}"' if name == "ol" else ""
    level = min(int(str(part.get("indent", 0))), 8)
    items = "".join(f"<li>{_inline(item, html)}</li>" for item in mappings(part.get("elements")))
    return f'<{name} class="level-{level}"{start}>{items}</{name}>'


def _inline(part: Json, html: HtmlWriter) -> str:
    return "".join(_piece(piece, html) for piece in mappings(part.get("elements")))


def _piece(piece: Json, html: HtmlWriter) -> str:
    write = _PIECES.get(str(piece.get("type")))
    written = write(piece, html) if write else ""
    for style, name in _STYLES.items():
        if mapping(piece.get("style")).get(style):
            written = f"<{name}>{written}</{name}>"
    return written


def _emoji(piece: Json, _html: HtmlWriter) -> str:
    name = str(piece.get("name"))
    toned = f"{name}::skin-tone-{piece.get('skin_tone')}"
    return escaped(character(toned) or character(name) or f":{name}:")


def _date(piece: Json, html: HtmlWriter) -> str:
    timestamp = int(str(piece.get("timestamp", 0)))
    fallback = str(piece.get("fallback", ""))
    return html.date(timestamp, str(piece.get("format", "")), fallback, str(piece.get("url", "")))


_PIECES: Mapping[str, Callable[[Json, HtmlWriter], str]] = {
    "text": lambda piece, _: plain(str(piece.get("text", ""))),
    "user": lambda piece, html: html.mention(str(piece.get("user_id"))),
    "usergroup": lambda piece, html: html.mention(str(piece.get("usergroup_id"))),
    "channel": lambda piece, html: html.place(str(piece.get("channel_id"))),
    "broadcast": lambda piece, _: (
        f'<span class="mention me">@{escaped(str(piece["range"]))}</span>'
    ),
    "emoji": _emoji,
    "link": lambda piece, _: link(str(piece.get("url", "")), str(piece.get("text", ""))),
    "date": _date,
    "color": lambda piece, _: escaped(str(piece.get("value", ""))),
}
