"""Blocks that show data and progress: tables, charts, tasks, alerts.

Limits: docs.slack.dev/reference/block-kit/blocks.
"""

from collections.abc import Iterator

from localslack.text.mrkdwn import texts_in
from localslack.validation.blocks import block
from localslack.validation.objects import any_text, link
from localslack.validation.problems import Fault
from localslack.validation.rich_text import RICH_TEXT, RICH_TEXT_VALUE
from localslack.validation.rules import (
    Choice,
    Flag,
    Items,
    Number,
    Object,
    OrNull,
    Relation,
    Shape,
    Text,
    Typed,
)

_RAW = {
    "raw_text": Shape({"text": Text()}),
    "raw_number": Shape({"value": Number(whole=False), "text": Text()}),
}
_CELL = Typed({**_RAW, "rich_text": RICH_TEXT})


def _cells_below(limit: int) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        if sum(map(len, texts_in(value["rows"]))) > limit:
            yield Fault(f"{at}/rows", f"must be less than {limit + 1} characters in all cells")

    return check


def _even_rows(value: Object, at: str) -> Iterator[Fault]:
    rows = value["rows"]
    if isinstance(rows, list):
        for number, row in enumerate(rows):
            if len(row) != len(rows[0]):
                yield Fault(f"{at}/rows/{number}", f"must provide {len(rows[0])} items")


def _plain_header(value: Object, at: str) -> Iterator[Fault]:
    rows = value["rows"]
    for number, cell in enumerate(rows[0] if isinstance(rows, list) else []):
        if cell.get("type") == "rich_text":
            yield Fault(f"{at}/rows/0/{number}/type", "unsupported type: rich_text")


def _not_pending(value: Object, at: str) -> Iterator[Fault]:
    if value["status"] == "pending":
        yield Fault(f"{at}/status", "must not be pending outside a plan")


def _categories_match(value: Object, at: str) -> Iterator[Fault]:
    axis, series = value["axis_config"], value["series"]
    if not isinstance(axis, dict) or not isinstance(series, list):
        return
    for number, line in enumerate(series):
        if [point["label"] for point in line["data"]] != axis["categories"]:
            yield Fault(f"{at}/series/{number}/data", "must have one point for each category")


_TASK = block(
    {
        "task_id": Text(),
        "title": Text(),
        "status": Choice(("pending", "in_progress", "complete", "error")),
    },
    {
        "details": RICH_TEXT_VALUE,
        "output": RICH_TEXT_VALUE,
        "sources": Items(Typed({"url": Shape({"url": link(), "text": Text()})})),
    },
)

_LABEL = Text(20)
_POINTS = Items(Shape({"label": _LABEL, "value": Number(whole=False)}), 20)
_LINES = Shape(
    {
        "series": Items(Shape({"name": _LABEL, "data": _POINTS}), 12),
        "axis_config": Shape(
            {"categories": Items(_LABEL, 20)}, {"x_label": Text(50), "y_label": Text(50)}
        ),
    },
    relations=(_categories_match,),
)
_PIE = Shape(
    {"segments": Items(Shape({"label": _LABEL, "value": Number(above=0, whole=False)}), 12)}
)
_CHART = Typed({"pie": _PIE, "bar": _LINES, "area": _LINES, "line": _LINES})

_COLUMN = Shape(may={"align": Choice(("left", "center", "right")), "is_wrapped": Flag()})

DATA_BLOCKS: dict[str, Shape] = {
    "table": block(
        {"rows": Items(Items(_CELL, 20), 100)},
        {
            # Null leaves a column as it is.
            "column_settings": Items(OrNull(_COLUMN), 20)
        },
        # Observed, not documented.
        _cells_below(10_000),
    ),
    "data_table": block(
        {"rows": Items(Items(_CELL, 20), 201, least=2), "caption": Text()},
        {"page_size": Number(1, 100), "row_header_column_index": Number(0, 19)},
        _even_rows,
        _plain_header,
        _cells_below(20_000),
    ),
    "data_visualization": block({"title": Text(50), "chart": _CHART}),
    "task_card": block(dict(_TASK.must), dict(_TASK.may), _not_pending),
    "plan": block({"title": Text()}, {"tasks": Items(Typed({"task_card": _TASK}), 50)}),
    "alert": block(
        {"text": any_text(200)},
        {"level": Choice(("default", "info", "warning", "error", "success"))},
    ),
}
