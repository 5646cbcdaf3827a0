"""What the errors of both databases mean to people."""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.application.ports import Trouble

# sqlite.org/rescode.html: the last byte is the kind of error.
SQLITE: Mapping[int, Trouble] = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.FULL,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: Trouble.BROKEN,
    sqlite3.SQLITE_NOTADB: Trouble.BROKEN,
}
# postgresql.org/docs/current/errcodes-appendix.html: the first that begins the code counts.
POSTGRES: Mapping[str, Trouble] = {
    "40001": Trouble.CONFLICT,
    "40P01": Trouble.CONFLICT,
    "55P03": Trouble.BUSY,
    "53100": Trouble.FULL,
    "25006": Trouble.FULL,
    "53": Trouble.BUSY,
    "57P": Trouble.UNREACHABLE,
    "08": Trouble.UNREACHABLE,
}


def trouble_of(failed: SQLAlchemyError) -> Trouble | None:
    """What is wrong with the database; None if it is the bot that made a mistake."""
    if isinstance(failed, NoConnectionFree):
        return Trouble.BUSY
    if not isinstance(failed, DBAPIError):
        return None
    cause = failed.orig
    if isinstance(cause, sqlite3.Error):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    code = getattr(cause, "sqlstate", None)
    if failed.connection_invalidated:
        return Trouble.UNREACHABLE
    if code is None:
        # The driver's own: a connection that failed, or values that it cannot send.
        return Trouble.UNREACHABLE if isinstance(failed, OperationalError) else None
    return next((kind for start, kind in POSTGRES.items() if code.startswith(start)), None)
