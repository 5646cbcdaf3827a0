"""LocalSlack: a workspace, the app installed in it, and the server between them."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from localslack.background import Background
from localslack.channels import Channel, ChannelKind
from localslack.delivery.dispatcher import RETRY_DELAYS, Dispatcher
from localslack.delivery.events import event_callback, events_of
from localslack.delivery.http import Addresses, Http
from localslack.delivery.socket_mode import SocketMode
from localslack.faults import Faults
from localslack.happenings import Happening, Watcher
from localslack.ids import Ids
from localslack.installation import Installation
from localslack.interactions import Interactions
from localslack.json_types import JsonObject
from localslack.manifest import Manifest
from localslack.messages import Message
from localslack.people import Person
from localslack.rates import Limits
from localslack.site import Site
from localslack.switches import Switches
from localslack.timestamps import Timestamps
from localslack.users import NewPerson
from localslack.web_api import METHODS
from localslack.web_api.calls import Calls
from localslack.web_api.pipeline import Pipeline
from localslack.web_api.tiers import Pace
from localslack.wire import Record, Wire
from localslack.workspace import Workspace

HOST = "127.0.0.1"


def utc_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


class LocalSlack:
    """Enter it to serve; the app then finds it at `api_url`.

    Args:
        manifest: What the app declares; nothing beyond it is allowed.
        people: Who is in the workspace from the start.
        now: The clock that message times come from. Deadlines always use real time.
        port: Where to listen; 0 takes any free port.
        events_url: Where to send everything by HTTP, instead of what the manifest says.
        retry_delays: How long to wait before each further try to deliver an event.
        switches: What may be on or off; by default all is as for an app of one's own.
    """

    def __init__(  # noqa: PLR0913 - each has its default, and is given by name
        self,
        manifest: Manifest,
        people: Iterable[NewPerson] = (),
        now: Callable[[], datetime] = utc_now,
        *,
        port: int = 0,
        events_url: str | None = None,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
        switches: Switches | None = None,
    ) -> None:
        self.workspace = Workspace(Timestamps(now), Ids())
        self.app = Installation.install(manifest, self.workspace)
        self.wire = Wire(self.workspace.changes)
        self.faults = Faults()
        self.switches = switches or Switches()
        self.limits = Limits()
        self.pipeline = Pipeline(self.app, METHODS, Pace(self.limits, self.switches))
        self.socket_mode = SocketMode(self.app.app_id, self.app.tickets, self.workspace.changes)
        self._background = Background()
        self._dispatcher = Dispatcher(
            self.socket_mode, self.wire, self._background, self.faults.events, retry_delays
        )
        self._interactions = Interactions(self.app, self._dispatcher)
        self._people: dict[str, Person] = {}
        self._port = port
        self._events_url = events_url
        self._session: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        for new in people:
            self.add_person(new)
        self.workspace.subscribe(self._send_events)

    # Serving

    async def __aenter__(self) -> Self:
        calls = Calls(self.app, self.pipeline, self.faults, self.wire)
        site = Site(self.app, calls, self.socket_mode, self.wire)
        self._background.open()
        self._session = aiohttp.ClientSession()
        self._runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        port = self._runner.addresses[0][1]
        self.app.base_url = f"http://{HOST}:{port}"
        if self._events_url or not self.app.manifest.socket_mode_enabled:
            self.deliver_to(self._events_url)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self._background.close()
        finally:
            await self.socket_mode.close()
            if self._runner is not None:
                await self._runner.cleanup()
            if self._session is not None:
                await self._session.close()

    def deliver_to(self, url: str | None = None) -> None:
        """Send everything by HTTP: to this URL, or where the manifest says."""
        if self._session is None:
            raise RuntimeError("the local Slack is not running")
        addresses = Addresses.of(self.app.manifest, url)
        self.app.uses_sockets = False
        self._dispatcher.courier = Http(addresses, self.app.signing_secret, self._session)

    async def connected(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait until the app can be reached."""
        try:
            async with asyncio.timeout(timeout):
                await self._dispatcher.courier.ready()
        except TimeoutError as error:
            raise AssertionError(f"the app did not connect within {timeout:g} s") from error

    def deliver_again(self, delivery: Record) -> None:
        """Bring an event once more, as Slack does when it did not hear that it arrived."""
        self._dispatcher.deliver_event(delivery.name, delivery.arguments)

    async def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        await self.socket_mode.disconnect(reason)

    def drop_sockets(self) -> None:
        """Cut the app's connections without a word."""
        self.socket_mode.drop()

    # What the app needs to know

    @property
    def url(self) -> str:
        return self.app.base_url

    @property
    def api_url(self) -> str:
        return f"{self.app.base_url}/api/"

    @property
    def bot_token(self) -> str:
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.app.signing_secret

    @property
    def bot_user_id(self) -> str:
        return self.app.bot.id

    @property
    def team_id(self) -> str:
        return self.workspace.team_id

    # Who and what is there

    def add_person(self, new: NewPerson) -> Person:
        user = self.workspace.add_user(new)
        person = Person(user, self.app, self._interactions)
        self._people[new.name] = person
        return person

    def person(self, name: str) -> Person:
        return self._people[name]

    @property
    def people(self) -> list[Person]:
        return list(self._people.values())

    def channel(
        self,
        name: str,
        *,
        members: Iterable[str] = (),
        private: bool = False,
        bot: bool = False,
    ) -> Channel:
        """The channel of this name, made if there is none; members and the app are added."""
        joining = [self.person(member).user for member in members]
        try:
            channel = self.workspace.channel_named(name)
        except LookupError:
            kind = ChannelKind.PRIVATE if private else ChannelKind.PUBLIC
            creator = joining[0] if joining else self.app.bot
            channel = self.workspace.add_channel(name, kind, creator)
        for user in joining:
            self.workspace.join(channel, user)
        if bot:
            self.workspace.join(channel, self.app.bot, inviter=channel.creator)
        return channel

    @property
    def messages(self) -> list[Message]:
        """Everything that stands in any channel, thread or DM, oldest first."""
        standing = [
            message
            for channel in self.workspace.channels.values()
            for message in channel.timeline.values()
            if not message.deleted
        ]
        return sorted(standing, key=lambda message: float(message.ts))

    @property
    def given_up(self) -> list[JsonObject]:
        """The events that the app did not take, however often they came."""
        return self._dispatcher.given_up

    # Watching

    def subscribe(self, watcher: Watcher) -> None:
        """Be called with every happening."""
        self.workspace.subscribe(watcher)

    async def until(
        self,
        condition: Callable[[], bool],
        *,
        timeout: float = 5.0,  # noqa: ASYNC109
        why: str = "",
    ) -> None:
        """Wait until the condition holds, looked at again whenever anything changes."""
        if not await self.workspace.changes.until(condition, timeout):
            raise AssertionError(f"waited {timeout:g} s in vain{f': {why}' if why else ''}")

    def _send_events(self, happening: Happening) -> None:
        for event in events_of(self.app, happening):
            body = event_callback(self.app, event)
            self._dispatcher.deliver_event(event.json["type"], body)
