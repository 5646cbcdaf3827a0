"""All windows that are open, and who sits at each."""

import asyncio
from urllib.parse import quote

from nicegui import Client
from nicegui.element import Element as Nice

from localslack.happenings import Happening
from localslack.page.tags import tag
from localslack.page.unread import Unread
from localslack.page.watching import Watching
from localslack.page.window import Window
from localslack.people import Person
from localslack.server import LocalSlack
from localslack.wire import Record


class Windows:
    """Brings every window what happens in the workspace.

    Args:
        slack: The workspace.
        first: Who sits at the first window, unless its address says otherwise.
    """

    def __init__(self, slack: LocalSlack, first: str = "") -> None:
        self._slack = slack
        self._first = first
        self._unread = Unread()
        self._open: dict[Client, Window] = {}
        self.visited = asyncio.Event()
        slack.subscribe(self._tell)
        slack.wire.watchers.append(self._record)

    async def open(self, client: Client, name: str) -> None:
        """Fill a new window; it is closed when its browser is gone."""
        self.visited.set()
        client.on_delete(lambda: self._open.pop(client, None))
        await self._sit(client, tag("div", classes="app"), self._person(name))

    async def _sit(self, client: Client, root: Nice, person: Person) -> None:
        async def become(other: Person) -> None:
            await self._sit(client, root, other)
            client.run_javascript(f"history.replaceState(null, '', '?as={quote(other.name)}')")

        root.clear()
        window = Window(self._slack, person, self._unread, root, become)
        self._open[client] = window
        await window.start()

    def _person(self, name: str) -> Person:
        """The person asked for, or the first who sits at no window yet."""
        people = sorted(self._slack.people, key=lambda each: each.name != self._first)
        seated = [window.person for window in self._open.values()]
        asked = [person for person in people if person.name.lower() == name.lower()]
        free = [person for person in people if person not in seated]
        return [*asked, *free, *people][0]

    def _tell(self, happening: Happening) -> None:
        self._unread.note(happening)
        # Later in the same loop, so that nothing in a window can get in the workspace's way.
        asyncio.get_running_loop().call_soon(self._show, happening)

    def _record(self, _record: Record) -> None:
        asyncio.get_running_loop().call_soon(self._show_wire)

    def _show(self, happening: Happening) -> None:
        for window in list(self._open.values()):
            Watching(window).tell(happening)

    def _show_wire(self) -> None:
        for window in list(self._open.values()):
            if window.wire is not None:
                window.wire.refresh()
