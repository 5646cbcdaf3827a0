"""Buttons, menus and inputs as they look when they cannot be clicked."""

from collections.abc import Callable, Mapping

from localslack.text.mrkdwn import date_text
from localslack.transcript.layout import Json, Layout, mapping, mappings
from localslack.transcript.rich_text import rich_text_lines

Show = Callable[[object, Layout], str]


def _option(option: object, layout: Layout) -> str:
    return layout.object_text(mapping(option).get("text"))


def _name(sign: str) -> Show:
    return lambda name, layout: f"{sign}{layout.reader.names(str(name))}"


def _each(show: Show) -> Show:
    def shown(items: object, layout: Layout) -> str:
        return ", ".join(show(item, layout) for item in items) if isinstance(items, list) else ""

    return shown


def _moment(timestamp: object, layout: Layout) -> str:
    return date_text(int(str(timestamp)), "{date_num} {time}", "", layout.reader)


def _typed(value: object, layout: Layout) -> str:
    if isinstance(value, Mapping):
        return "\n".join(rich_text_lines(value, layout))
    return str(value)


_SHOWN: Mapping[str, Show] = {
    "option": _option,
    "options": _each(_option),
    "user": _name("@"),
    "users": _each(_name("@")),
    "channel": _name("#"),
    "channels": _each(_name("#")),
    "conversation": _name("#"),
    "conversations": _each(_name("#")),
    "date": _typed,
    "time": _typed,
    "date_time": _moment,
}
_IN_STATE: Mapping[str, Show] = {
    "value": _typed,
    "rich_text_value": _typed,
    "files": _each(lambda file, _: str(mapping(file).get("name", "file"))),
    **{f"selected_{key}": show for key, show in _SHOWN.items()},
}
_AT_FIRST: Mapping[str, Show] = {
    "initial_value": _typed,
    **{f"initial_{key}": show for key, show in _SHOWN.items()},
}
_MARKS = {"checkboxes": ("[x]", "[ ]"), "radio_buttons": ("(•)", "( )")}


def content(element: Json, state: Json | None, layout: Layout) -> str:
    """What stands in an input: what was chosen or typed, else what the app put there."""
    source, shown = (element, _AT_FIRST) if state is None else (state, _IN_STATE)
    for key, show in shown.items():
        if source.get(key) is not None:
            return show(source[key], layout)
    return ""


def control(element: Json, state: Json | None, layout: Layout) -> list[str]:
    """An element on its own: one line, or one for each of its options."""
    kind = element.get("type")
    if kind in _MARKS:
        return _choices(element, state, layout)
    if kind == "image":
        return [image_text(element)]
    if kind == "overflow":
        options = " | ".join(_option(option, layout) for option in mappings(element.get("options")))
        return [f"[ ⋯ {options} ]"]
    if kind == "feedback_buttons":
        sides = (mapping(element.get(f"{side}_button")) for side in ("positive", "negative"))
        return [f"[ {layout.object_text(side.get('text'))} ]" for side in sides]
    if "text" in element:
        return [f"[ {layout.object_text(element['text'])} ]"]
    return [f"[ {_filled(element, state, layout)} ▾ ]"]


def box(element: Json, state: Json | None, layout: Layout) -> list[str]:
    """An element below its label: a box to type in, or whatever the element is otherwise."""
    if not str(element.get("type")).endswith("_input"):
        return control(element, state, layout)
    return [f"[ {line} ]" for line in _filled(element, state, layout).split("\n")]


def image_text(image: Json) -> str:
    return f"(image: {image.get('alt_text', '')})"


def _filled(element: Json, state: Json | None, layout: Layout) -> str:
    return content(element, state, layout) or layout.object_text(element.get("placeholder")) or "…"


def _choices(element: Json, state: Json | None, layout: Layout) -> list[str]:
    source, prefix = (element, "initial") if state is None else (state, "selected")
    chosen = [source.get(f"{prefix}_option"), *mappings(source.get(f"{prefix}_options"))]
    values = {mapping(option).get("value") for option in chosen}
    on, off = _MARKS[str(element["type"])]
    return [
        f"{on if option.get('value') in values else off} {_option(option, layout)}"
        for option in mappings(element.get("options"))
    ]
