"""The composition root: the only module that knows every concrete class."""

import asyncio
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum
from typing import Any, TypeVar

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.clock import Alarm, SteeredClock, SystemClock
from bot.adapters.db.store import Database
from bot.adapters.formats import load_formats
from bot.adapters.manifest import bot_scopes
from bot.adapters.metrics import Metrics
from bot.adapters.slack.client.checks import SlackChecks
from bot.adapters.slack.client.introduction import Introduction, introduce
from bot.adapters.slack.client.membership import SlackMembership
from bot.adapters.slack.client.messenger import SlackMessenger
from bot.adapters.slack.client.people import SlackDirectMessages, SlackDirectory
from bot.adapters.slack.client.web import open_http, slack_client
from bot.adapters.slack.doors.app import build_app
from bot.adapters.slack.doors.render import SlackRenderer
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.intake import Intake
from bot.adapters.slack.edge.over_http import OverHttp
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.edge.socket import Socket
from bot.adapters.web.pages import metrics, readiness, up
from bot.adapters.web.refusals import Refusals
from bot.application.clock.attendance import Attendance
from bot.application.clock.wake import Wake
from bot.application.publishing.budgets import Budgets
from bot.application.publishing.counted_messenger import CountedMessenger
from bot.application.publishing.courier import Desk
from bot.application.publishing.loop import PublishLoop, Signals
from bot.application.publishing.publisher import Publisher
from bot.application.work.work import Work
from bot.domain.state.identity import SessionId
from bot.operations import Operations
from bot.serving import Serving
from bot.settings import Settings, WrongSettings

# A stop has five seconds in all; whatever takes longer is left for the next start.
CLOSE_SECONDS = 1.0

AnyClock = SystemClock | SteeredClock
Done = TypeVar("Done")

log = structlog.get_logger()


class Duty(StrEnum):
    """What a process does: all, or its part beside others that share a Postgres with it."""

    RUN = "run"
    WEB = "web"
    WORKER = "worker"

    @property
    def listens(self) -> bool:
        return self is not Duty.WORKER

    @property
    def works(self) -> bool:
        """Whether it runs the scheduler and the publisher."""
        return self is not Duty.WEB


class RandomIds:
    """The Ids port."""

    def new_session(self) -> SessionId:
        return SessionId(uuid.uuid4().hex)

    def new_secret(self) -> str:
        return secrets.token_hex(16)


