"""Interactive elements: buttons, menus, pickers and boxes to type in, one function per kind."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from nicegui.events import GenericEventArguments

from localslack.block_kit.elements import Element, label_of, text_of
from localslack.block_kit.inputs import Entry
from localslack.json_types import JsonObject
from localslack.page.blocks.choice import choice
from localslack.page.blocks.confirming import use
from localslack.page.blocks.file_input import file_input
from localslack.page.blocks.labels import spoken_name
from localslack.page.blocks.surface import Surface
from localslack.page.html.tags import Tag, button, icon, markup, tag
from localslack.page.html.writer import escaped, plain
from localslack.text.emoji_names import with_characters
from localslack.transcript.layout import Layout
from localslack.transcript.rich_text import rich_text_lines

Draw: TypeAlias = Callable[[Element, Surface, JsonObject], str]
"""Draws an element with some attributes; gives the id that its label is for, if it has one."""

_VALUE = "(event) => emit(event.target.value)"
_INPUT_TYPES = {
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
}


def draw_element(element: Element, surface: Surface, attributes: JsonObject | None = None) -> str:
    """Draw an element where it stands; without attributes it is called by its own words."""
    if not element.visible_to(surface.me.id):
        return ""
    draw = _DRAWN.get(element.type, _button)
    return draw(
        element, surface, attributes or {"aria-label": spoken_name(element, surface.html.reader)}
    )


def _button(element: Element, surface: Surface, attributes: JsonObject) -> str:
    json = element.json
    style = json.get("style", "")
    named = {"aria-label": json["accessibility_label"]} if "accessibility_label" in json else {}
    text = with_characters(text_of(json.get("text"))) or label_of(element)
    address = str(json.get("url", ""))
    if address:
        made = _link_button(text, address)
    else:
        made = button(text, classes=f"button {style}", data_focus_key=element.action_id)
    made.props.update(named | {key: attributes[key] for key in attributes if key == "id"})
    made.on("click", lambda: use(element, surface), [])
    return ""


def _link_button(text: str, address: str) -> Tag:
    if "/archives/" in address:
        goto = address.partition("/archives/")[2].partition("?")[0]
        return tag("a", text, classes="button", href=f"#{goto}", data_goto=goto)
    safe = address if address.startswith(("https://", "http://", "mailto:")) else "#"
    return tag("a", text, classes="button", href=safe, target="_blank", rel="noopener noreferrer")


def _overflow(element: Element, surface: Surface, _attributes: JsonObject) -> str:
    opener = button("", classes="button", aria_label="More actions", aria_haspopup="menu")
    with opener:
        icon("more")
    panel = tag("div", classes="menu", popover="auto", role="menu")
    opener.props["popovertarget"] = f"c{panel.id}"
    with panel:
        for option in element.json.get("options", ()):
            item = button(with_characters(text_of(option["text"])), role="menuitem")
            item.props.update({"popovertarget": f"c{panel.id}", "popovertargetaction": "hide"})
            item.on("click", _chooser(element, surface, str(option["value"])), [])
    return ""


def _chooser(element: Element, surface: Surface, value: str) -> Callable[[], object]:
    return lambda: use(element, surface, value)


def _picker(element: Element, surface: Surface, attributes: JsonObject) -> str:
    state = surface.state(element)
    value = state.get("selected_date") or state.get("selected_time") or ""
    if moment := state.get("selected_date_time"):
        value = f"{datetime.fromtimestamp(int(moment), surface.me.zone):%Y-%m-%dT%H:%M}"

    async def picked(event: GenericEventArguments) -> None:
        entry: Entry = str(event.args)
        if element.type == "datetimepicker" and event.args:
            entry = datetime.fromisoformat(event.args).replace(tzinfo=surface.me.zone)
        await use(element, surface, entry)

    made = tag("input", classes="picker", type=_INPUT_TYPES[element.type], defaultValue=value)
    made.props.update(attributes)
    made.on("change", picked, js_handler=_VALUE)
    return f"c{made.id}"


def _text_box(element: Element, surface: Surface, attributes: JsonObject) -> str:
    rich = element.type == "rich_text_input"
    if rich or element.json.get("multiline"):
        rows = max(int(element.json.get("min_lines", 0)), 4)
        made = tag("textarea", rows=rows)
    else:
        made = tag("input", type=_INPUT_TYPES.get(element.type, "text"), autocomplete="off")
    made.props.update(
        {
            "defaultValue": _typed(surface.state(element), surface),
            "placeholder": text_of(element.json.get("placeholder")),
            **({"step": "any"} if element.json.get("is_decimal_allowed") else {}),
            **attributes,
        }
    )

    async def typed(event: GenericEventArguments) -> None:
        await surface.use(element, str(event.args))

    # An input that speaks up does so when it is left, not at every letter.
    when = "change" if element.block.get("dispatch_action") else "input"
    made.on(when, typed, js_handler=_VALUE)
    return f"c{made.id}"


def _typed(state: JsonObject, surface: Surface) -> str:
    rich = state.get("rich_text_value")
    if rich:
        return "\n".join(rich_text_lines(rich, Layout(surface.html.reader, None)))
    return str(state.get("value") or "")


def _boxes(element: Element, surface: Surface, attributes: JsonObject) -> str:
    """Checkboxes or radio buttons, as many of them chosen as their kind allows."""
    several = element.type == "checkboxes"
    state = surface.state(element)
    found = state.get("selected_options") if several else [state.get("selected_option")]
    chosen = {str(option["value"]) for option in found or () if option}

    async def ticked(value: str, *, on: bool) -> None:
        chosen.difference_update([] if several else set(chosen))
        (chosen.add if on else chosen.discard)(value)
        await use(element, surface, sorted(chosen) if several else value)

    group = tag("div", classes="boxes", role="group" if several else "radiogroup")
    group.props.update(attributes)
    with group:
        for option in element.json.get("options", ()):
            _box(option, f"c{group.id}", several=several, on=str(option["value"]) in chosen).on(
                "change",
                lambda event, value=str(option["value"]): ticked(value, on=bool(event.args)),
                js_handler="(event) => emit(event.target.checked)",
            )
    return ""


def _box(option: JsonObject, group: str, *, several: bool, on: bool) -> Tag:
    with tag("label", classes="box"):
        kind = "checkbox" if several else "radio"
        made = tag("input", type=kind, name=group, defaultChecked=on)
        description = text_of(option.get("description"))
        small = f"<small>{plain(description)}</small>" if description else ""
        markup(f"<span>{plain(text_of(option['text']))}{small}</span>", name="span")
    return made


def _image(element: Element, _surface: Surface, _attributes: JsonObject) -> str:
    source = escaped(str(element.json.get("image_url", "")))
    alt = escaped(str(element.json.get("alt_text", "")))
    markup(f'<img class="small-image" src="{source}" alt="{alt}" loading="lazy">', name="span")
    return ""


_DRAWN: Mapping[str, Draw] = {
    "button": _button,
    "checkboxes": _boxes,
    "file_input": file_input,
    "image": _image,
    "overflow": _overflow,
    "radio_buttons": _boxes,
    **dict.fromkeys(("datepicker", "datetimepicker", "timepicker"), _picker),
    **dict.fromkeys(
        (
            "email_text_input",
            "number_input",
            "plain_text_input",
            "rich_text_input",
            "url_text_input",
        ),
        _text_box,
    ),
    **{
        f"{several}{kind}_select": choice
        for several in ("", "multi_")
        for kind in ("static", "external", "users", "channels", "conversations")
    },
}
