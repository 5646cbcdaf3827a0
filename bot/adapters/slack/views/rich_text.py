"""Rich text inputs, there and back: what people type with real mentions, as lines of text."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import RichTextBlock, RichTextElementParts, RichTextSectionElement

Element = Mapping[str, Any]

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")
_INLINE: Mapping[str, Callable[[Element], str]] = {
    "text": lambda part: str(part["text"]),
    "user": lambda part: f"<@{part['user_id']}>",
    "link": lambda part: str(part.get("text") or part["url"]),
    "emoji": lambda part: f":{part['name']}:",
    "broadcast": lambda part: f"@{part['range']}",
    # Nobody tells us its name: the line comes back to the person, as one that cannot be read.
    "channel": lambda part: f"#{part['channel_id']}",
    "date": lambda part: str(part.get("fallback", "")),
}


def rich_text_to_lines(rich_text: Element) -> str:
    """The text of a rich text input: one line per list item, mentions as `<@U…>`."""
    blocks = (_block(element) for element in rich_text.get("elements", ()))
    return "\n".join(line for block in blocks for line in block)


def _block(element: Element) -> Iterator[str]:
    if element["type"] == "rich_text_list":
        for item in element["elements"]:
            yield from _block(item)
    else:
        text = "".join(_inline(part) for part in element["elements"])
        yield text.removesuffix("\n")


def _inline(part: Element) -> str:
    read = _INLINE.get(part["type"])
    return read(part) if read else ""


def lines_to_rich_text(text: str) -> RichTextBlock | None:
    """Text as the initial value of a rich text input; None where there is none."""
    if not text.strip():
        return None
    parts = _MENTION.split(text)
    elements = [_part(part, is_person=at % 2 == 1) for at, part in enumerate(parts) if part]
    return RichTextBlock(elements=[RichTextSectionElement(elements=elements)])


def _part(text: str, *, is_person: bool) -> RichTextElementParts.User | RichTextElementParts.Text:
    if is_person:
        return RichTextElementParts.User(user_id=text)
    return RichTextElementParts.Text(text=text)
