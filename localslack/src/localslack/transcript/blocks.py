"""Blocks as lines, one function for each kind."""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from rich.cells import cell_len

from localslack.text.mrkdwn import texts_in
from localslack.transcript.elements import box, control, image_text
from localslack.transcript.layout import Json, Layout, mapping, mappings
from localslack.transcript.rich_text import rich_text_lines

_GAP = "  "


def block_lines(blocks: list[Json], layout: Layout) -> list[str]:
    lines = []
    for block in blocks:
        show = _BLOCKS.get(str(block.get("type")), _other)
        lines.extend(show(block, layout))
    return lines


def _header(block: Json, layout: Layout) -> list[str]:
    return layout.wrap(f"▌ {layout.object_text(block.get('text'))}")


def _divider(_block: Json, layout: Layout) -> list[str]:
    return ["─" * min(layout.width or 0, 40)] if layout.width else []


def _section(block: Json, layout: Layout) -> list[str]:
    accessory = mapping(block.get("accessory"))
    beside = control(accessory, _state(block, accessory, layout), layout) if accessory else []
    room = max(map(cell_len, beside), default=-len(_GAP)) + len(_GAP)
    narrow = layout.narrower(room)
    text = narrow.object_text(block.get("text"))
    lines = narrow.wrap(text) if text else []
    lines.extend(_fields(block, narrow))
    return _side_by_side(lines, beside, narrow.width) if beside else lines


def _fields(block: Json, layout: Layout) -> list[str]:
    if layout.width is None:
        return [layout.object_text(item) for item in mappings(block.get("fields"))]
    half = Layout(layout.reader, (layout.width - len(_GAP)) // 2)
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


def _context(block: Json, layout: Layout) -> list[str]:
    parts = [
        image_text(part) if part.get("type") == "image" else layout.object_text(part)
        for part in mappings(block.get("elements"))
    ]
    return layout.wrap(_GAP.join(parts), _GAP)


def _actions(block: Json, layout: Layout) -> list[str]:
    elements = mappings(block.get("elements"))
    controls = (control(element, _state(block, element, layout), layout) for element in elements)
    return layout.flow(line for lines in controls for line in lines)


def _input(block: Json, layout: Layout) -> list[str]:
    element = mapping(block.get("element"))
    optional = " (optional)" if block.get("optional") else ""
    hint = layout.object_text(block.get("hint"))
    error = layout.errors.get(str(block.get("block_id")))
    return [
        *layout.wrap(f"{layout.object_text(block.get('label'))}{optional}"),
        *(f"{_GAP}{line}" for line in box(element, _state(block, element, layout), layout)),
        *(layout.wrap(hint, _GAP) if hint else []),
        *(layout.wrap(f"✗ {error}", _GAP) if error else []),
    ]


def _image(block: Json, layout: Layout) -> list[str]:
    title = layout.object_text(block.get("title"))
    return [*([title] if title else []), image_text(block)]


def _table(block: Json, layout: Layout) -> list[str]:
    rows = block.get("rows")
    cells = [
        [_cell(cell, layout) for cell in mappings(row)]
        for row in (rows if isinstance(rows, list) else [])
    ]
    widths = [max(map(cell_len, column)) for column in zip_longest(*cells, fillvalue="")]
    return [" │ ".join(map(_padded, row, widths)).rstrip() for row in cells]


def _cell(cell: Json, layout: Layout) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(rich_text_lines(cell, layout))
    return str(cell.get("text", ""))


def _container(block: Json, layout: Layout) -> list[str]:
    heads = (layout.object_text(block.get(key)) for key in ("title", "subtitle"))
    return [
        *(head for head in heads if head),
        *block_lines(mappings(block.get("child_blocks")), layout),
    ]


def _card(block: Json, layout: Layout) -> list[str]:
    texts = (layout.object_text(block.get(key)) for key in ("title", "subtitle", "body", "subtext"))
    return [
        *(line for text in texts if text for line in layout.wrap(text)),
        *_actions({**block, "elements": block.get("actions")}, layout),
    ]


def _plan(block: Json, layout: Layout) -> list[str]:
    tasks = block_lines(mappings(block.get("tasks")), layout)
    return [str(block.get("title", "")), *tasks]


def _task(block: Json, _layout: Layout) -> list[str]:
    marks = {"complete": "✓", "error": "✗", "in_progress": "…"}
    return [f"{marks.get(str(block.get('status')), '○')} {block.get('title', '')}"]


def _layout(block: Json, layout: Layout) -> list[str]:
    items = [item for row in mappings(block.get("rows")) for item in mappings(row.get("items"))]
    label = [str(block.get("label"))] if block.get("is_label_visible") else []
    inner = (block_lines(mappings(item.get("blocks")), layout) for item in items)
    return [*label, *(line for lines in inner for line in lines)]


def _chart(block: Json, _layout: Layout) -> list[str]:
    chart = mapping(block.get("chart"))
    series = mappings(chart.get("series")) or [{"name": "", "data": chart.get("segments")}]
    return [str(block.get("title", "")), *map(_line_of_chart, series)]


def _line_of_chart(series: Json) -> str:
    points = (f"{point.get('label')} {point.get('value')}" for point in mappings(series["data"]))
    return f"{series['name']}: {', '.join(points)}".removeprefix(": ")


def _other(block: Json, layout: Layout) -> list[str]:
    texts = [line for text in texts_in(block) for line in layout.wrap(layout.mrkdwn(text))]
    return texts or [f"({block.get('type')})"]


def _state(block: Json, element: Json, layout: Layout) -> Json | None:
    of_block = layout.values.get(str(block.get("block_id")), {})
    return of_block.get(str(element.get("action_id")))


_BLOCKS: Mapping[str, Callable[[Json, Layout], list[str]]] = {
    "actions": _actions,
    "card": _card,
    "carousel": lambda block, layout: block_lines(mappings(block.get("elements")), layout),
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
