"""All windows that are open, and who sits at each."""

import asyncio
from urllib.parse import urlencode

from nicegui import Client
from nicegui.element import Element as Nice

from localslack.page.html.tags import tag
from localslack.page.places.sidebar import Ways
from localslack.page.unread import Unread
from localslack.page.windows.watching import Watching
from localslack.page.windows.window import Window
from localslack.people.person import Person
from localslack.server import LocalSlack
from localslack.teams.team import Team
from localslack.traffic import Record
from localslack.workspace.events import WorkspaceEvent


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
        self._followed: set[str] = set()
        self.visited = asyncio.Event()
        self._follow_teams()
        slack.traffic.watchers.append(self._record)

    async def open(self, client: Client, name: str, team_name: str = "") -> None:
        """Fill a new window; it is closed when its browser is gone."""
        self.visited.set()
        self._follow_teams()
        client.on_delete(lambda: self._open.pop(client, None))
        root = tag("div", classes="app")
        await self._sit(client, root, self._team(team_name), name)

    def person_of(self, window_id: str) -> Person | None:
        """Who sits at the window with this secret."""
        contexts = (window.context for window in self._open.values())
        return next(
            (context.person for context in contexts if context.window_id == window_id), None
        )

    async def _sit(self, client: Client, root: Nice, team: Team, name: str) -> None:
        async def become(other: Person) -> None:
            await sit(team, other.name)

        async def switch(other: Team) -> None:
            await sit(other, self._open[client].person.name)

        async def sit(where: Team, who: str) -> None:
            await self._sit(client, root, where, who)
            address = {"as": self._open[client].person.name}
            address |= {"in": where.name} if where is not self._team("") else {}
            client.run_javascript(f"history.replaceState(null, '', '?{urlencode(address)}')")

        root.clear()
        person = self._person(team, name)
        ways = Ways(become, switch, [each for each in self._slack.teams.values() if each.people])
        window = Window(team, self._slack.traffic, person, self._unread, root, ways)
        self._open[client] = window
        await window.start()

    def _team(self, name: str) -> Team:
        """The workspace asked for, or the first one."""
        teams = list(self._slack.teams.values())
        return next((team for team in teams if team.people and team.name == name), teams[0])

    def _person(self, team: Team, name: str) -> Person:
        """The person asked for, or the first who sits at no window yet."""
        people = sorted(team.people, key=lambda each: each.name != self._first)
        seated = [window.person for window in self._open.values()]
        asked = [person for person in people if person.name.lower() == name.lower()]
        free = [person for person in people if person not in seated]
        return [*asked, *free, *people][0]

    def _follow_teams(self) -> None:
        """Watch every workspace; some are made while the page is open."""
        for team in self._slack.teams.values():
            if team.id not in self._followed:
                self._followed.add(team.id)
                team.workspace.subscribe(self._tell)

    def _tell(self, event: WorkspaceEvent) -> None:
        self._unread.note(event)
        # Later in the same loop, so that nothing in a window can get in the workspace's way.
        asyncio.get_running_loop().call_soon(self._show, event)

    def _record(self, _record: Record) -> None:
        asyncio.get_running_loop().call_soon(self._show_traffic)

    def _show(self, event: WorkspaceEvent) -> None:
        for window in list(self._open.values()):
            Watching(window).tell(event)

    def _show_traffic(self) -> None:
        for window in list(self._open.values()):
            if window.traffic is not None:
                window.traffic.refresh()
