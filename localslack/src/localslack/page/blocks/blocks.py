"""Block Kit on the page, one function for each kind of block."""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from nicegui.element import Element as Nice

from localslack.block_kit.elements import Element, text_of
from localslack.json_types import JsonObject
from localslack.page.blocks.elements import draw_element
from localslack.page.blocks.rich_text import rich_text_html
from localslack.page.blocks.surface import Surface
from localslack.page.html.tags import markup, tag
from localslack.page.html.writer import escaped
from localslack.transcript.blocks import block_lines
from localslack.transcript.layout import Layout

Draw: TypeAlias = Callable[[JsonObject, Surface], None]
Same: TypeAlias = Callable[[JsonObject, JsonObject], bool]


class BlockList:
    """Blocks in an element; new ones replace only those that have changed."""

    def __init__(self, place: Nice, draw: Draw | None = None, same: Same = operator.eq) -> None:
        self._place = place
        self._draw = draw or draw_block
        self._same = same
        self._shown: list[tuple[JsonObject, Nice]] = []

    def show(self, blocks: Iterable[JsonObject], surface: Surface) -> None:
        wanted = list(blocks)
        for _, element in self._shown[len(wanted) :]:
            element.delete()
        del self._shown[len(wanted) :]
        for index, block in enumerate(wanted):
            if index < len(self._shown) and self._same(self._shown[index][0], block):
                continue
            drawn = (block, self._drawn(block, surface))
            if index < len(self._shown):
                self._shown[index][1].delete()
                drawn[1].move(target_index=index)
                self._shown[index] = drawn
            else:
                self._shown.append(drawn)

    def _drawn(self, block: JsonObject, surface: Surface) -> Nice:
        with self._place, tag("div", classes=f"kit kit-{block.get('type')}") as made:
            self._draw(block, surface)
        return made


def draw_block(block: JsonObject, surface: Surface) -> None:
    _BLOCKS.get(str(block.get("type")), _other)(block, surface)


def looks_alike(one: JsonObject, other: JsonObject) -> bool:
    """Whether only the ids differ that Slack gives to a block without one."""
    return one | {"block_id": ""} == other | {"block_id": ""}


def _header(block: JsonObject, surface: Surface) -> None:
    markup(surface.html.object(block["text"]), name="h3", classes="block-header")


def _divider(_block: JsonObject, _surface: Surface) -> None:
    tag("hr")


def _section(block: JsonObject, surface: Surface) -> None:
    with tag("div", classes="section-text"):
        if "text" in block:
            markup(surface.html.object(block["text"]), classes="text")
        if block.get("fields"):
            cells = "".join(f"<div>{surface.html.object(each)}</div>" for each in block["fields"])
            markup(cells, classes="fields text")
    if "accessory" in block:
        with tag("div", classes="accessory"):
            draw_element(Element(block, block["accessory"]), surface)


def _context(block: JsonObject, surface: Surface) -> None:
    parts = [
        _small_image(part)
        if part.get("type") == "image"
        else f"<span>{surface.html.object(part)}</span>"
        for part in block.get("elements", ())
    ]
    markup("".join(parts), classes="context-line text")


def _small_image(image: JsonObject) -> str:
    source, alt = escaped(str(image.get("image_url", ""))), escaped(str(image.get("alt_text", "")))
    return f'<img src="{source}" alt="{alt}" loading="lazy">'


def _actions(block: JsonObject, surface: Surface) -> None:
    for element in block.get("elements", ()) or block.get("actions", ()):
        draw_element(Element(block, element), surface)


def _image(block: JsonObject, surface: Surface) -> None:
    title = surface.html.object(block.get("title"))
    address = block.get("image_url") or f"/files/{block.get('slack_file', {}).get('id', '')}"
    alt = escaped(str(block.get("alt_text", "")))
    caption = f"<figcaption>{title}</figcaption>" if title else ""
    picture = f'<img src="{escaped(str(address))}" alt="{alt}" loading="lazy">'
    markup(f"{caption}{picture}", name="figure")


def _rich_text(block: JsonObject, surface: Surface) -> None:
    markup(rich_text_html(block, surface.html), classes="text rich-text")


def _markdown(block: JsonObject, surface: Surface) -> None:
    markup(surface.html.mrkdwn(text_of(block)), classes="text")


def _other(block: JsonObject, surface: Surface) -> None:
    """What Slack shows in ways of its own stands here as its text, line by line."""
    lines = block_lines([block], Layout(surface.html.reader, None))
    markup("<br>".join(map(escaped, lines)), classes="text")


_BLOCKS: Mapping[str, Draw] = {
    "actions": _actions,
    "context": _context,
    "context_actions": _actions,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
}
