"""Rich text as Slack hands it back, read into lines of text.

The parts are those of docs.slack.dev/reference/block-kit/blocks/rich-text-block; a part that the
bot does not know stands for nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated

from pydantic import Field as Limit

from bot.adapters.slack.payloads.shapes import Channel, Person, ShortWord, Text, Wire

# Far more than an input takes.
MOST_PARTS = 3_000


class Part(Wire):
    """A run of text, a mention, a link, an emoji, a date: `type` says which."""

    type: ShortWord
    text: Text | None = None
    url: Text | None = None
    name: ShortWord | None = None
    range: ShortWord | None = None
    user_id: Person | None = None
    channel_id: Channel | None = None
    fallback: Text | None = None


class Entry(Part):
    """A part of a paragraph, or an entry of a list with parts of its own."""

    elements: Annotated[tuple[Part, ...], Limit(max_length=MOST_PARTS)] = ()


class Paragraph(Wire):
    """A paragraph, a quote, or a list; Slack nests no lists, it indents the next one."""

    type: ShortWord
    elements: Annotated[tuple[Entry, ...], Limit(max_length=MOST_PARTS)]


class RichText(Wire):
    elements: Annotated[tuple[Paragraph, ...], Limit(max_length=MOST_PARTS)] = ()


_INLINE: Mapping[str, Callable[[Part], str]] = {
    "text": lambda part: part.text or "",
    "user": lambda part: f"<@{part.user_id}>" if part.user_id else "",
    "link": lambda part: part.text or part.url or "",
    "emoji": lambda part: f":{part.name}:" if part.name else "",
    "broadcast": lambda part: f"@{part.range}" if part.range else "",
    # Nobody tells us its name: the line comes back to the person, as one that cannot be read.
    "channel": lambda part: f"#{part.channel_id}" if part.channel_id else "",
    "date": lambda part: part.fallback or "",
}


def lines_of(rich_text: RichText) -> str:
    """The text of a rich text input: one line per list item, mentions as `<@U…>`."""
    return "\n".join(line for each in rich_text.elements for line in _lines(each))


def _lines(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.type == "rich_text_list":
        for entry in paragraph.elements:
            yield _inline(entry.elements)
    else:
        yield _inline(paragraph.elements)


def _inline(parts: tuple[Part, ...]) -> str:
    text = "".join(_INLINE[part.type](part) for part in parts if part.type in _INLINE)
    return text.removesuffix("\n")
