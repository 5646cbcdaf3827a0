"""What every part of a browser window needs: whose it is, and the ways to its other parts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from nicegui import ui
from nicegui.element import Element as Nice

from localslack.block_kit.elements import Element, elements
from localslack.block_kit.inputs import EXTERNAL, Entry, is_fillable
from localslack.errors import NotAcknowledged, NotPossible, SlackError
from localslack.json_types import JsonObject
from localslack.page.blocks.surface import Surface
from localslack.page.html.tags import Click, tag
from localslack.page.html.writer import HtmlWriter
from localslack.people.person import Person
from localslack.teams.team import Team
from localslack.text.mrkdwn import Reader
from localslack.traffic import Traffic
from localslack.workspace.conversations import Channel, Message
from localslack.workspace.forms import View

NOTICE_SECONDS = 8.0

_REFUSALS = {
    "already_reacted": "You have reacted with that already.",
    "is_archived": "This channel is archived.",
    "thread_not_found": "That thread is gone.",
    "too_many_reactions": "That is one reaction too many.",
}


@dataclass(slots=True, kw_only=True)
class WindowContext:
    """The person, the workspace, and the ways to other parts of the same window."""

    team: Team
    traffic: Traffic
    person: Person
    root: Nice
    window_id: str
    """A secret that only this window knows, which opens the way for its uploads."""
    go: Callable[[Channel], Awaitable[None]]
    open_thread: Callable[[Message], None]
    pick_reaction: Callable[[Message, Nice], None]
    show_menu: Callable[[Message, Nice, Click], None]

    @property
    def html(self) -> HtmlWriter:
        workspace = self.team.workspace
        now = datetime.fromtimestamp(workspace.timestamps.seconds(), UTC)
        reader = Reader(workspace.name_of, self.person.user.zone, now=now)
        return HtmlWriter(reader, me=self.person.id)

    @property
    def uploads(self) -> str:
        """Where the browser brings files to."""
        return f"/uploads/{self.window_id}"

    def is_app(self, channel: Channel) -> bool:
        """Whether this is the person's conversation with the app."""
        return channel is self.person.dm

    def local(self, timestamp: str) -> datetime:
        """When a message was written, in this person's zone."""
        return datetime.fromtimestamp(float(timestamp), self.person.user.zone)

    def surface(self, on: Message | View) -> Surface:
        async def use(element: Element, entry: Entry) -> None:
            await self.attempt(self._use(on, element, entry))

        async def search(element: Element, typed: str) -> JsonObject:
            found: JsonObject = {}

            async def ask() -> None:
                found.update(await self.person.asks_for_options(element, typed, on=on))

            await self.attempt(ask())
            return found

        values = on.values if isinstance(on, View) else {}
        workspace, uploads = self.team.workspace, self.uploads
        return Surface(self.html, workspace, self.person.user, use, search, uploads, values)

    async def attempt(self, action: Awaitable[object]) -> bool:
        """Do what the person wants; a refusal is told, and an app that failed has been told of."""
        try:
            await action
        except NotAcknowledged:
            return False
        except NotPossible as refusal:
            self.notice(f"{refusal}")
            return False
        except SlackError as refusal:
            self.notice(_REFUSALS.get(refusal.code, f"That did not work: {refusal.code}"))
            return False
        return True

    def notice(self, text: str) -> None:
        """Say something at the foot of the window for a moment."""
        with self.root:
            said = tag("div", text, classes="notice", role="status")
            ui.timer(NOTICE_SECONDS, said.delete, once=True)

    async def _use(self, on: Message | View, element: Element, entry: Entry) -> None:
        if isinstance(on, View) and is_fillable(element) and element.type != "overflow":
            await self.person.enters(element, entry, on=on)
        else:
            await self.person.uses(_current(element, on), on=on, entry=entry)


def _current(element: Element, on: Message | View) -> Element:
    """The element as the newest version of its message has it, whose block may have a new id."""
    if isinstance(on, View):
        return element
    asked = element.json
    if element.type in EXTERNAL:
        asked = {key: asked[key] for key in asked if key != "options"}
    blocks = (each.block for each in elements(on.blocks) if each.json == asked)
    return Element(next(blocks, element.block), element.json)
