"""Menus to choose from: static options, people and channels, one of them or several."""

from collections.abc import Iterator

from nicegui.element import Element as Nice
from nicegui.events import GenericEventArguments

from localslack.block_kit.elements import Element, text_of
from localslack.block_kit.inputs import EXTERNAL, options_of
from localslack.json_types import JsonObject
from localslack.page.blocks.confirming import use
from localslack.page.blocks.labels import invitation
from localslack.page.blocks.surface import Surface
from localslack.page.html.client import CLIENT
from localslack.text.emoji_names import with_characters
from localslack.workspace.conversations import ChannelKind

_COUNTED = iter(range(1, 1_000_000_000))


class Choice(Nice, component=CLIENT / "choice.js"):
    """A combobox; emits `choose` with the values that are chosen now."""


def next_name() -> str:
    """An id for the text box of a menu."""
    return f"choice-{next(_COUNTED)}"


def choice(element: Element, surface: Surface, attributes: JsonObject) -> str:
    """A menu for a select element; gives the id of its text box."""
    name = next_name()
    multiple = element.type.startswith("multi_")
    made = Choice()
    made.props.update(_properties(element, surface, attributes) | {"name": name})
    offered = _Offered(element, surface)

    async def chosen(event: GenericEventArguments) -> None:
        values = [str(value) for value in event.args]
        with made.props.suspend_updates():
            # The browser shows the choice already.
            made.props["selected"] = values
        await use(offered.element, surface, values if multiple else next(iter(values), ""))

    async def searched(event: GenericEventArguments) -> None:
        found = await offered.search(str(event.args))
        if found is not None:
            made.props["options"] = list(_static(found))

    made.on("choose", chosen)
    made.on("search", searched)
    return name


class _Offered:
    """What an app has offered in a menu of its own so far, to be chosen from."""

    def __init__(self, element: Element, surface: Surface) -> None:
        self._element = element
        self._surface = surface
        self._searches = 0
        self._options = {str(each["value"]): each for each in _chosen_options(element, surface)}

    @property
    def element(self) -> Element:
        if self._element.type not in EXTERNAL:
            return self._element
        options = list(self._options.values())
        return Element(self._element.block, self._element.json | {"options": options})

    async def search(self, typed: str) -> JsonObject | None:
        """The app's answer, or None if somebody has typed on in the meantime."""
        self._searches += 1
        mine = self._searches
        answer = await self._surface.search(self._element, typed)
        if mine != self._searches:
            return None
        self._options |= {str(each["value"]): each for each in options_of(answer)}
        return answer


def _chosen_options(element: Element, surface: Surface) -> list[JsonObject]:
    if element.type not in EXTERNAL:
        return []
    state = surface.state(element)
    return [
        each for each in (state.get("selected_option"), *state.get("selected_options", ())) if each
    ]


def _properties(element: Element, surface: Surface, attributes: JsonObject) -> JsonObject:
    return {
        "options": list(_options(element, surface)),
        "selected": _selected(surface.state(element)),
        "multiple": element.type.startswith("multi_"),
        "searches": element.type in EXTERNAL,
        "clearable": bool(element.block.get("optional")),
        "placeholder": text_of(element.json.get("placeholder")) or invitation(element),
        "most": element.json.get("max_selected_items"),
        **{key.removeprefix("aria-"): attributes[key] for key in attributes},
    }


def _options(element: Element, surface: Surface) -> Iterator[JsonObject]:
    kind = element.type.removeprefix("multi_")
    if kind == "users_select":
        return _people(surface)
    if kind in {"channels_select", "conversations_select"}:
        return _channels(surface)
    if element.type in EXTERNAL:
        return map(_shown, _chosen_options(element, surface))
    return _static(element.json)


def _people(surface: Surface) -> Iterator[JsonObject]:
    for user in surface.workspace.users.values():
        mine = " (you)" if user == surface.me else ""
        yield {"value": user.id, "label": f"{user.name}{mine}"}


def _channels(surface: Surface) -> Iterator[JsonObject]:
    for channel in surface.workspace.channels.values():
        if channel.kind is not ChannelKind.DIRECT and surface.me in channel.members:
            yield {"value": channel.id, "label": f"#{channel.name}"}


def _static(element: JsonObject) -> Iterator[JsonObject]:
    groups = {
        option.get("value"): text_of(group.get("label"))
        for group in element.get("option_groups", ())
        for option in group["options"]
    }
    for option in options_of(element):
        yield _shown(option) | {"group": groups.get(option.get("value"), "")}


def _shown(option: JsonObject) -> JsonObject:
    return {
        "value": option.get("value"),
        "label": with_characters(text_of(option.get("text"))),
        "description": with_characters(text_of(option.get("description"))),
    }


def _selected(state: JsonObject) -> list[str]:
    """The values that are chosen, whatever the kind of menu."""
    found = next((value for key, value in state.items() if key.startswith("selected_")), None)
    several = found if isinstance(found, list) else [found] if found else []
    return [str(each["value"]) if isinstance(each, dict) else str(each) for each in several]
