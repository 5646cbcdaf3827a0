"""Blocks as lines, one function for each kind."""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from rich.cells import cell_len

from localslack.text.mrkdwn import texts_in
from localslack.transcript.elements import box, control, image_text
from localslack.transcript.layout import Json, Page, mapping, mappings
from localslack.transcript.rich_text import rich_text_lines

_GAP = "  "


def block_lines(blocks: list[Json], page: Page) -> list[str]:
    lines = []
    for block in blocks:
        show = _BLOCKS.get(str(block.get("type")), _other)
        lines.extend(show(block, page))
    return lines


def _header(block: Json, page: Page) -> list[str]:
    return page.wrap(f"▌ {page.object_text(block.get('text'))}")


def _divider(_block: Json, page: Page) -> list[str]:
    return ["─" * min(page.width or 0, 40)] if page.width else []


def _section(block: Json, page: Page) -> list[str]:
    accessory = mapping(block.get("accessory"))
    beside = control(accessory, _state(block, accessory, page), page) if accessory else []
    room = max(map(cell_len, beside), default=-len(_GAP)) + len(_GAP)
    narrow = page.narrower(room)
    text = narrow.object_text(block.get("text"))
    lines = narrow.wrap(text) if text else []
    lines.extend(_fields(block, narrow))
    return _side_by_side(lines, beside, narrow.width) if beside else lines


def _fields(block: Json, page: Page) -> list[str]:
    if page.width is None:
        return [page.object_text(item) for item in mappings(block.get("fields"))]
    half = Page(page.reader, (page.width - len(_GAP)) // 2)
    cells = [half.wrap(half.object_text(item)) for item in mappings(block.get("fields"))]
    lines = []
    for left, right in zip_longest(cells[::2], cells[1::2], fillvalue=[""]):
        lines.extend(_side_by_side(left, right, half.width))
    return lines


def _side_by_side(left: list[str], right: list[str], width: int | None) -> list[str]:
    if width is None:
        return [*left, *right]
    pairs = zip_longest(left, right, fillvalue="")
    return [f"{_padded(one, width)}{_GAP}{two}".rstrip() for one, two in pairs]


def _padded(text: str, width: int) -> str:
    # Not str.ljust: an emoji takes two columns.
    return text + " " * (width - cell_len(text))


def _context(block: Json, page: Page) -> list[str]:
    parts = [
        image_text(part) if part.get("type") == "image" else page.object_text(part)
        for part in mappings(block.get("elements"))
    ]
    return page.wrap(_GAP.join(parts), _GAP)


def _actions(block: Json, page: Page) -> list[str]:
    elements = mappings(block.get("elements"))
    controls = (control(element, _state(block, element, page), page) for element in elements)
    return page.flow(line for lines in controls for line in lines)


def _input(block: Json, page: Page) -> list[str]:
    element = mapping(block.get("element"))
    optional = " (optional)" if block.get("optional") else ""
    hint = page.object_text(block.get("hint"))
    error = page.errors.get(str(block.get("block_id")))
    return [
        *page.wrap(f"{page.object_text(block.get('label'))}{optional}"),
        *(f"{_GAP}{line}" for line in box(element, _state(block, element, page), page)),
        *(page.wrap(hint, _GAP) if hint else []),
        *(page.wrap(f"✗ {error}", _GAP) if error else []),
    ]


def _image(block: Json, page: Page) -> list[str]:
    title = page.object_text(block.get("title"))
    return [*([title] if title else []), image_text(block)]


def _table(block: Json, page: Page) -> list[str]:
    rows = block.get("rows")
    cells = [
        [_cell(cell, page) for cell in mappings(row)]
        for row in (rows if isinstance(rows, list) else [])
    ]
    widths = [max(map(cell_len, column)) for column in zip_longest(*cells, fillvalue="")]
    return [" │ ".join(map(_padded, row, widths)).rstrip() for row in cells]


def _cell(cell: Json, page: Page) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(rich_text_lines(cell, page))
    return str(cell.get("text", ""))


def _container(block: Json, page: Page) -> list[str]:
    heads = (page.object_text(block.get(key)) for key in ("title", "subtitle"))
    return [
        *(head for head in heads if head),
        *block_lines(mappings(block.get("child_blocks")), page),
    ]


def _card(block: Json, page: Page) -> list[str]:
    texts = (page.object_text(block.get(key)) for key in ("title", "subtitle", "body", "subtext"))
    return [
        *(line for text in texts if text for line in page.wrap(text)),
        *_actions({**block, "elements": block.get("actions")}, page),
    ]


def _plan(block: Json, page: Page) -> list[str]:
    tasks = block_lines(mappings(block.get("tasks")), page)
    return [str(block.get("title", "")), *tasks]


def _task(block: Json, _page: Page) -> list[str]:
    marks = {"complete": "✓", "error": "✗", "in_progress": "…"}
    return [f"{marks.get(str(block.get('status')), '○')} {block.get('title', '')}"]


def _layout(block: Json, page: Page) -> list[str]:
    items = [item for row in mappings(block.get("rows")) for item in mappings(row.get("items"))]
    label = [str(block.get("label"))] if block.get("is_label_visible") else []
    inner = (block_lines(mappings(item.get("blocks")), page) for item in items)
    return [*label, *(line for lines in inner for line in lines)]


def _chart(block: Json, _page: Page) -> list[str]:
    chart = mapping(block.get("chart"))
    series = mappings(chart.get("series")) or [{"name": "", "data": chart.get("segments")}]
    return [str(block.get("title", "")), *map(_line_of_chart, series)]


def _line_of_chart(series: Json) -> str:
    points = (f"{point.get('label')} {point.get('value')}" for point in mappings(series["data"]))
    return f"{series['name']}: {', '.join(points)}".removeprefix(": ")


def _other(block: Json, page: Page) -> list[str]:
    texts = [line for text in texts_in(block) for line in page.wrap(page.mrkdwn(text))]
    return texts or [f"({block.get('type')})"]


def _state(block: Json, element: Json, page: Page) -> Json | None:
    of_block = page.values.get(str(block.get("block_id")), {})
    return of_block.get(str(element.get("action_id")))


_BLOCKS: Mapping[str, Callable[[Json, Page], list[str]]] = {
    "actions": _actions,
    "card": _card,
    "carousel": lambda block, page: block_lines(mappings(block.get("elements")), page),
    "container": _container,
    "context": _context,
    "context_actions": _actions,
    "data_table": _table,
    "data_visualization": _chart,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "input": _input,
    "layout": _layout,
    "plan": _plan,
    "rich_text": rich_text_lines,
    "section": _section,
    "table": _table,
    "task_card": _task,
}
