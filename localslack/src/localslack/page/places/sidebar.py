"""The left side: the workspace, its channels, who one writes with, the app, and who one is."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain

from localslack.page.dialogs.inviting import NewMessage
from localslack.page.html.tags import Click, Tag, button, icon, icon_button, tag
from localslack.page.messages.messages import avatar
from localslack.page.place_names import partner, place_name
from localslack.page.places.channel_menu import NewChannelMenu
from localslack.page.unread import Unread
from localslack.page.window_context import WindowContext
from localslack.people.person import Person
from localslack.teams.team import Team
from localslack.workspace.conversations import Channel, ChannelKind


@dataclass(frozen=True, slots=True)
class Ways:
    """How to be somebody else, or somewhere else."""

    become: Callable[[Person], Awaitable[None]]
    switch: Callable[[Team], Awaitable[None]]
    teams: list[Team]


class Place:
    """A channel, a person or the app in the list of places to go to."""

    def __init__(self, channel: Channel, context: WindowContext) -> None:
        me = context.person.user
        self._button = button("", lambda: context.go(channel), classes="place")
        direct = channel.kind is ChannelKind.DIRECT
        with self._button:
            if direct:
                avatar(partner(channel, me))
            else:
                icon("lock" if channel.kind is ChannelKind.PRIVATE else "hash")
            tag("span", place_name(channel, me) if direct else channel.name, classes="place-name")
            self._count = tag("span", classes="count")

    def refresh(self, count: int, here: bool) -> None:  # noqa: FBT001
        self._button.classes(**{"add" if count else "remove": "unread"})
        self._button.props["aria-current"] = "page" if here else "false"
        self._count.text = str(count) if count else ""
        self._count.props["aria-label"] = f"{count} unread" if count else ""


class Sidebar:
    def __init__(self, context: WindowContext, unread: Unread, ways: Ways) -> None:
        self._context = context
        self._unread = unread
        self._items: dict[Channel, Place] = {}
        with tag("nav", classes="sidebar", aria_label="Channels and apps"):
            with tag("header", classes="workspace"):
                self._draw_workspace(ways)
            self._draw_me(ways)
            self._list = tag("div", classes="places")
            self._new_channel = NewChannelMenu(context)
            with tag("footer", classes="sidebar-foot"):
                theme = icon_button("theme", "Switch between light and dark")
                theme.on("click", js_handler="() => switchTheme()")
                tag("small", "A Slack on your machine")

    def refresh(self, here: Channel | None) -> None:
        """Mark where one is, and what is new elsewhere."""
        parts = [self._channels(here), self._direct(here), [self._context.person.dm]]
        if list(chain(*parts)) != list(self._items):
            self._draw(*parts)
        for channel, item in self._items.items():
            item.refresh(self._unread.count(self._context.person.user, channel), channel is here)

    def _channels(self, here: Channel | None) -> list[Channel]:
        """The person's channels; archived ones are only found by browsing."""
        return [
            each
            for each in self._context.person.screen.channels()
            if each.name and (not each.archived or each is here)
        ]

    def _direct(self, here: Channel | None) -> list[Channel]:
        """Who the person writes with; a conversation that somebody else began is empty at first."""
        me = self._context.person.user
        return [
            each
            for each in self._context.person.screen.channels()
            if each.kind is ChannelKind.DIRECT
            and not self._context.is_app(each)
            and (each.messages or each.creator == me or each is here)
        ]

    def _draw(
        self, channels: Iterable[Channel], direct: Iterable[Channel], apps: Iterable[Channel]
    ) -> None:
        self._list.clear()
        self._items = {}
        with self._list:
            adder = self._draw_part("Channels", channels, "Add channels")
            adder.props["aria-haspopup"] = "menu"
            adder.on("click", lambda: self._new_channel.open(adder), [])
            writer = self._draw_part("Direct messages", direct, "New message")
            writer.on("click", self._write, [])
            tag("h2", "Apps")
            self._draw_places(apps)

    def _draw_part(self, title: str, channels: Iterable[Channel], more: str) -> Tag:
        """A part of the list; gives the button beside its title."""
        with tag("div", classes="places-head"):
            tag("h2", title)
            made = icon_button("plus", more)
        self._draw_places(channels)
        return made

    def _draw_places(self, channels: Iterable[Channel]) -> None:
        for channel in channels:
            self._items[channel] = Place(channel, self._context)

    def _write(self) -> None:
        NewMessage(self._context)

    def _draw_workspace(self, ways: Ways) -> None:
        """The name of the workspace, and the way to others if there are any."""
        here = self._context.team
        if ways.teams == [here]:
            tag("b", here.name)
            return
        opener = button("", classes="teams", aria_haspopup="menu")
        with opener:
            tag("b", here.name)
            icon("down")
        with _panel("Workspaces", opener) as panel:
            for team in ways.teams:
                with _choice(panel, partial(ways.switch, team), chosen=team is here):
                    tag("span", team.name)

    def _draw_me(self, ways: Ways) -> None:
        """The button that says who one is, and the menu to be somebody else."""
        me = self._context.person
        opener = button("", classes="who", aria_haspopup="menu")
        with opener:
            avatar(me.user)
            tag("span", f"you are {me.name}")
            icon("down")
        with _panel("Act as", opener) as panel:
            for person in self._context.team.people:
                with _choice(panel, partial(ways.become, person), chosen=person is me):
                    avatar(person.user)
                    tag("span", person.name)
                    tag("small", person.user.tz)


def _panel(label: str, opener: Tag) -> Tag:
    """A menu that opens at a button."""
    panel = tag("div", classes="menu", popover="auto", role="menu", aria_label=label)
    opener.props["popovertarget"] = f"c{panel.id}"
    return panel


def _choice(panel: Tag, click: Click, *, chosen: bool) -> Tag:
    """One of several things that one can be; it closes the menu."""
    made = button("", click, role="menuitemradio", aria_checked="true" if chosen else "false")
    made.props.update({"popovertarget": f"c{panel.id}", "popovertargetaction": "hide"})
    return made
