"""A message or a view as lines for a terminal: what a person sees, without the colours."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from localslack.text.emoji_names import with_characters
from localslack.text.mrkdwn import Names, Reader
from localslack.transcript.blocks import block_lines
from localslack.transcript.layout import Json, Layout, State, mappings

__all__ = ["message_lines", "readable", "view_lines"]

_UTC = ZoneInfo("UTC")
_BAR = "│ "


def message_lines(
    message: Json, *, names: Names, tz: ZoneInfo, width: int | None = 100
) -> list[str]:
    """The message as its reader sees it.

    Blocks hide the text, which then only stands in notifications. With no width nothing is
    wrapped or put side by side.
    """
    return _message(message, Layout(Reader(names, tz), width))


def view_lines(
    view: Json,
    values: State | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    names: Names,
    tz: ZoneInfo,
    width: int | None = 100,
) -> list[str]:
    """A modal or the Home tab, framed, with what has been filled in and refused so far.

    Args:
        view: as the app sent it.
        values: `state.values` of the view; what is not there shows its initial value.
        errors: what is wrong, by block id.
        names: the display name of an id.
        tz: the reader's time zone.
        width: of the terminal.
    """
    inner = None if width is None else width - len(_BAR)
    layout = Layout(Reader(names, tz), inner, values or {}, errors or {})
    title = layout.object_text(view.get("title")) or "Home"
    buttons = [layout.object_text(view.get(key)) for key in ("close", "submit")]
    foot = "  ".join(f"[ {label} ]" for label in buttons if label)
    return [
        f"╭─ {title} ".ljust(width or 0, "─"),
        *(f"{_BAR}{line}".rstrip() for line in block_lines(mappings(view.get("blocks")), layout)),
        f"╰─ {foot} ".ljust(width or 0, "─") if foot else "╰".ljust(width or 0, "─"),
    ]


def readable(message: Json, *, names: Names = str, tz: ZoneInfo = _UTC) -> str:
    """All that can be read in a message or view, unwrapped, to search in."""
    if "title" in message or message.get("type") == "home":
        return "\n".join(view_lines(message, names=names, tz=tz, width=None))
    return "\n".join(message_lines(message, names=names, tz=tz, width=None))


def _message(message: Json, layout: Layout) -> list[str]:
    blocks = mappings(message.get("blocks"))
    lines = (
        block_lines(blocks, layout) if blocks else layout.wrap(layout.mrkdwn(message.get("text")))
    )
    for attachment in mappings(message.get("attachments")):
        lines.extend(f"{_BAR}{line}" for line in _message(attachment, layout.narrower(len(_BAR))))
    reactions = "  ".join(_reactions(message))
    return [*lines, reactions] if reactions else lines


def _reactions(message: Json) -> list[str]:
    return [
        with_characters(f":{reaction.get('name')}: {reaction.get('count', 1)}")
        for reaction in mappings(message.get("reactions"))
    ]
