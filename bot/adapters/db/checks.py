"""What a check of the database finds."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.adapters.db.engine import UnknownDatabase
from bot.adapters.db.migrations import Version
from bot.adapters.db.standing import Standing
from bot.adapters.db.store import Database
from bot.adapters.db.troubles import trouble_of
from bot.application.operating.checkup import Finding
from bot.application.ports import StoreTrouble, Trouble

DATABASE = "database"
QUEUE = "queue"
QUARANTINE = "quarantine"
LONGEST_WAIT = timedelta(seconds=60)

TROUBLE_FIXES: Mapping[Trouble, tuple[str, str]] = {
    Trouble.BUSY: ("It is busy.", "Look for what holds its locks or its connections."),
    Trouble.FULL: ("It cannot be written to.", "Look at its disk space and its permissions."),
    Trouble.UNREACHABLE: ("It cannot be reached.", "Check that it runs, and DATABASE_URL."),
    Trouble.GONE: (
        "Its file, or the -wal or -shm beside it, was deleted, moved or replaced.",
        "Move it back, or stop the bot, put a file there, and start it again.",
    ),
    Trouble.BROKEN: (
        "Its file is damaged, or is no database.",
        "Stop the bot, put a copy that is whole in its place, and start it again.",
    ),
    Trouble.CONFLICT: ("It is busy with a conflict.", "Try again in a moment."),
}
VERSIONS: Mapping[Version, tuple[str, str]] = {
    Version.CURRENT: ("", ""),
    Version.BEHIND: ("Its tables are older than the bot.", "Run `worksession migrate`."),
    Version.AHEAD: (
        "Its tables are newer than the bot.",
        "Run the newest version of the bot, or give it another DATABASE_URL.",
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How all stands, if the database answered, and what is wrong with it otherwise."""

    standing: Standing | None
    findings: Sequence[Finding]


async def ask(database: Database) -> Asked:
    """Ask an open database how all stands, and whether it takes a write."""
    try:
        await database.try_write()
        standing = await database.standing()
    except StoreTrouble as failed:
        problem, fix = TROUBLE_FIXES[failed.trouble]
        return Asked(None, [Finding(name=DATABASE, problem=problem, fix=fix)])
    return Asked(standing, [Finding(name=DATABASE), _queue(standing), *_quarantine(standing)])


def _quarantine(standing: Standing) -> Sequence[Finding]:
    """A note and no problem: the other sessions do well."""
    if not standing.set_aside:
        return []
    note = f"{standing.set_aside} set aside: see `worksession quarantine list`"
    return [Finding(name=QUARANTINE, note=note)]


def _queue(standing: Standing) -> Finding:
    seconds = standing.longest_wait.total_seconds()
    if standing.longest_wait <= LONGEST_WAIT:
        return Finding(name=QUEUE, note=f"the longest wait is {seconds:.0f} seconds")
    return Finding(
        name=QUEUE,
        problem=f"A session has waited {seconds:.0f} seconds to be shown in Slack.",
        fix="See in the log what the publisher says, and that a worker runs.",
    )


async def examine(address: str) -> Finding:
    """Whether the bot could start with the database at an address; changes nothing there."""
    try:
        database = Database.open(address)
    except UnknownDatabase as unknown:
        return Finding(name=DATABASE, problem=str(unknown), fix="Correct DATABASE_URL.")
    try:
        return await _examined(database)
    except StoreTrouble as failed:
        problem, fix = TROUBLE_FIXES[failed.trouble]
    except DBAPIError as failed:
        problem, fix = TROUBLE_FIXES[trouble_of(failed) or Trouble.UNREACHABLE]
        said = str(failed.orig).partition("\n")[0]
        problem = f"{problem} {said}"
    finally:
        await database.close()
    return Finding(name=DATABASE, problem=problem, fix=fix)


async def _examined(database: Database) -> Finding:
    file = database.file
    if file is not None and not file.exists():
        return _new_file(file)
    version = await database.version()
    if version is Version.BEHIND and not database.is_shared:
        return Finding(name=DATABASE, note="`worksession run` brings it up to date")
    if version is not Version.CURRENT:
        problem, fix = VERSIONS[version]
        return Finding(name=DATABASE, problem=problem, fix=fix)
    await database.try_write()
    in_quarantine = _quarantine(await database.standing())
    note = f"in quarantine: {in_quarantine[0].note}" if in_quarantine else ""
    return Finding(name=DATABASE, note=note)


def own_connections(address: str) -> int | None:
    """How many processes may serve Slack with a database; None if it is for any number."""
    try:
        database = Database.open(address)
    except UnknownDatabase:
        return None
    if database.is_shared:
        return None
    # Of one in memory nobody knows.
    return 1 if database.file is None else int(database.is_claimed())


def _new_file(file: Path) -> Finding:
    if os.access(file.parent, os.W_OK):
        return Finding(name=DATABASE, note=f"`worksession run` makes {file}")
    return Finding(
        name=DATABASE,
        problem=f"{file} cannot be made.",
        fix="Let the bot write in that folder, or set another DATABASE_URL.",
    )
