"""Whether a process is ready, said to machines; asked of a real server over HTTP."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import psycopg
import pytest
from aiohttp import web

from bot.adapters.db.store import Database
from bot.adapters.metrics import Metrics
from bot.adapters.slack.client.checks import SlackChecks
from bot.adapters.slack.client.web import open_http, slack_client
from bot.adapters.slack.edge.deliveries import Deliveries
from bot.adapters.web.pages import metrics, readiness, shown, up
from bot.adapters.web.server import HttpServer, Limits
from bot.application.operating.telemetry import NO_TELEMETRY, RequestRefusal
from bot.application.quarantine_ports import MOST_FAILURES, Stage
from bot.operations import Operations
from demo.bot_process import free_port
from tests.integration.adapters.db.samples import let_wait
from tests.support.databases import PostgresServer
from tests.support.metrics import sample
from tests.support.newsroom import S1, Newsroom
from tests.support.sessions import a_session
from tests.support.still_clock import StillClock


class Plug:
    """A connection to Slack that a test pulls."""

    def __init__(self) -> None:
        self.is_in = True
        self.others = 0

    async def is_connected(self) -> bool:
        return self.is_in


def _unreadable(_: RequestRefusal) -> web.Response:
    return web.Response(status=400)


@asynccontextmanager
async def operations(
    database: Database, clock: StillClock, *, works: bool = True, has_socket: bool = True
) -> AsyncIterator[Operations]:
    """A process that has come up, connected and ticked."""
    async with open_http() as http:
        client = slack_client("xoxb-1", f"http://127.0.0.1:{free_port()}/api/", http)
        measured = Metrics(works=works, has_socket=has_socket, seconds=clock.seconds)
        measured.ticked(clock.real_now())
        yield Operations(
            database=database,
            clock=clock,
            metrics=measured,
            deliveries=Deliveries(NO_TELEMETRY),
            slack=SlackChecks(client, frozenset(), clock.real_now),
            works=works,
            has_socket=has_socket,
            socket=Plug(),
            is_running=True,
        )


async def ask(operated: Operations, path: str) -> tuple[int, str]:
    """What a page says, and with which status."""
    pages = {
        "/healthz": up,
        "/readyz": readiness(operated.readiness),
        "/metrics": metrics(operated.measured),
    }
    port = free_port()
    server = HttpServer("127.0.0.1", port, Limits(), _unreadable)
    await server.bind()
    await server.open(shown(pages))
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"http://127.0.0.1:{port}{path}") as answer,
        ):
            return answer.status, await answer.text()
    finally:
        await server.stop()


async def ready(operated: Operations) -> tuple[int, dict[str, Any]]:
    """The status of `/readyz`, and its checks."""
    status, said = await ask(operated, "/readyz")
    told: dict[str, Any] = json.loads(said)
    assert told["ready"] is (status == 200)
    return status, told["checks"]


@pytest.fixture
async def operated(room: Newsroom) -> AsyncIterator[Operations]:
    async with operations(room.database, room.clock) as opened:
        yield opened


async def test_a_process_that_does_its_work_is_ready(operated: Operations) -> None:
    status, checks = await ready(operated)

    assert status == 200
    assert set(checks) == {"start", "database", "queue", "connection", "tick"}
    assert all(check["ok"] for check in checks.values())
    assert checks["queue"]["note"] == "the longest wait is 0 seconds"


async def test_a_session_in_quarantine_is_a_note_and_no_reason_not_to_be_ready(
    operated: Operations, room: Newsroom
) -> None:
    await room.add(a_session().running())
    for _ in range(MOST_FAILURES):
        async with room.database.transaction() as tx:
            await tx.troubles.note(S1, Stage.RENDER, "KeyError")
    status, checks = await ready(operated)

    assert status == 200
    assert checks["quarantine"]["note"] == "1 set aside: see `worksession quarantine list`"
    page = (await ask(operated, "/metrics"))[1]
    assert sample(page, "worksession_quarantined_sessions") == 1


async def test_what_a_process_does_not_do_is_not_asked(room: Newsroom) -> None:
    async with operations(room.database, room.clock, works=False, has_socket=False) as web:
        _, checks = await ready(web)

    assert set(checks) == {"start", "database", "queue"}


async def test_it_is_up_before_it_is_ready(operated: Operations) -> None:
    operated.is_running = False
    status, checks = await ready(operated)

    assert (await ask(operated, "/healthz"))[0] == 200
    assert status == 503
    assert checks["start"]["problem"] == "The bot has not come up yet."


async def test_a_connection_that_is_lost_is_named(operated: Operations) -> None:
    assert isinstance(operated.socket, Plug)
    operated.socket.is_in = False
    status, checks = await ready(operated)

    assert status == 503
    assert not checks["connection"]["ok"]
    assert sample((await ask(operated, "/metrics"))[1], "worksession_slack_connections") == 0


async def test_a_bot_with_another_database_is_named(operated: Operations) -> None:
    assert isinstance(operated.socket, Plug)
    operated.socket.others = 2
    status, checks = await ready(operated)

    assert status == 503
    assert "2 other connections are open" in checks["connection"]["problem"]
    assert "share one Postgres" in checks["connection"]["fix"]


async def test_a_clock_that_stopped_is_named(operated: Operations, room: Newsroom) -> None:
    room.clock.pass_seconds(30)
    assert (await ready(operated))[0] == 200
    room.clock.pass_seconds(1)
    status, checks = await ready(operated)

    assert status == 503
    assert checks["tick"]["problem"] == "The clock last ticked 31 seconds ago."
    assert checks["database"] == {"ok": True}


async def test_a_clock_that_never_ticked_is_named(operated: Operations) -> None:
    operated.metrics = Metrics(works=True, has_socket=True)

    assert (await ready(operated))[1]["tick"]["problem"] == "The clock has not ticked yet."


async def test_a_session_that_waits_too_long_is_named(operated: Operations, room: Newsroom) -> None:
    await room.add(a_session().running())
    assert (await ready(operated))[0] == 200
    await let_wait(room.database, 61)
    status, checks = await ready(operated)

    assert status == 503
    assert "A session has waited 6" in checks["queue"]["problem"]
    assert checks["queue"]["fix"]


@asynccontextmanager
async def never_answering() -> AsyncIterator[str]:
    """A database that takes connections and says nothing; gives its address."""
    gone = asyncio.Event()

    async def listen(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gone.wait()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"postgresql://nobody@127.0.0.1:{port}/none"
    finally:
        gone.set()
        server.close()
        await server.wait_closed()


async def test_a_database_that_hangs_does_not_hang_the_pages(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.CHECK_PATIENCE", 0.1)
    async with never_answering() as address:
        hung = Database.open(address)
        async with operations(hung, room.clock) as operated:
            async with asyncio.timeout(30):
                status, checks = await ready(operated)
                page_status, page = await ask(operated, "/metrics")
        await hung.close()

    assert status == 503
    assert checks["database"]["problem"] == "No answer within 0.1 seconds."
    assert checks["tick"] == {"ok": True}
    assert page_status == 200
    assert sample(page, "worksession_database_reachable") == 0
    assert "worksession_live_sessions NaN" in page


@asynccontextmanager
async def stopped(address: str) -> AsyncIterator[None]:
    """Let every process that serves a Postgres database stand still, as on a machine that hangs."""
    serving = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(address) as connection:
        pids = [pid for (pid,) in connection.execute(serving + " AND pid <> pg_backend_pid()")]
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def test_a_database_that_stops_in_the_middle_is_told_and_so_is_its_return(
    room: Newsroom, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.CHECK_PATIENCE", 0.3)
    address = await postgres.with_tables()
    database = Database.open(address)
    async with operations(database, room.clock) as operated:
        assert (await ready(operated))[0] == 200
        async with stopped(address):
            for _ in range(3):
                status, checks = await ready(operated)
                assert status == 503
                assert "No answer" in checks["database"]["problem"]
        async with asyncio.timeout(30):
            while (await ready(operated))[0] != 200:
                pass
    await database.close()


async def test_the_metrics_ask_the_database_each_time(operated: Operations, room: Newsroom) -> None:
    _, before = await ask(operated, "/metrics")
    await room.add(a_session().running())
    await let_wait(room.database, 20)
    _, after = await ask(operated, "/metrics")

    assert sample(before, "worksession_live_sessions") == 0
    assert sample(after, "worksession_live_sessions") == 1
    assert 20 <= sample(after, "worksession_queue_age_seconds") < 35
    assert sample(after, "worksession_slack_connections") == 1


async def test_the_metrics_are_in_the_form_that_prometheus_reads(operated: Operations) -> None:
    status, page = await ask(operated, "/metrics")

    assert status == 200
    assert "# TYPE worksession_deliveries_total counter" in page
    assert "# TYPE worksession_acknowledgement_seconds histogram" in page