class Bot:
    """Everything that one process of the bot consists of."""

    def __init__(
        self,
        settings: Settings,
        duty: Duty,
        clock: AnyClock,
        database: Database,
        client: AsyncWebClient,
        measured: Metrics,
    ) -> None:
        self._settings = settings
        self._duty = duty
        self._clock = clock
        self._database = database
        self._client = client
        self._signals = Signals()
        self._attendance = Attendance(database, clock)
        self._socket_mode = _has_socket(settings, duty)
        has_door = duty.listens and not self._socket_mode
        self._metrics = measured
        refusals = Refusals(measured)
        self._answering = Answering(client, self._attendance.check, self._metrics)
        self._operations = Operations(
            database=database,
            clock=clock,
            metrics=self._metrics,
            deliveries=self._answering.deliveries,
            slack=SlackChecks(client, bot_scopes(), clock.real_now, settings.proxy),
            works=duty.works,
            has_socket=self._socket_mode,
            refusals=refusals if has_door else None,
        )
        self._serving = Serving(settings, refusals, has_door=has_door)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set; what is under way is finished then.

        Raises:
            WrongSettings: a port is taken.
            Refused: Slack does not take a token.
        """
        async with self._pages():
            who = await _unless(stop, introduce(self._client, self._app_token))
            if who is None:
                return
            async with AsyncExitStack() as stack:
                if self._duty.works:
                    await stack.enter_async_context(self._working(who))
                if self._duty.listens:
                    await stack.enter_async_context(self._listening(who, stop))
                log.info("running", action="running", duty=self._duty)
                self._operations.is_running = True
                await stop.wait()
            await self._answering.drain(CLOSE_SECONDS)

    @property
    def _app_token(self) -> str:
        return self._settings.slack_app_token.get_secret_value() if self._socket_mode else ""

    @asynccontextmanager
    async def _pages(self) -> AsyncIterator[None]:
        pages = {
            "/healthz": up,
            "/readyz": readiness(self._operations.readiness),
            "/metrics": metrics(self._operations.measured),
        }
        try:
            await self._serving.start(pages)
            yield
        finally:
            await self._serving.stop()

    @asynccontextmanager
    async def _working(self, who: Introduction) -> AsyncIterator[None]:
        """Keep the clock and publish."""
        wake = Wake(self._database, self._clock, self._signals, self._attendance, self._metrics)
        await wake.tick()
        alarm = Alarm(self._clock, wake.tick)
        self._signals.tells(alarm)
        async with self._publishing(who.workspace_url), self._hearing_news():
            alarm.start()
            try:
                yield
            finally:
                await alarm.stop()

    @asynccontextmanager
    async def _publishing(self, workspace_url: str) -> AsyncIterator[None]:
        desk = Desk(
            outbox=self._database.outbox,
            clock=self._clock,
            renderer=SlackRenderer(workspace_url),
            messenger=CountedMessenger(SlackMessenger(self._client), self._metrics),
            budgets=Budgets(time.monotonic),
            telemetry=self._metrics,
        )
        loop = PublishLoop(Publisher(desk, self._database, worker=uuid.uuid4().hex))
        self._signals.tells(loop)
        running = asyncio.create_task(loop.run())
        try:
            yield
        finally:
            loop.stop()
            _, unfinished = await asyncio.wait({running}, timeout=CLOSE_SECONDS)
            await _cancelled(*unfinished)

    @asynccontextmanager
    async def _hearing_news(self) -> AsyncIterator[None]:
        """Publish at once what another process commits."""
        listening = asyncio.create_task(self._database.listen(self._signals.changed))
        try:
            yield
        finally:
            await _cancelled(listening)

    @asynccontextmanager
    async def _listening(self, who: Introduction, stop: asyncio.Event) -> AsyncIterator[None]:
        """Take in what people do in Slack."""
        app = build_app(self._client, who.authorized, self._services(who), self._answering)
        intake = Intake(app, who.installation, self._metrics)
        if not self._socket_mode:
            await self._serving.open_door(OverHttp(intake).take)
            yield
            return
        socket = Socket(
            app,
            intake,
            self._app_token,
            proxy=self._settings.proxy,
            alone=not self._database.is_shared,
        )
        # What people do may come before `open` has returned.
        self._operations.socket = socket
        await _unless(stop, socket.open())
        try:
            yield
        finally:
            await socket.close()

    def _services(self, who: Introduction) -> Services:
        work = Work(
            store=self._database,
            clock=self._clock,
            signal=self._signals,
            ids=RandomIds(),
            directory=SlackDirectory(self._client, time.monotonic),
            membership=SlackMembership(self._client, time.monotonic),
            direct_messages=SlackDirectMessages(self._client),
            formats=load_formats(),
        )
        return Services(
            work=work,
            examine=self._operations.in_channel,
            workspace_url=who.workspace_url,
            bot_name=who.bot_name,
        )


async def _unless(stop: asyncio.Event, work: Coroutine[object, object, Done]) -> Done | None:
    """What some work gives; None if the stop comes first."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if working.done():
        await _cancelled(stopping)
        return working.result()
    await _cancelled(working)
    return None


async def _cancelled(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def open_bot(settings: Settings, duty: Duty, clock: AnyClock) -> AsyncIterator[Bot]:
    """Put the bot together; its database is brought up to date if it is SQLite.

    Raises:
        WrongSettings: the duty needs others.
        UnknownDatabase: the database's address is of no kind that the bot can use.
        OutOfDate: a shared database needs `worksession migrate` first.
    """
    async with AsyncExitStack() as stack:
        database = Database.open(settings.database_url, own_clock=True)
        stack.push_async_callback(database.close)
        _check(settings, duty, database)
        await database.prepare(clock.real_now())
        measured = Metrics(works=duty.works, has_socket=_has_socket(settings, duty))
        http = await stack.enter_async_context(open_http(measured, settings.proxy))
        token = settings.slack_bot_token.get_secret_value()
        client = slack_client(token, settings.slack_api_url, http)
        yield Bot(settings, duty, clock, database, client, measured)


def _has_socket(settings: Settings, duty: Duty) -> bool:
    """Whether Slack reaches the process over Socket Mode."""
    return duty is Duty.RUN and settings.socket_mode


def _check(settings: Settings, duty: Duty, database: Database) -> None:
    if duty is not Duty.RUN and not database.is_shared:
        raise WrongSettings(
            f"DATABASE_URL: `worksession {duty}` shares its database with other processes, and a "
            "SQLite file belongs to one. Set a Postgres, or use `worksession run`, which does "
            "everything in one process."
        )
    if duty.listens:
        settings.require_way_in(socket_mode_will_do=duty is Duty.RUN)
