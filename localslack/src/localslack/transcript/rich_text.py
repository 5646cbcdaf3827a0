"""Rich text as lines: sections, lists, quotes and code."""

from collections.abc import Callable, Mapping

from localslack.text.emoji_names import character
from localslack.text.mrkdwn import date_text
from localslack.transcript.layout import Json, Layout, mappings

_BULLETS = "•◦▪"


def rich_text_lines(block: Json, layout: Layout) -> list[str]:
    return [line for part in mappings(block.get("elements")) for line in _part_lines(part, layout)]


def _part_lines(part: Json, layout: Layout) -> list[str]:
    if part.get("type") == "rich_text_list":
        return _list_lines(part, layout)
    text = _inline(part, layout)
    if part.get("type") == "rich_text_quote":
        return [f"│ {line}" for line in layout.narrower(2).wrap(text)]
    if part.get("type") == "rich_text_preformatted":
        return [f"    {line}" for line in text.split("\n")]
    return layout.wrap(text.removesuffix("\n"))


def _list_lines(part: Json, layout: Layout) -> list[str]:
    indent = int(str(part.get("indent", 0)))
    first = int(str(part.get("offset", 0))) + 1
    lines = []
    for number, item in enumerate(mappings(part.get("elements")), first):
        mark = f"{number}." if part.get("style") == "ordered" else _BULLETS[indent % 3]
        lines.extend(layout.wrap(f"{mark} {_inline(item, layout)}", "  " * indent))
    return lines


def _inline(part: Json, layout: Layout) -> str:
    return "".join(_piece(piece, layout) for piece in mappings(part.get("elements")))


def _piece(piece: Json, layout: Layout) -> str:
    show = _PIECES.get(str(piece.get("type")))
    return show(piece, layout) if show else ""


def _name(sign: str, key: str) -> Callable[[Json, Layout], str]:
    return lambda piece, layout: f"{sign}{layout.reader.names(str(piece[key]))}"


def _emoji(piece: Json, _layout: Layout) -> str:
    name = str(piece["name"])
    toned = f"{name}::skin-tone-{piece.get('skin_tone')}"
    return character(toned) or character(name) or f":{name}:"


def _link(piece: Json, _layout: Layout) -> str:
    return f"{piece['text']} ({piece['url']})" if piece.get("text") else str(piece["url"])


def _date(piece: Json, layout: Layout) -> str:
    fallback = str(piece.get("fallback", ""))
    return date_text(int(str(piece["timestamp"])), str(piece["format"]), fallback, layout.reader)


_PIECES: Mapping[str, Callable[[Json, Layout], str]] = {
    "text": lambda piece, _: str(piece["text"]),
    "user": _name("@", "user_id"),
    "usergroup": _name("@", "usergroup_id"),
    "team": _name("@", "team_id"),
    "channel": _name("#", "channel_id"),
    "broadcast": lambda piece, _: f"@{piece['range']}",
    "emoji": _emoji,
    "link": _link,
    "date": _date,
    "color": lambda piece, _: str(piece["value"]),
}
