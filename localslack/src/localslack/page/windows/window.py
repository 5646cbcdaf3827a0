"""One browser window: who sits there, what they look at, and the way from place to place."""

import secrets

from nicegui.element import Element as Nice
from nicegui.events import GenericEventArguments

from localslack.page.dialogs.forms import FormDialog
from localslack.page.html.tags import Click, icon_button, tag
from localslack.page.messages.message_menu import MessageMenu
from localslack.page.messages.reactions import Picker
from localslack.page.places.app_view import HOME, MESSAGES, HomeTab, MessagesTab, draw_tabs
from localslack.page.places.channel_menu import ChannelMenu
from localslack.page.places.conversation import Conversation, Thread, draw_title
from localslack.page.places.sidebar import Sidebar, Ways
from localslack.page.places.timeline import Timeline
from localslack.page.places.traffic_panel import TrafficPanel
from localslack.page.unread import Unread
from localslack.page.window_context import WindowContext
from localslack.people.person import Person
from localslack.teams.team import Team
from localslack.traffic import Traffic
from localslack.workspace.conversations import Channel, ChannelKind, Message
from localslack.workspace.forms import View

_LINKS = """(event) => {
  const link = event.target.closest("[data-goto]");
  if (!link) return;
  event.preventDefault();
  emit(link.dataset.goto);
}"""
_ESCAPE = """(event) => {
  const inside = event.target.closest("dialog, [popover], .choice");
  if (event.key === "Escape" && !inside && !document.querySelector(":popover-open")) emit();
}"""


