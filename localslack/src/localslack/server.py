"""LocalSlack: workspaces, the app installed in them, and the server between them."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

import aiohttp

from localslack.app.installation import Installation, Registration
from localslack.app.manifest import Manifest
from localslack.concurrency.background import Background
from localslack.concurrency.changes import Changes
from localslack.delivery.dispatcher import Dispatcher
from localslack.delivery.envelopes import ACK_TIMEOUT
from localslack.delivery.http import Addresses, Http
from localslack.delivery.retries import RETRY_DELAYS, Retries
from localslack.delivery.socket_mode import SocketMode
from localslack.endpoints.api_calls import Calls
from localslack.endpoints.faults import FaultsApi
from localslack.endpoints.files import FileTransfer
from localslack.endpoints.listener import Listener
from localslack.endpoints.responder import Responder
from localslack.endpoints.response_urls import Answers
from localslack.endpoints.routes import Routes
from localslack.faults import Faults
from localslack.json_types import JsonObject
from localslack.options import Options
from localslack.people.person import Person
from localslack.people.screen import PATIENCE
from localslack.rate_limits.rates import Limits
from localslack.rate_limits.tiers import Pace
from localslack.teams.incidents import Incidents
from localslack.teams.team import Team
from localslack.traffic import Record, Traffic
from localslack.web_api import METHODS
from localslack.web_api.pipeline import Pipeline
from localslack.workspace.conversations import Channel, Message
from localslack.workspace.events import Watcher
from localslack.workspace.ids import Ids
from localslack.workspace.sharing import Sharing
from localslack.workspace.timestamps import Timestamps
from localslack.workspace.users import SOME_OTHER_WORKSPACE, NewPerson
from localslack.workspace.workspace import Workspace


def utc_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


class LocalSlack:
    """Enter it to serve; the app then finds it at `api_url`.

    There is one workspace from the start, in which the app is installed; what is said of people,
    channels and tokens without naming a workspace is about that one. `add_workspace` makes more.

    Args:
        manifest: What the app declares; nothing beyond it is allowed.
        people: Who is in the workspace from the start.
        now: The clock that message times come from. Deadlines always use real time.
        port: Where to listen; 0 takes any free port.
        events_url: Where to send everything by HTTP, instead of what the manifest says.
        retry_delays: How long to wait before each further try to deliver an event.
        ack_timeout: How many seconds the app may take to acknowledge; Slack gives it three.
        options: What may be on or off; by default all is as for an app of one's own.
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
        ack_timeout: float = ACK_TIMEOUT,
        options: Options | None = None,
    ) -> None:
        self.changes = Changes()
        self.traffic = Traffic(self.changes)
        self.faults = Faults()
        self.options = options or Options()
        self.pace = Pace(Limits(), self.options)
        self._ids = Ids()
        self._timestamps = Timestamps(now)
        self._background = Background()
        self.sharing = Sharing(self._background)
        self.registration = Registration(
            manifest=manifest,
            app_id=self._ids.counted("A"),
            options=self.options,
            sharing=self.sharing,
        )
        self.socket_mode = SocketMode(self.registration, self.changes, ack_timeout=ack_timeout)
        self._ack_timeout = ack_timeout
        self._dispatcher = self._new_dispatcher(Retries(retry_delays, self.options))
        self.teams: dict[str, Team] = {}
        self._first = self.add_workspace("Local Slack", people)
        self._events_url = events_url
        self._session: aiohttp.ClientSession | None = None
        self.listener = Listener(self._routes().application(), port)

    # Serving

    async def __aenter__(self) -> Self:
        await self.listener.open()
        self._background.open()
        self._session = aiohttp.ClientSession()
        self._background.start(self._keep_posting)
        self.registration.base_url = self.listener.url
        if self._events_url or not self.registration.manifest.socket_mode_enabled:
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
            self.faults.clear_all()
            await self.socket_mode.close()
            await self.listener.close()
            if self._session is not None:
                await self._session.close()

    def deliver_to(self, url: str | None = None) -> None:
        """Send everything by HTTP: to this URL, or where the manifest says."""
        if self._session is None:
            raise RuntimeError("the local Slack is not running")
        addresses = Addresses.of(self.registration.manifest, url)
        self.registration.uses_sockets = False
        self.socket_mode.switched_off = True
        self._background.start(partial(self.socket_mode.disconnect, "link_disabled"))
        self._dispatcher.transport = Http(
            addresses,
            self.registration.signing_secret,
            self._session,
            ack_timeout=self._ack_timeout,
        )
        self.changes.tell()

    async def connected(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until the app can be reached."""
        try:
            async with asyncio.timeout(timeout):
                await self._dispatcher.ready()
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

    @property
    def limits(self) -> Limits:
        """How much of every rate is left; its `seconds` may be set to another clock."""
        return self.pace.limits

    # What the app needs to know

    @property
    def url(self) -> str:
        return self.registration.base_url

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self._first.bot_token

    @property
    def app_token(self) -> str:
        return self.registration.app_token.text

    @property
    def signing_secret(self) -> str:
        return self.registration.signing_secret

    @property
    def bot_user_id(self) -> str:
        return self.app.bot.id

    @property
    def team_id(self) -> str:
        return self._first.id

    # Workspaces

    def add_workspace(
        self, name: str, people: Iterable[NewPerson] = (), *, installed: bool = True
    ) -> Team:
        """One more workspace, with the app in it unless it is to be installed by OAuth."""
        workspace = Workspace(self._timestamps, self._ids, name, self.changes)
        team = Team(self.registration, workspace, self._dispatcher, self.pace)
        self.teams[team.id] = team
        if installed:
            team.install()
        for new in people:
            team.has_person(new)
        return team

    def workspace_named(self, name: str) -> Team:
        for team in self.teams.values():
            if name in {team.name, team.id}:
                return team
        raise LookupError(f"there is no workspace {name!r}")

    def incidents(self, team: str = "") -> Incidents:
        """What can befall the app in a workspace, the first one if none is named."""
        return Incidents(self.socket_mode, self.workspace_named(team) if team else self._first)

    # Who and what is in the first workspace

    @property
    def workspace(self) -> Workspace:
        return self._first.workspace

    @property
    def app(self) -> Installation:
        return self._first.app

    def add_person(self, new: NewPerson) -> Person:
        return self._first.add_person(new)

    def person_of_other_workspace(self, name: str, workspace: str = SOME_OTHER_WORKSPACE) -> Person:
        """Somebody of another organisation, whom people here meet in channels that both share."""
        return self._first.person_of_other_workspace(name, workspace)

    def bot_of_another_app(self, name: str) -> Person:
        """The bot of another app in the workspace, to post and to react."""
        return self._first.bot_of_another_app(name)

    def person(self, name: str) -> Person:
        return self._first.person(name)

    @property
    def people(self) -> list[Person]:
        return self._first.people

    def channel(
        self,
        name: str,
        *,
        members: Iterable[str] = (),
        private: bool = False,
        bot: bool = False,
        host: str = "",
    ) -> Channel:
        """The channel of this name, made if there is none; members and the app are added.

        A new one belongs to the other workspace `host`, if one is named, which shares it with
        this one.
        """
        return self._first.channel(name, members=members, private=private, bot=bot, host=host)

    @property
    def messages(self) -> list[Message]:
        """Everything that stands in any channel, thread or DM, oldest first."""
        return self._first.messages

    @property
    def given_up(self) -> list[JsonObject]:
        """The events that the app did not take, however often they came."""
        return self._dispatcher.given_up

    def post_scheduled(self) -> None:
        """Post what is due by the clock of the workspaces; done each second by itself."""
        for team in self.teams.values():
            team.workspace.post_scheduled()

    async def _keep_posting(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            self.post_scheduled()

    def _new_dispatcher(self, retries: Retries) -> Dispatcher:
        return Dispatcher(
            self.socket_mode, self.traffic, self._background, self.faults.events, retries
        )

    def _routes(self) -> Routes:
        responder = Responder(self.faults)
        pipeline = Pipeline(self.registration, METHODS, self.pace)
        return Routes(
            registration=self.registration,
            calls=Calls(pipeline, responder, self.traffic),
            answers=Answers(responder, self.traffic, self.pace),
            files=FileTransfer(responder, self.traffic),
            socket_mode=self.socket_mode,
            faults=FaultsApi(self.faults, self.incidents),
        )

    # Watching

    def subscribe(self, watcher: Watcher) -> None:
        """Be called with every event in a workspace."""
        self.workspace.subscribe(watcher)

    async def until(
        self,
        condition: Callable[[], bool],
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109
        why: str = "",
    ) -> None:
        """Wait until the condition holds, looked at again whenever anything changes."""
        if not await self.changes.until(condition, timeout):
            raise AssertionError(f"waited {timeout:g} s in vain{f': {why}' if why else ''}")
