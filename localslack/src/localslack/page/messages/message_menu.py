"""The menu of a message: reply, the app's shortcuts, edit, delete."""

from collections.abc import Callable

from nicegui.element import Element as Nice

from localslack.page.blocks.confirming import confirmed
from localslack.page.html.menus import Menu
from localslack.page.html.tags import Click
from localslack.page.window_context import WindowContext
from localslack.workspace.conversations import Message

_DELETE = {
    "title": {"text": "Delete message"},
    "text": {"type": "plain_text", "text": "Delete this message? This cannot be undone."},
    "confirm": {"text": "Delete"},
    "deny": {"text": "Cancel"},
    "style": "danger",
}


class MessageMenu:
    """The panel of what can be done with a message, the same one for all of a window."""

    def __init__(self, context: WindowContext, dismiss: Callable[[Message], None]) -> None:
        self._context = context
        self._dismiss = dismiss
        self._menu = Menu("Message actions")

    def open(self, message: Message, beside: Nice, edit: Click) -> None:
        self._menu.clear()
        self._fill(message, edit)
        self._menu.show(beside)

    def _fill(self, message: Message, edit: Click) -> None:
        context, menu = self._context, self._menu
        if message.ephemeral_for is not None:
            menu.item("Dismiss", lambda: self._dismiss(message))
            return
        menu.item("Reply in thread", lambda: context.open_thread(message))
        for shortcut in context.team.app.manifest.shortcuts:
            if shortcut.type == "message":
                use = self._shortcut(shortcut.name, message)
                menu.item(shortcut.name, use, small=context.team.app.bot.name)
        if message.user == context.person.user:
            menu.line()
            menu.item("Edit message", edit)
            menu.item("Delete message…", lambda: self._delete(message), classes="danger")

    def _shortcut(self, name: str, message: Message) -> Click:
        context = self._context

        async def use() -> None:
            await context.attempt(context.person.uses_shortcut(name, on=message))

        return use

    async def _delete(self, message: Message) -> None:
        if await confirmed(_DELETE, self._context.html):
            await self._context.attempt(self._context.person.deletes(message))
