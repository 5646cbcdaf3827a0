"""The dialog with all channels there are, to look into one or to join it."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

from nicegui.events import GenericEventArguments

from localslack.page.html.dialogs import dialog
from localslack.page.html.tags import button, icon, tag
from localslack.page.window_context import WindowContext
from localslack.workspace.conversations import Channel, ChannelKind

Way: TypeAlias = Callable[[Channel], Awaitable[None]]


class ChannelBrowser:
    """Public channels, and the private ones that one is in; narrowed down by typing."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        with context.root, dialog("All channels", self._close, "asking") as self._dialog:
            body = tag("div", classes="dialog-body")
        with body:
            with tag("div", classes="field"):
                search = tag("input", type="search", placeholder="Search channels")
                search.props.update({"aria-label": "Search channels", "autofocus": True})
            self._list = tag("ul", classes="channel-list", aria_label="Channels")
            self._none = tag("p", "No channel is called like this.", role="status")
        search.on("input", self._look, js_handler="(event) => emit(event.target.value)")
        self._show("")

    def _look(self, event: GenericEventArguments) -> None:
        self._show(str(event.args).strip().removeprefix("#").lower())

    def _show(self, typed: str) -> None:
        found = [channel for channel in self._channels() if typed in channel.name]
        self._none.set_visibility(not found)
        self._list.clear()
        with self._list:
            for channel in sorted(found, key=lambda each: each.name):
                self._row(channel)

    def _channels(self) -> list[Channel]:
        me = self._context.person.user
        return [
            channel
            for channel in self._context.team.workspace.channels.values()
            if channel.kind is ChannelKind.PUBLIC
            or (channel.kind is ChannelKind.PRIVATE and me in channel.members)
        ]

    def _row(self, channel: Channel) -> None:
        joined = self._context.person.user in channel.members
        count = len(channel.members)
        facts = [f"{count} {'member' if count == 1 else 'members'}"]
        facts += ["you are in"] * joined + ["archived"] * channel.archived
        with tag("li"):
            icon("lock" if channel.kind is ChannelKind.PRIVATE else "hash")
            with tag("span", classes="channel-facts"):
                tag("b", channel.name)
                tag("small", " · ".join(facts))
            if joined:
                self._way("Open", channel, self._open)
            elif not channel.archived:
                self._way("Join", channel, self._join)

    def _way(self, label: str, channel: Channel, click: Way) -> None:
        button(
            label,
            partial(click, channel),
            classes="button",
            aria_label=f"{label} #{channel.name}",
        )

    async def _open(self, channel: Channel) -> None:
        self._close()
        await self._context.go(channel)

    async def _join(self, channel: Channel) -> None:
        self._close()
        if await self._context.attempt(self._context.person.joins(channel)):
            await self._context.go(channel)

    def _close(self) -> None:
        self._dialog.delete()
