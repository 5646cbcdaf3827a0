"""The left side: the workspace, its channels, the app, and who one is."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from localslack.channels import Channel, ChannelKind
from localslack.page.desk import Desk
from localslack.page.messages import avatar
from localslack.page.tags import Click, button, icon, icon_button, tag
from localslack.page.unread import Unread
from localslack.people import Person

Go: TypeAlias = Callable[[Channel], Awaitable[None]]
Become: TypeAlias = Callable[[Person], Awaitable[None]]


class Place:
    """A channel, or the app, in the list of places to go to."""

    def __init__(self, channel: Channel, desk: Desk, go: Go) -> None:
        self._button = button("", lambda: go(channel), classes="place")
        direct = channel.kind is ChannelKind.DIRECT
        with self._button:
            if direct:
                avatar(desk.slack.app.bot)
            else:
                icon("lock" if channel.kind is ChannelKind.PRIVATE else "hash")
            tag("span", desk.slack.app.bot.name if direct else channel.name, classes="place-name")
            self._count = tag("span", classes="count")

    def refresh(self, count: int, here: bool) -> None:  # noqa: FBT001
        self._button.classes(**{"add" if count else "remove": "unread"})
        self._button.props["aria-current"] = "page" if here else "false"
        self._count.text = str(count) if count else ""
        self._count.props["aria-label"] = f"{count} unread" if count else ""


class Sidebar:
    def __init__(self, desk: Desk, unread: Unread, go: Go, become: Become) -> None:
        self._desk = desk
        self._unread = unread
        self._go = go
        self._items: dict[Channel, Place] = {}
        with tag("nav", classes="sidebar", aria_label="Channels and apps"):
            with tag("header", classes="workspace"):
                tag("b", desk.slack.workspace.name)
            self._switch(become)
            self._list = tag("div", classes="places")
            with tag("footer", classes="sidebar-foot"):
                theme = icon_button("theme", "Switch between light and dark")
                theme.on("click", js_handler="() => switchTheme()")
                tag("small", "A Slack on your machine")

    def refresh(self, here: Channel | None) -> None:
        """Mark where one is, and what is new elsewhere."""
        channels = self._channels()
        if channels != list(self._items):
            self._draw(channels)
        for channel, item in self._items.items():
            item.refresh(self._unread.count(self._desk.person.user, channel), channel is here)

    def _channels(self) -> list[Channel]:
        """The person's channels, and the app at the end."""
        desk = self._desk
        named = [each for each in desk.person.sight.channels() if each.name]
        return [*named, desk.person.dm]

    def _draw(self, channels: list[Channel]) -> None:
        self._list.clear()
        self._items = {}
        with self._list:
            tag("h2", "Channels")
            for channel in channels:
                if channel.kind is ChannelKind.DIRECT:
                    tag("h2", "Apps")
                self._items[channel] = Place(channel, self._desk, self._go)

    def _switch(self, become: Become) -> None:
        """The button that says who one is, and the menu to be somebody else."""
        me = self._desk.person
        opener = button("", classes="who", aria_haspopup="menu")
        with opener:
            avatar(me.user)
            tag("span", f"you are {me.name}")
            icon("down")
        panel = tag("div", classes="menu", popover="auto", role="menu")
        panel.props["aria-label"] = "Act as"
        opener.props["popovertarget"] = f"c{panel.id}"
        with panel:
            for person in self._desk.slack.people:
                item = button("", _becoming(become, person), role="menuitemradio")
                item.props["aria-checked"] = "true" if person is me else "false"
                item.props.update({"popovertarget": f"c{panel.id}", "popovertargetaction": "hide"})
                with item:
                    avatar(person.user)
                    tag("span", person.name)
                    tag("small", person.user.tz)


def _becoming(become: Become, person: Person) -> Click:
    return lambda: become(person)
