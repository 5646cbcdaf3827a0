"""The menu of a message: reply, the app's shortcuts, delete."""

from collections.abc import Callable

from nicegui.element import Element as Nice

from localslack.messages import Message
from localslack.page.confirming import confirmed
from localslack.page.desk import Desk
from localslack.page.tags import Click, button, tag

_DELETE = {
    "title": {"text": "Delete message"},
    "text": {"type": "plain_text", "text": "Delete this message? This cannot be undone."},
    "confirm": {"text": "Delete"},
    "deny": {"text": "Cancel"},
    "style": "danger",
}


class MessageMenu:
    """The panel of what can be done with a message, the same one for all of a window."""

    def __init__(self, desk: Desk, dismiss: Callable[[Message], None]) -> None:
        self._desk = desk
        self._dismiss = dismiss
        self._panel = tag("div", classes="menu", popover="auto", role="menu")
        self._panel.props["aria-label"] = "Message actions"

    def open(self, message: Message, beside: Nice) -> None:
        self._panel.clear()
        with self._panel:
            self._items(message)
        self._panel.client.run_javascript(f"showBeside('c{self._panel.id}', 'c{beside.id}')")

    def _items(self, message: Message) -> None:
        desk = self._desk
        if message.ephemeral_for is not None:
            self._item("Dismiss", lambda: self._dismiss(message))
            return
        self._item("Reply in thread", lambda: desk.open_thread(message))
        for shortcut in desk.slack.app.manifest.shortcuts:
            if shortcut.type == "message":
                use = self._shortcut(shortcut.name, message)
                self._item(shortcut.name, use, small=desk.slack.app.bot.name)
        if message.user == desk.person.user:
            tag("hr")
            self._item("Delete message…", lambda: self._delete(message), classes="danger")

    def _item(self, text: str, click: Click, *, small: str = "", classes: str = "") -> None:
        made = button(text, click, classes=classes, role="menuitem")
        made.props.update({"popovertarget": f"c{self._panel.id}", "popovertargetaction": "hide"})
        if small:
            with made:
                tag("small", small)

    def _shortcut(self, name: str, message: Message) -> Click:
        desk = self._desk

        async def use() -> None:
            await desk.attempt(desk.person.uses_shortcut(name, on=message))

        return use

    async def _delete(self, message: Message) -> None:
        if await confirmed(_DELETE, self._desk.ink):
            await self._desk.attempt(self._desk.person.deletes(message))
