import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.adapters.db.troubles import trouble_of
from bot.application.ports import Trouble


class PostgresError(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__()
        self.sqlstate = sqlstate


def of_sqlite(code: int) -> DBAPIError:
    cause = sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    return DBAPIError("INSERT", {}, cause)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (sqlite3.SQLITE_BUSY, Trouble.BUSY),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Trouble.BUSY),
        (sqlite3.SQLITE_FULL, Trouble.FULL),
        (sqlite3.SQLITE_IOERR_WRITE, Trouble.FULL),
        (sqlite3.SQLITE_CANTOPEN, Trouble.UNREACHABLE),
        (sqlite3.SQLITE_NOTADB, Trouble.BROKEN),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_an_error_of_sqlite_is_of_the_kind_that_its_last_byte_says(
    code: int, trouble: Trouble | None
) -> None:
    assert trouble_of(of_sqlite(code)) is trouble


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("40001", Trouble.CONFLICT),
        ("55P03", Trouble.BUSY),
        ("53100", Trouble.FULL),
        ("53300", Trouble.BUSY),
        ("57P01", Trouble.UNREACHABLE),
        ("08006", Trouble.UNREACHABLE),
        ("23505", None),
    ],
)
def test_an_error_of_postgres_is_of_the_kind_that_its_code_says(
    code: str, trouble: Trouble | None
) -> None:
    assert trouble_of(DBAPIError("INSERT", {}, PostgresError(code))) is trouble


def test_without_a_connection_the_database_is_busy_or_cannot_be_reached() -> None:
    lost = DBAPIError("INSERT", {}, PostgresError("23505"), connection_invalidated=True)

    assert trouble_of(NoConnectionFree()) is Trouble.BUSY
    assert trouble_of(lost) is Trouble.UNREACHABLE
    assert trouble_of(OperationalError("SELECT", {}, PostgresError(None))) is Trouble.UNREACHABLE


def test_a_mistake_of_the_bot_is_no_trouble_of_the_database() -> None:
    assert trouble_of(InvalidRequestError()) is None
    assert trouble_of(DBAPIError("SELECT", {}, PostgresError(None))) is None
