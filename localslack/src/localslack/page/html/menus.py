"""Panels of things to do, which open beside the button that asked for them."""

from nicegui.element import Element as Nice

from localslack.page.html.tags import Click, button, tag


class Menu:
    """One panel, filled anew each time it opens."""

    def __init__(self, label: str) -> None:
        self._panel = tag("div", classes="menu", popover="auto", role="menu", aria_label=label)

    def show(self, beside: Nice) -> None:
        self._panel.client.run_javascript(f"showBeside('c{self._panel.id}', 'c{beside.id}')")

    def item(self, text: str, click: Click, *, small: str = "", classes: str = "") -> None:
        with self._panel:
            made = button(text, click, classes=classes, role="menuitem")
        made.props.update({"popovertarget": f"c{self._panel.id}", "popovertargetaction": "hide"})
        if small:
            with made:
                tag("small", small)

    def line(self) -> None:
        with self._panel:
            tag("hr")

    def clear(self) -> None:
        self._panel.clear()
