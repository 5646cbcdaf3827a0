"""Views: the stack of modals each person has open, and everybody's Home."""

from dataclasses import dataclass, field
from typing import TypeAlias

from localslack.block_kit.elements import Element, elements, text_of, with_ids
from localslack.block_kit.inputs import initial_value
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.workspace.ids import Ids, view_hash
from localslack.workspace.timestamps import Timestamps
from localslack.workspace.users import User

MOST_MODALS = 3

Values: TypeAlias = dict[str, dict[str, JsonObject]]
"""What is filled in: block id, then action id, then the value in Slack's shape."""


@dataclass(eq=False, slots=True, kw_only=True)
class View:
    """A modal or a Home as the app defined it, with what its person has filled in."""

    id: str
    user: User
    definition: JsonObject
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    closed: bool = False

    @property
    def title(self) -> str:
        return text_of(self.definition.get("title"))

    @property
    def blocks(self) -> list[JsonObject]:
        return list(self.definition["blocks"])

    @property
    def external_id(self) -> str:
        return str(self.definition.get("external_id", ""))

    def elements(self) -> list[Element]:
        return list(elements(self.definition["blocks"]))


class Forms:
    """All views of a workspace that somebody can see now."""

    def __init__(self, ids: Ids, timestamps: Timestamps) -> None:
        self._ids = ids
        self._timestamps = timestamps
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: User) -> list[View]:
        return self._stacks.setdefault(user.id, [])

    def top(self, user: User) -> View | None:
        stack = self.stack(user)
        return stack[-1] if stack else None

    def home(self, user: User) -> View | None:
        return self._homes.get(user.id)

    def find(self, view_id: str) -> View | None:
        return next((view for view in self._all() if view.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        return next((view for view in self._all() if view.external_id == external_id), None)

    def open(self, user: User, definition: JsonObject) -> View:
        """Show a modal; one that was open before makes room."""
        self.clear(user)
        return self._show(user, definition)

    def push(self, user: User, definition: JsonObject) -> View:
        stack = self.stack(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= MOST_MODALS:
            raise SlackError("push_limit_reached")
        return self._show(user, definition)

    def update(self, view: View, definition: JsonObject) -> None:
        """Give a view new content; what was typed stays where both ids stay."""
        self._check_external_id(definition, except_for=view)
        typed = view.values
        view.definition = _complete(definition)
        view.hash = view_hash(self._timestamps.seconds())
        view.values = initial_values(view)
        view.errors = {}
        for block_id, actions in view.values.items():
            for action_id in actions:
                kept = typed.get(block_id, {}).get(action_id)
                if kept is not None and kept["type"] == actions[action_id]["type"]:
                    actions[action_id] = kept

    def publish(self, user: User, definition: JsonObject) -> View:
        home = self._homes.get(user.id)
        if home is None:
            home = self._new(user, definition, previous=None)
            self._homes[user.id] = home
        else:
            self.update(home, definition)
        return home

    def close(self, view: View) -> None:
        view.closed = True
        stack = self.stack(view.user)
        if view in stack:
            stack.remove(view)

    def clear(self, user: User) -> list[View]:
        closed = list(reversed(self.stack(user)))
        for view in closed:
            self.close(view)
        return closed

    def _show(self, user: User, definition: JsonObject) -> View:
        view = self._new(user, definition, previous=self.top(user))
        self.stack(user).append(view)
        return view

    def _new(self, user: User, definition: JsonObject, previous: View | None) -> View:
        self._check_external_id(definition)
        view_id = self._ids.random("V")
        view = View(
            id=view_id,
            user=user,
            definition=_complete(definition),
            hash=view_hash(self._timestamps.seconds()),
            root_id=previous.root_id if previous else view_id,
            previous_id=previous.id if previous else None,
        )
        view.values = initial_values(view)
        return view

    def _check_external_id(self, definition: JsonObject, except_for: View | None = None) -> None:
        external_id = definition.get("external_id")
        if external_id and self.find_external(external_id) not in {None, except_for}:
            raise SlackError("duplicate_external_id")

    def _all(self) -> list[View]:
        open_views = [view for stack in self._stacks.values() for view in stack]
        return [*open_views, *self._homes.values()]


def initial_values(view: View) -> Values:
    values: Values = {}
    for element in view.elements():
        value = initial_value(element)
        if value is not None:
            values.setdefault(element.block_id, {})[element.action_id] = value
    return values


def _complete(definition: JsonObject) -> JsonObject:
    return {**definition, "blocks": with_ids(definition["blocks"])}
