"""The menus of channels: what can be done with one, and how to come to another one."""

from collections.abc import Callable
from functools import partial

from nicegui.element import Element as Nice

from localslack.page.blocks.confirming import confirmed
from localslack.page.dialogs.browsing import ChannelBrowser
from localslack.page.dialogs.inviting import Inviter
from localslack.page.dialogs.making_channels import ChannelMaker
from localslack.page.html.menus import Menu
from localslack.page.window_context import WindowContext
from localslack.people.membership import GENERAL
from localslack.workspace.conversations import Channel


class ChannelMenu:
    """The panel of what can be done with the channel that is shown."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self._menu = Menu("Channel actions")

    def open(self, channel: Channel, beside: Nice) -> None:
        context, menu = self._context, self._menu
        menu.clear()
        if channel.archived:
            menu.item("Unarchive channel", partial(self._unarchive, channel))
        else:
            menu.item("Add people and apps…", partial(_open, Inviter, context, channel))
        if channel.name != GENERAL:
            menu.line()
            menu.item("Leave channel", partial(self._leave, channel))
            if not channel.archived:
                menu.item("Archive channel…", partial(self._archive, channel), classes="danger")
        menu.show(beside)

    async def _leave(self, channel: Channel) -> None:
        await self._context.attempt(self._context.person.leaves(channel))

    async def _archive(self, channel: Channel) -> None:
        if await confirmed(_archiving(channel), self._context.html):
            await self._context.attempt(self._context.person.archives(channel))

    async def _unarchive(self, channel: Channel) -> None:
        await self._context.attempt(self._context.person.unarchives(channel))


class NewChannelMenu:
    """The panel beside the list of channels."""

    def __init__(self, context: WindowContext) -> None:
        self._menu = Menu("Add channels")
        self._menu.item("Create a channel…", partial(_open, ChannelMaker, context))
        self._menu.item("Browse channels…", partial(_open, ChannelBrowser, context))

    def open(self, beside: Nice) -> None:
        self._menu.show(beside)


def _open(dialog: Callable[..., object], *about: object) -> None:
    """Let a dialog open, which then looks after itself."""
    dialog(*about)


def _archiving(channel: Channel) -> dict[str, object]:
    return {
        "title": {"text": f"Archive #{channel.name}"},
        "text": {
            "type": "plain_text",
            "text": "Nobody can write here any more. What was written can still be read.",
        },
        "confirm": {"text": "Archive"},
        "deny": {"text": "Cancel"},
        "style": "danger",
    }