class Window:
    """A window of one person; to act as somebody else makes a new one in its place."""

    def __init__(
        self, team: Team, traffic: Traffic, person: Person, unread: Unread, root: Nice, ways: Ways
    ) -> None:
        self.team = team
        self.person = person
        self.unread = unread
        self.root = root
        self.forms: dict[View, FormDialog] = {}
        self.conversation: Conversation | None = None
        self.home: HomeTab | None = None
        self.thread: Thread | None = None
        self.traffic: TrafficPanel | None = None
        self.place: Channel | None = None
        manifest = team.app.manifest
        tabs = {HOME: manifest.home_tab_enabled, MESSAGES: manifest.messages_tab_enabled}
        self._tabs = [name for name, enabled in tabs.items() if enabled]
        self._tab = next(iter(self._tabs), MESSAGES)
        self.context = WindowContext(
            team=team,
            traffic=traffic,
            person=person,
            root=root,
            window_id=secrets.token_urlsafe(),
            go=self.go,
            open_thread=self.open_thread,
            pick_reaction=self._pick_reaction,
            show_menu=self._show_menu,
        )
        self._build(ways)

    # Going places

    async def start(self) -> None:
        """Begin in the first channel, with the forms on top that are open already."""
        await self.go_first()
        for view in self.person.forms:
            self.open_form(view)

    async def go_first(self) -> None:
        channels = [
            each
            for each in self.person.screen.channels()
            if each.kind is not ChannelKind.DIRECT and not each.archived
        ]
        await self.go(channels[0] if channels else self.person.dm)

    async def go(self, channel: Channel, tab: str = "") -> None:
        """Show a channel, or the app with one of its tabs."""
        if self.person.user not in channel.members:
            self.context.notice("You are not in that channel.")
            return
        self.root.classes(remove="drawer-open")
        self.place = channel
        self.close_thread()
        self.conversation = self.home = None
        self._tab = tab or self._tab
        self._show_head(channel)
        self._middle.clear()
        with self._middle:
            if not self.context.is_app(channel):
                self.conversation = Conversation(self.context, channel)
            elif self._tab == HOME:
                self.home = HomeTab(self.context)
            else:
                self.conversation = MessagesTab(self.context)
        self.refresh_sidebar()
        await self._tell_app(channel)

    def open_thread(self, message: Message) -> None:
        parent = message.channel.timeline.get(message.thread_ts or message.ts, message)
        self._side.clear()
        with self._side:
            self.thread = Thread(self.context, parent, self.close_thread)
        self.root.classes("thread-open")

    def close_thread(self) -> None:
        self._side.clear()
        self.thread = None
        self.root.classes(remove="thread-open")

    def toggle_traffic(self) -> None:
        self._far_side.clear()
        self.root.classes(toggle="traffic-open")
        self.traffic = None
        if "traffic-open" in self.root.classes:
            with self._far_side:
                self.traffic = TrafficPanel(self.context, self.toggle_traffic)

    def timelines(self) -> list[Timeline]:
        shown = (self.conversation, self.thread)
        return [each.timeline for each in shown if each is not None]

    def refresh_place(self) -> None:
        """Follow who comes and goes, and whether the channel is archived."""
        if self.place is not None:
            self._show_head(self.place)
        if self.conversation is not None:
            self.conversation.refresh()
        if self.thread is not None:
            self.thread.refresh()

    def refresh_sidebar(self) -> None:
        if self.conversation is not None:
            self.unread.read(self.person.user, self.conversation.channel)
        self._sidebar.refresh(self.place)

    def open_form(self, view: View) -> None:
        self.forms[view] = FormDialog(self.context, view)

    # How it is built

    def _build(self, ways: Ways) -> None:
        with self.root:
            self._sidebar = Sidebar(self.context, self.unread, ways)
            shade = tag("div", classes="shade", aria_hidden="true")
            shade.on("click", self._toggle_drawer, [])
            with tag("section", classes="main", aria_label="Conversation"):
                self._head = tag("header", classes="bar")
                self._middle = tag("div", classes="middle")
            self._side = tag("aside", classes="side thread", aria_label="Thread")
            self._far_side = tag("aside", classes="side traffic", aria_label="Traffic")
            self._picker = Picker(self.context)
            self._menu = MessageMenu(self.context, self._dismiss)
            self._channel_menu = ChannelMenu(self.context)
        self.root.on("click", self._follow, js_handler=_LINKS)
        self.root.on("keydown", self._escape, js_handler=_ESCAPE)

    def _show_head(self, channel: Channel) -> None:
        self._head.clear()
        with self._head:
            icon_button("menu", "Show channels", self._toggle_drawer, classes="narrow-only")
            if self.context.is_app(channel):
                draw_tabs(
                    self.context, self._tab, {name: self._tab_click(name) for name in self._tabs}
                )
            else:
                draw_title(channel, self.person.user)
            if channel.kind is not ChannelKind.DIRECT:
                more = icon_button("more", "Channel actions", aria_haspopup="menu")
                more.on("click", lambda: self._channel_menu.open(channel, more), [])
            icon_button("traffic", "Show the traffic", self.toggle_traffic)

    def _tab_click(self, tab: str) -> Click:
        return lambda: self.go(self.person.dm, tab)

    async def _tell_app(self, channel: Channel) -> None:
        """The app hears when somebody opens its Home or its messages."""
        if self.context.is_app(channel) and self._tab in self._tabs:
            home = self._tab == HOME
            await self.context.attempt(
                self.person.opens_home() if home else self.person.opens_messages_tab()
            )

    def _pick_reaction(self, message: Message, beside: Nice) -> None:
        self._picker.open(message, beside)

    def _show_menu(self, message: Message, beside: Nice, edit: Click) -> None:
        self._menu.open(message, beside, edit)

    def _dismiss(self, message: Message) -> None:
        """Take a private answer out of this window, as everybody may with their own."""
        for timeline in self.timelines():
            timeline.remove(message)

    def _toggle_drawer(self) -> None:
        self.root.classes(toggle="drawer-open")

    async def _follow(self, event: GenericEventArguments) -> None:
        """Go where a link within the workspace leads: `C123`, or `C123/p1700000000000100`."""
        channel_id, _, stamp = str(event.args).partition("/p")
        channel = self.team.workspace.channels.get(channel_id)
        if channel is None:
            self.context.notice("That is not in this workspace.")
            return
        if channel is not self.place or self.conversation is None:
            await self.go(channel, MESSAGES)
        message = channel.find(f"{stamp[:-6]}.{stamp[-6:]}") if stamp else None
        if message is not None and (message.is_reply or message.replies):
            self.open_thread(message)
        if message is not None:
            self.root.client.run_javascript(f"showMessage('{message.ts}')")

    def _escape(self) -> None:
        """Close what lies on top, or beside: the drawer, the thread, the traffic."""
        if "drawer-open" in self.root.classes:
            self._toggle_drawer()
        elif self.thread is not None:
            self.close_thread()
        elif self.traffic is not None:
            self.toggle_traffic()
