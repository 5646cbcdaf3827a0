"""HTML elements in NiceGUI, written shortly: real buttons, real lists, no framework's widgets."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

Click: TypeAlias = Callable[[], Awaitable[None] | None]


class Tag(TextElement):
    """An element with plain text in it, which the browser never reads as HTML."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(tag=name, text=text)


def tag(name: str, text: str = "", /, *, classes: str = "", **attributes: object) -> Tag:
    """An element; `aria_label="…"` becomes the attribute `aria-label`."""
    made = Tag(name, text)
    made.classes(classes)
    made.props.update({key.rstrip("_").replace("_", "-"): attributes[key] for key in attributes})
    return made


def markup(html: str, *, name: str = "div", classes: str = "") -> ui.html:
    """HTML that was made safe where it was made: in `writer` and `rich_text`."""
    return ui.html(html, sanitize=False, tag=name).classes(classes)


def button(
    text: str, click: Click | None = None, *, classes: str = "", **attributes: object
) -> Tag:
    made = tag("button", text, classes=classes, **({"type": "button"} | attributes))
    if click is not None:
        made.on("click", click, [])
    return made


def icon(name: str) -> None:
    """A line drawing from `client/icons.svg`; what it means stands in its button's label."""
    ui.html(
        f'<svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#{name}"></use></svg>',
        sanitize=False,
        tag="span",
    )


def icon_button(
    name: str, label: str, click: Click | None = None, *, classes: str = "", **attributes: object
) -> Tag:
    made = button(
        "", click, classes=f"icon-button {classes}", aria_label=label, title=label, **attributes
    )
    with made:
        icon(name)
    return made
