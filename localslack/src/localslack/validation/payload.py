"""Rules about the blocks of one payload together: unique ids, one focus, nothing too many."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from localslack.validation.blocks import MARKDOWN_TOTAL
from localslack.validation.problems import Fault
from localslack.validation.rules import Object, Typed
from localslack.validation.surfaces import Surface

_PATHS_TO_BLOCKS = {
    "carousel": ("elements", "*"),
    "container": ("child_blocks", "*"),
    "layout": ("rows", "*", "items", "*", "blocks", "*"),
}
"""Where a block keeps the blocks inside it."""

_MOST_CHARTS = 2


class Placed(NamedTuple):
    """A block, or another object of the payload, and where it stands."""

    at: str
    value: Object


def faults_in(blocks: object, at: str, surface: Surface) -> list[Fault]:
    """All that is wrong with a list of blocks; the blocks one by one, then together."""
    found = list(surface.blocks.faults(blocks, at))
    if found or not isinstance(blocks, list):
        return found
    placed = list(blocks_in(blocks, at))
    if _too_many(blocks, placed, surface):
        return [Fault(at, f"no more than {surface.most} items allowed")]
    return [
        *_misplaced(placed, surface),
        *_too_many_charts(placed),
        *_too_much_markdown(placed, at),
        *_repeated(placed, "block_id"),
        *_repeated_actions(placed),
        *_repeated_focus(placed),
    ]


def blocks_in(blocks: Iterable[object], at: str) -> Iterator[Placed]:
    """Every block, also those inside others."""
    for number, block in enumerate(blocks):
        yield from _with_inner(Placed(f"{at}/{number}", cast("Object", block)))


def blocks_of_type(blocks: Iterable[Placed], kind: str) -> list[Placed]:
    return [placed for placed in blocks if placed.value["type"] == kind]


def _with_inner(placed: Placed) -> Iterator[Placed]:
    yield placed
    path = _PATHS_TO_BLOCKS.get(str(placed.value["type"]), ())
    for inner in _follow(placed.value, path, placed.at) if path else ():
        yield from _with_inner(inner)


def _follow(value: object, path: tuple[str, ...], at: str) -> Iterator[Placed]:
    if not path:
        yield Placed(at, cast("Object", value))
    elif path[0] == "*" and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _follow(item, path[1:], f"{at}/{number}")
    elif isinstance(value, dict):
        yield from _follow(value.get(path[0]), path[1:], f"{at}/{path[0]}")


def _misplaced(placed: list[Placed], surface: Surface) -> Iterator[Fault]:
    kinds = cast("Typed", surface.blocks.each).shapes
    for at, block in placed:
        if block["type"] not in kinds:
            yield Fault(f"{at}/type", f"unsupported type: {block['type']}")


def _too_many(blocks: list[object], placed: list[Placed], surface: Surface) -> bool:
    """A layout counts with all that stands in it; other blocks with blocks inside count as one."""
    inner = [
        inner
        for layout in blocks_of_type(placed, "layout")
        for inner in _follow(layout.value, _PATHS_TO_BLOCKS["layout"], layout.at)
    ]
    return len(blocks) + len(inner) > surface.most


def _too_many_charts(placed: list[Placed]) -> Iterator[Fault]:
    for chart in blocks_of_type(placed, "data_visualization")[_MOST_CHARTS:]:
        yield Fault(chart.at, f"no more than {_MOST_CHARTS} data_visualization blocks allowed")


def _too_much_markdown(placed: list[Placed], at: str) -> Iterator[Fault]:
    texts = [str(block.value["text"]) for block in blocks_of_type(placed, "markdown")]
    if sum(map(len, texts)) > MARKDOWN_TOTAL:
        yield Fault(at, f"must be less than {MARKDOWN_TOTAL + 1} characters in markdown blocks")


def _repeated_actions(placed: list[Placed]) -> Iterator[Fault]:
    for block in placed:
        yield from _repeated(_parts(block), "action_id")


def _repeated(placed: Iterable[Placed], key: str) -> Iterator[Fault]:
    seen: set[object] = set()
    for at, value in placed:
        name = value.get(key)
        if name is not None and name in seen:
            yield Fault(f"{at}/{key}", f'`{key}` "{name}" already exists')
        seen.add(name)


def _repeated_focus(placed: list[Placed]) -> Iterator[Fault]:
    focused = [
        part for block in placed for part in _parts(block) if part.value.get("focus_on_load")
    ]
    for at, _ in focused[1:]:
        yield Fault(f"{at}/focus_on_load", "only one element can be set to focus on load")


def _parts(block: Placed) -> Iterator[Placed]:
    """The objects of one block, without the blocks inside it."""
    path = _PATHS_TO_BLOCKS.get(str(block.value["type"]), ("",))
    for key, value in block.value.items():
        if key not in {path[0], "fallback"}:
            yield from _objects(value, f"{block.at}/{key}")


def _objects(value: object, at: str) -> Iterator[Placed]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _objects(item, f"{at}/{number}")
    elif isinstance(value, dict):
        yield Placed(at, value)
        for key, item in value.items():
            yield from _objects(item, f"{at}/{key}")
