"""What the blocks of one message or view are drawn with, and how their elements are used."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from localslack.block_kit.elements import Element
from localslack.block_kit.inputs import Entry, initial_value
from localslack.json_types import JsonObject
from localslack.page.html.writer import HtmlWriter
from localslack.workspace.forms import Values
from localslack.workspace.users import User
from localslack.workspace.workspace import Workspace

Use: TypeAlias = Callable[[Element, Entry], Awaitable[None]]
Search: TypeAlias = Callable[[Element, str], Awaitable[JsonObject]]


@dataclass(frozen=True, slots=True)
class Surface:
    """The reader, the people and places to choose from, and what becomes of a click."""

    html: HtmlWriter
    workspace: Workspace
    me: User
    use: Use
    search: Search
    uploads: str
    """Where the browser brings files to."""
    values: Values = field(default_factory=dict)

    def state(self, element: Element) -> JsonObject:
        """What stands in an element now, in Slack's shape."""
        state = self.values.get(element.block_id, {}).get(element.action_id)
        return state or initial_value(element) or {}
