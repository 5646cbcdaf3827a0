"""Finding one's way in Block Kit: the interactive elements and the ids Slack adds."""

import copy
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from localslack.json_types import JsonObject

_ELEMENT_LISTS = ("elements", "actions")
_SINGLE_ELEMENTS = ("accessory", "element")
_NESTED_BLOCKS = ("child_blocks",)
# Elements of a context block are texts and images, which nobody can click.
_BLOCKS_WITHOUT_ELEMENTS = frozenset({"context", "rich_text", "carousel"})
_OVERFLOW_LABELS = frozenset({"More", "More actions", "…"})


@dataclass(frozen=True, slots=True)
class Element:
    """One interactive element, with the block it stands in."""

    block: JsonObject
    json: JsonObject

    @property
    def type(self) -> str:
        return str(self.json["type"])

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.json["action_id"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")

    def labels(self) -> frozenset[str]:
        """Everything a person might call this element."""
        names = {
            text_of(self.json.get("text")),
            text_of(self.json.get("placeholder")),
            text_of(self.block.get("label")),
            str(self.json.get("accessibility_label", "")),
            self.action_id,
        }
        if self.json.get("type") == "overflow":
            names |= _OVERFLOW_LABELS
        return frozenset(names - {""})

    def visible_to(self, user_id: str) -> bool:
        visible_to = self.json.get("visible_to_user_ids")
        return not visible_to or user_id in visible_to


def text_of(text_object: object) -> str:
    return str(text_object.get("text", "")) if isinstance(text_object, Mapping) else ""


def label_of(element: Element) -> str:
    """What stands on an element, for those who tell what happened."""
    shown = text_of(element.json.get("text")) or text_of(element.json.get("placeholder"))
    return shown or text_of(element.block.get("label")) or element.type.replace("_", " ")


def elements(blocks: Iterable[JsonObject]) -> Iterator[Element]:
    """All interactive elements, in the order in which they are shown."""
    for block in blocks:
        for nested in _NESTED_BLOCKS:
            yield from elements(block.get(nested, ()))
        if block.get("type") in _BLOCKS_WITHOUT_ELEMENTS:
            continue
        found = [block[key] for key in _SINGLE_ELEMENTS if key in block]
        for key in _ELEMENT_LISTS:
            found.extend(block.get(key, ()))
        yield from (Element(block, each) for each in found if _is_interactive(each))


def _is_interactive(element: object) -> bool:
    return isinstance(element, Mapping) and element.get("type") not in {"image", "mrkdwn"}


def with_ids(blocks: Iterable[JsonObject]) -> list[JsonObject]:
    """A copy in which each block and element has the id that Slack gives if the app does not."""
    filled = copy.deepcopy(list(blocks))
    for block in filled:
        block.setdefault("block_id", _new_id())
        for nested in _NESTED_BLOCKS:
            if nested in block:
                block[nested] = with_ids(block[nested])
    for element in elements(filled):
        element.json.setdefault("action_id", _new_id())
    return filled


def _new_id() -> str:
    return secrets.token_urlsafe(4)[:5]
