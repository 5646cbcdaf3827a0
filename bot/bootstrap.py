"""The composition root: the only module that knows every concrete class."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.clock import Alarm, SteeredClock, SystemClock
from bot.adapters.db.store import Database
from bot.adapters.formats import load_formats
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.app import build_app
from bot.adapters.slack.client import open_http, slack_client
from bot.adapters.slack.messenger import SlackMessenger
from bot.adapters.slack.people import SlackDirectory, SlackMembership
from bot.adapters.slack.services import Services
from bot.adapters.slack.views.render import SlackRenderer
from bot.adapters.web import WebServer
from bot.application.budgets import Budgets
from bot.application.changes import Changes
from bot.application.channel_settings import SettingsDesk
from bot.application.courier import Desk
from bot.application.overview import Overview
from bot.application.plan_request import PlanReader
from bot.application.planning import Planning
from bot.application.publish import Publisher
from bot.application.publish_loop import PublishLoop, Signals
from bot.application.taking_part import Ticking
from bot.application.wake import Wake
from bot.domain.identity import SessionId
from bot.settings import Settings, WrongSettings

PUBLISHERS = 3
CLOSE_SECONDS = 3.0

REINSTALL = "Install the app to your workspace again and copy the token from OAuth & Permissions."
MAKE_ANOTHER = (
    "Make one with the scope connections:write under Basic Information > App-Level Tokens."
)
SLACKS_OWN_TROUBLE = frozenset(
    {"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}
)

AnyClock = SystemClock | SteeredClock

log = structlog.get_logger()


class RandomIds:
    """The Ids port."""

    def new_session(self) -> SessionId:
        return SessionId(uuid.uuid4().hex)


class Bot:
    """Everything the bot consists of while it runs in one process."""

    def __init__(
        self, settings: Settings, clock: AnyClock, database: Database, client: AsyncWebClient
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self._client = client
        self._signals = Signals()
        self._answering = Answering(client)
        self._wake = Wake(database, clock, self._signals)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run until the block is left; what is under way is finished then."""
        who = await self._introduce()
        async with AsyncExitStack() as stack:
            await self._wake.tick()
            alarm = Alarm(self._clock, self._wake.tick)
            await stack.enter_async_context(self._publishing(who["url"]))
            await stack.enter_async_context(self._listening(self._services(who)))
            alarm.start()
            stack.push_async_callback(alarm.stop)
            log.info("running", action="running", socket_mode=self._settings.socket_mode)
            yield
        await self._answering.drain()

    async def _introduce(self) -> dict[str, str]:
        """Ask Slack who the bot is there; raises `WrongSettings` where it does not tell."""
        answer = await _asked(self._client.auth_test(), "SLACK_BOT_TOKEN", REINSTALL)
        app_token = self._settings.slack_app_token.get_secret_value()
        if app_token:
            # slack_sdk would try a wrong token for ever, without a word.
            opened = self._client.apps_connections_open(app_token=app_token)
            await _asked(opened, "SLACK_APP_TOKEN", MAKE_ANOTHER)
        return {"url": str(answer["url"]), "name": str(answer["user"])}

    def _services(self, who: dict[str, str]) -> Services:
        database, clock, signals = self._database, self._clock, self._signals
        formats = load_formats()
        directory = SlackDirectory(self._client, time.monotonic)
        return Services(
            planning=Planning(
                database,
                clock,
                signals,
                ids=RandomIds(),
                directory=directory,
                membership=SlackMembership(self._client),
                reader=PlanReader(formats),
            ),
            changes=Changes(database, clock, signals),
            ticking=Ticking(database, clock, signals),
            settings=SettingsDesk(database, clock, signals),
            overview=Overview(database),
            store=database,
            clock=clock,
            directory=directory,
            formats=formats,
            workspace_url=who["url"],
            bot_name=who["name"],
        )

    @asynccontextmanager
    async def _publishing(self, workspace_url: str) -> AsyncIterator[None]:
        desk = Desk(
            outbox=self._database.outbox,
            clock=self._clock,
            renderer=SlackRenderer(workspace_url),
            messenger=SlackMessenger(self._client),
            budgets=Budgets(time.monotonic),
        )
        loops = [
            PublishLoop(Publisher(desk, self._database, worker=uuid.uuid4().hex))
            for _ in range(PUBLISHERS)
        ]
        for loop in loops:
            self._signals.tells(loop)
        tasks = [asyncio.create_task(loop.run()) for loop in loops]
        try:
            yield
        finally:
            for loop in loops:
                loop.stop()
            _, unfinished = await asyncio.wait(tasks, timeout=CLOSE_SECONDS)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    @asynccontextmanager
    async def _listening(self, services: Services) -> AsyncIterator[None]:
        secret = self._settings.slack_signing_secret.get_secret_value() or None
        http = not self._settings.socket_mode
        app = build_app(self._client, secret if http else None, services, self._answering)
        server = WebServer(self._settings.port, app if http else None)
        if http:
            try:
                await server.start()
            except OSError as taken:
                raise WrongSettings(f"PORT: {self._settings.port} is taken ({taken}).") from taken
            try:
                yield
            finally:
                await server.stop()
            return
        handler = AsyncSocketModeHandler(app, self._settings.slack_app_token.get_secret_value())
        await handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            # slack_sdk may hang here after a lost connection; the process ends all the same.
            with suppress(TimeoutError):
                await asyncio.wait_for(handler.close_async(), CLOSE_SECONDS)  # type: ignore[no-untyped-call]


async def _asked(call: Awaitable[AsyncSlackResponse], setting: str, fix: str) -> AsyncSlackResponse:
    """The answer to a first question; raises `WrongSettings` with what to do otherwise."""
    try:
        return await call
    except SlackApiError as refused:
        code = refused.response.get("error")
        if refused.response.status_code != 200 or code in SLACKS_OWN_TROUBLE:
            raise WrongSettings(f"Slack cannot answer now ({code}). Try again later.") from refused
        raise WrongSettings(f"{setting}: Slack refuses it ({code}). {fix}") from refused
    except (aiohttp.ClientError, OSError) as unreachable:
        raise WrongSettings(
            f"SLACK_API_URL: Slack cannot be reached there ({unreachable}). "
            "Check the address and this machine's connection."
        ) from unreachable


@asynccontextmanager
async def open_bot(settings: Settings, clock: AnyClock) -> AsyncIterator[Bot]:
    """Put the bot together; its database is brought up to date if it is SQLite."""
    async with AsyncExitStack() as stack:
        database = Database.open(settings.database_url)
        stack.push_async_callback(database.close)
        await database.prepare()
        http = await stack.enter_async_context(open_http())
        token = settings.slack_bot_token.get_secret_value()
        yield Bot(settings, clock, database, slack_client(token, settings.slack_api_url, http))
