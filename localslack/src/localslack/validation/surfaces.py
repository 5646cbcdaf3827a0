"""Which block may stand in a message, a modal or the Home tab, and how many.

Source: docs.slack.dev/reference/block-kit/blocks, "available in surfaces" of each page.
"""

from dataclasses import dataclass

from localslack.validation.blocks import BLOCKS
from localslack.validation.data_blocks import DATA_BLOCKS
from localslack.validation.nesting_blocks import NESTING_BLOCKS
from localslack.validation.rules import Items, Typed

_ALL = Typed({**BLOCKS, **DATA_BLOCKS, **NESTING_BLOCKS})

_EVERYWHERE = frozenset(
    {
        "actions",
        "card",
        "context",
        "divider",
        "header",
        "image",
        "input",
        "layout",
        "rich_text",
        "section",
        "video",
    }
)
_NOT_IN_MODALS = frozenset({"carousel", "container", "data_table", "data_visualization", "table"})
_ONLY_IN_MESSAGES = frozenset({"context_actions", "file", "markdown", "plan", "task_card"})
_ONLY_IN_MODALS = frozenset({"alert"})


@dataclass(frozen=True, slots=True)
class Surface:
    name: str
    blocks: Items
    most: int


def _surface(name: str, most: int, *groups: frozenset[str]) -> Surface:
    return Surface(name, Items(_ALL.only(frozenset().union(*groups)), most), most)


MESSAGE = _surface("message", 50, _EVERYWHERE, _NOT_IN_MODALS, _ONLY_IN_MESSAGES)
MODAL = _surface("modal", 100, _EVERYWHERE, _ONLY_IN_MODALS)
HOME = _surface("home", 100, _EVERYWHERE, _NOT_IN_MODALS)
