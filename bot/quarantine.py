"""`worksession quarantine`: what an operator can do about sessions that were set aside."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from bot.adapters.db.checks import TROUBLE_FIXES, VERSIONS
from bot.adapters.db.engine import UnknownDatabase
from bot.adapters.db.migrations import Version
from bot.adapters.db.store import Database, DatabaseTransaction
from bot.adapters.db.troubles import trouble_of
from bot.application.ports import StoreTrouble, Trouble
from bot.application.quarantine_ports import (
    NotSetAside,
    PlaceInUse,
    SessionTrouble,
    StateUnreadable,
)
from bot.domain.state.identity import SessionId
from bot.settings import WrongSettings, read_settings

NONE_THERE = "No session is in quarantine."
UNKNOWN = "No session {session} is in quarantine. `worksession quarantine list` shows all."
STATE_UNREADABLE = "Whether session {session} ran or was over cannot be read. Discard it."
NO_FILE = "There is no database at {file}. Correct DATABASE_URL, or start the bot first."
IN_USE = "Another session runs in its channel. Close that one first, or discard this one."

Order = Callable[[DatabaseTransaction], Awaitable[str]]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")]


class OutOfOrder(Exception):
    """There is no database of this version; the text says what to do."""


commands = typer.Typer(
    help="See and end the quarantine of sessions that kept failing.", no_args_is_help=True
)


@commands.command("list")
def list_all() -> None:
    """List the sessions in quarantine."""

    async def listed(tx: DatabaseTransaction) -> str:
        found = await tx.troubles.set_aside()
        return "\n".join(_row(each) for each in found) or NONE_THERE

    _perform(listed)


@commands.command()
def show(session: Id) -> None:
    """Show what a session failed at; no text of people is shown."""

    async def shown(tx: DatabaseTransaction) -> str:
        found = await tx.troubles.of(SessionId(session))
        if found is None or found.set_aside_at is None:
            raise NotSetAside
        return "\n".join(f"{name:{WIDTH}}  {value}" for name, value in _facts(found).items())

    _perform(shown, session)


@commands.command()
def retry(session: Id) -> None:
    """Let a session go on where it was; if it keeps failing, it is set aside again."""

    async def tried(tx: DatabaseTransaction) -> str:
        await tx.troubles.bring_back(SessionId(session))
        return f"Session {session} goes on."

    _perform(tried, session)


@commands.command()
def discard(session: Id) -> None:
    """Take away what was posted about a session, and then the session with all it holds."""

    async def discarded(tx: DatabaseTransaction) -> str:
        await tx.troubles.mark_for_removal(SessionId(session))
        return f"Session {session} goes, as soon as the bot runs."

    _perform(discarded, session)


WIDTH = 10


def _row(trouble: SessionTrouble) -> str:
    at = f"{trouble.set_aside_at:%Y-%m-%d %H:%M} UTC"
    where = f"{trouble.place.team}/{trouble.place.channel}"
    return f"{trouble.session}  {at}  {where}  {trouble.stage}  {trouble.reason}"


def _facts(trouble: SessionTrouble) -> dict[str, object]:
    return {
        "session": trouble.session,
        "workspace": trouble.place.team,
        "channel": trouble.place.channel,
        "state": trouble.state,
        "failed at": trouble.stage,
        "times": trouble.failures,
        "reason": trouble.reason,
        "first": trouble.first_at,
        "last": trouble.last_at,
        "set aside": trouble.set_aside_at,
    }


def _perform(change: Order, session: str = "") -> None:
    try:
        done = asyncio.run(_changed(change))
    except NotSetAside:
        said = UNKNOWN.format(session=session)
    except PlaceInUse:
        said = IN_USE
    except StateUnreadable:
        said = STATE_UNREADABLE.format(session=session)
    except OutOfOrder as wrong:
        said = str(wrong)
    except WrongSettings as wrong:
        said = str(wrong)
    except UnknownDatabase as unknown:
        said = f"DATABASE_URL: {unknown}"
    except StoreTrouble as failed:
        said = " ".join(TROUBLE_FIXES[failed.trouble])
    except DBAPIError as failed:
        said = " ".join(TROUBLE_FIXES[trouble_of(failed) or Trouble.UNREACHABLE])
    else:
        typer.echo(done)
        return
    typer.echo(said, err=True)
    raise typer.Exit(2)


async def _changed(change: Order) -> str:
    database = Database.open(read_settings().database_url)
    try:
        await _require_tables(database)
        async with database.transaction() as tx:
            return await change(tx)
    finally:
        await database.close()


async def _require_tables(database: Database) -> None:
    """Only looks: SQLite would make a file where there is none."""
    if database.file is not None and not database.file.exists():
        raise OutOfOrder(NO_FILE.format(file=database.file))
    version = await database.version()
    if version is not Version.CURRENT:
        raise OutOfOrder(" ".join(VERSIONS[version]))
