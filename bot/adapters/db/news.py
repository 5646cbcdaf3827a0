"""News of commits, from every process that shares a Postgres to every other (LISTEN/NOTIFY)."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
import structlog
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, text

from bot.application.work.guard import log_and_continue

CHANNEL = "worksession"
TELL = text(f"NOTIFY {CHANNEL}")
RETRY_SECONDS = 2.0

log = structlog.get_logger()


async def listen(address: URL, settings: Mapping[str, Any], heard: Callable[[], None]) -> None:
    """Call `heard` at every news until cancelled; a lost connection is opened again.

    `settings` are those of the connection.
    """
    server = address.set(drivername="postgresql").render_as_string(hide_password=False)
    conninfo = make_conninfo(server, **settings)
    while True:
        with log_and_continue("news_lost"):
            await _listen(conninfo, heard)
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(conninfo: str, heard: Callable[[], None]) -> None:
    try:
        async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            # What was committed while nobody listened.
            heard()
            async for _ in connection.notifies():
                heard()
    except psycopg.OperationalError as lost:
        log.warning("news_lost", action="news_lost", error=type(lost).__name__)
