"""The command line: `worksession run`, `web`, `worker`, `migrate` and `doctor`."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from sqlalchemy.exc import DBAPIError

from bot import quarantine
from bot.adapters import logs
from bot.adapters.clock import SteeredClock, SystemClock
from bot.adapters.db.checks import TROUBLE_FIXES
from bot.adapters.db.engine import UnknownDatabase
from bot.adapters.db.migrations import OutOfDate
from bot.adapters.db.sqlite_file import InUse
from bot.adapters.db.store import Database
from bot.adapters.db.troubles import trouble_of
from bot.adapters.log_repeats import Repeats
from bot.adapters.slack.client.introduction import Refused
from bot.application.operating.checkup import Finding
from bot.application.ports import StoreTrouble, Trouble
from bot.bootstrap import AnyClock, Duty, open_bot
from bot.doctor import examine
from bot.settings import LogLevel, Settings, WrongSettings, read_settings

# A supervisor waits at least five seconds before it kills.
LONGEST_STOP = 4.5

log = structlog.get_logger()

main = typer.Typer(
    help="A Slack bot that runs a team's work session inside its own channel.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


ClockFile = Annotated[
    Path | None,
    typer.Option(hidden=True, help="A file that steers the clock, for demos and tests."),
]


@main.command()
def run(clock: ClockFile = None) -> None:
    """Run the bot: Socket Mode if SLACK_APP_TOKEN is set, else HTTP on PORT."""
    _perform(Duty.RUN, clock)


@main.command()
def web(clock: ClockFile = None) -> None:
    """Take in what Slack delivers over HTTP on PORT; any number of these share one Postgres."""
    _perform(Duty.WEB, clock)


@main.command()
def worker(clock: ClockFile = None) -> None:
    """Keep the clock and publish; any number of these share one Postgres."""
    _perform(Duty.WORKER, clock)


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    settings = _settings()
    _log_to_stderr(settings.log_level)
    _ended(asyncio.run(_migrate(settings)))
    typer.echo("The database is up to date.")


@main.command()
def doctor() -> None:
    """Check settings, Slack, tokens, clock and database: each is OK, or told with its fix."""
    # What is found is told below, without what led to it.
    logs.set_up(logging.CRITICAL, sys.stderr)
    findings = asyncio.run(examine())
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        typer.echo(_line(finding, width))
    raise typer.Exit(0 if all(finding.is_ok for finding in findings) else 1)


main.add_typer(quarantine.commands, name="quarantine")


def _line(finding: Finding, width: int) -> str:
    told = finding.note if finding.is_ok else f"{finding.problem} {finding.fix}"
    return f"{'OK ' if finding.is_ok else 'FIX'}  {finding.name:{width}}  {told}".rstrip()


def _perform(duty: Duty, clock_file: Path | None) -> None:
    settings = _settings()
    repeats = _log_to_stderr(settings.log_level)
    clock = SteeredClock(clock_file) if clock_file else SystemClock()
    _ended(asyncio.run(_told(_run(settings, duty, clock), repeats)))


def _settings() -> Settings:
    try:
        return read_settings()
    except WrongSettings as wrong:
        typer.echo(f"{wrong}\nAll settings are explained in .env.example.", err=True)
        raise typer.Exit(2) from None


def _ended(problem: str | None) -> None:
    if problem is not None:
        typer.echo(problem, err=True)
        raise typer.Exit(2)


def _stop(stop: asyncio.Event) -> None:
    """Let what is under way finish, but not for longer than a supervisor waits."""
    stop.set()
    asyncio.get_running_loop().call_later(LONGEST_STOP, _leave)


def _leave() -> None:
    """Leave the rest for the next start; the database knows what is left."""
    log.warning("stopped_hard", action="stopped_hard")
    os._exit(0)


async def _told(running: Coroutine[Any, Any, str | None], repeats: Repeats) -> str | None:
    """Run, and log what is held back of lines that come again."""
    telling = asyncio.create_task(repeats.keep_telling())
    try:
        return await running
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


async def _run(settings: Settings, duty: Duty, clock: AnyClock) -> str | None:
    """Run until a signal asks to stop; gives what went wrong at the start, if anything."""
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, _stop, stop)
    try:
        async with open_bot(settings, duty, clock) as bot:
            await bot.run(stop)
    except (WrongSettings, Refused, OutOfDate) as wrong:
        return str(wrong)
    except (UnknownDatabase, InUse) as unusable:
        return f"DATABASE_URL: {unusable}"
    except StoreTrouble as failed:
        return _about_database(failed.trouble)
    except DBAPIError as failed:
        return _about_database(trouble_of(failed), str(failed.orig))
    return None


def _about_database(trouble: Trouble | None, said: str = "") -> str:
    problem, fix = TROUBLE_FIXES[trouble or Trouble.UNREACHABLE]
    return f"DATABASE_URL: the database does not do its part. {problem} {fix} {said}".rstrip()


async def _migrate(settings: Settings) -> str | None:
    """Migrate; gives what is wrong with the database or its address, if anything."""
    try:
        database = Database.open(settings.database_url)
    except UnknownDatabase as unknown:
        return f"DATABASE_URL: {unknown}"
    try:
        database.claim()
        await database.migrate()
    except OutOfDate as newer:
        return str(newer)
    except InUse as taken:
        return f"DATABASE_URL: {taken}"
    except StoreTrouble as failed:
        return _about_database(failed.trouble)
    except DBAPIError as failed:
        return _about_database(trouble_of(failed), str(failed.orig))
    finally:
        await database.close()
    return None


def _log_to_stderr(level: LogLevel) -> Repeats:
    return logs.set_up(logging.getLevelNamesMapping()[level.upper()], sys.stderr)
