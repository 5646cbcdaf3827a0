"""Spoils one sample at one place and tells what the rules say to it."""

from localslack.validation import check_message
from localslack.validation.blocks import BLOCKS as SIMPLE_RULES
from localslack.validation.data_blocks import DATA_BLOCKS
from localslack.validation.nesting_blocks import NESTING_BLOCKS
from localslack.validation.problems import Fault
from localslack.validation.rules import Shape, Typed
from localslack_support.block_samples import BLOCKS
from localslack_support.samples import ELEMENTS, IMAGE, Json, hosted, spoilt

RULES: dict[str, Shape] = {**SIMPLE_RULES, **DATA_BLOCKS, **NESTING_BLOCKS}
_PLACED: dict[str, tuple[Json, str]] = {
    **{kind: hosted(element) for kind, element in ELEMENTS.items() if kind != "image"},
    **{kind: (block, "") for kind, block in BLOCKS.items()},
    "image element": hosted(IMAGE),
}
"""Where a sample stands: its block, and the way from the block to it."""


def faults(kind: str, path: str, value: object) -> list[Fault]:
    block, way = _PLACED[kind]
    changed = spoilt(block, f"{way}/{path}", value)
    # An alert stands in modals only.
    if kind == "alert":
        return list(Typed(RULES).faults(changed, "/blocks/0"))
    return [Fault(p.pointer, p.message) for p in check_message({"blocks": [changed]})]


def expected(kind: str, path: str, message: str) -> list[Fault]:
    way = "/".join(part for part in ("/blocks/0", _PLACED[kind][1], path) if part)
    return [Fault(way, message)]
