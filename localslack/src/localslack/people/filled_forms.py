"""An open form, as the person who fills it in handles it."""

from localslack.block_kit.elements import Element, text_of
from localslack.block_kit.inputs import Directory, Entry, complaint, filled, is_fillable
from localslack.errors import NotPossible
from localslack.json_types import JsonObject
from localslack.people.screen import Screen
from localslack.workspace.forms import View


class Form:
    """The handle a test has of a modal."""

    def __init__(self, view: View, directory: Directory, screen: Screen) -> None:
        self.view = view
        self._directory = directory
        self._screen = screen

    @property
    def title(self) -> str:
        return self.view.title

    @property
    def is_open(self) -> bool:
        return not self.view.closed

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by the label of the input."""
        labels = {
            element.block_id: text_of(element.block.get("label")) for element in self._inputs()
        }
        return {labels.get(block_id, block_id): text for block_id, text in self.view.errors.items()}

    @property
    def labels(self) -> list[str]:
        """The labels of the inputs, from top to bottom."""
        return [text_of(element.block.get("label")) for element in self._inputs()]

    def readable(self) -> str:
        return "\n".join(self._screen.view_lines(self.view))

    def value(self, label: str) -> JsonObject:
        """What an element holds now, in Slack's shape."""
        element = self.element(label)
        return self.view.values[element.block_id][element.action_id]

    def offers(self, label: str) -> bool:
        """Whether there is an input with this label."""
        return self._element(label) is not None

    def element(self, label: str) -> Element:
        element = self._element(label)
        if element is None:
            raise NotPossible(f"{self.title!r} has no input {label!r}:\n{self.readable()}")
        return element

    def fill(self, label: str, entry: Entry) -> Element:
        element = self.element(label)
        self.put(element, entry)
        return element

    def put(self, element: Element, entry: Entry) -> None:
        """Fill in an element of this form."""
        value = filled(element, entry, self._directory)
        self.view.values.setdefault(element.block_id, {})[element.action_id] = value

    def complaints(self) -> dict[str, str]:
        """What Slack's client finds missing before it sends the form, by block id."""
        found: dict[str, str] = {}
        for element in self._inputs():
            value = self.view.values[element.block_id][element.action_id]
            text = complaint(element, value)
            if text is not None:
                found[element.block_id] = text
        return found

    def _element(self, label: str) -> Element | None:
        return next(
            (
                element
                for element in self.view.elements()
                if is_fillable(element) and label in element.labels()
            ),
            None,
        )

    def _inputs(self) -> list[Element]:
        return [
            element for element in self.view.elements() if element.is_input and is_fillable(element)
        ]
