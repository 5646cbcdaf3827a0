"""What the log shows of the databases' errors: what is wrong, but no row and no value."""

from dataclasses import replace

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.adapters.db.store import Database
from tests.integration.adapters.db.samples import a_plan
from tests.support.databases import PostgresServer
from tests.support.logbook import logged

SECRET = "Our secret plan"
log = structlog.get_logger()


async def failure_of(database: Database, statement: str) -> str:
    """What is logged when a statement fails."""
    with logged() as book:
        try:
            async with database.connections.begin() as connection:
                await connection.execute(text(statement), {"secret": SECRET})
        except DBAPIError:
            log.exception("publish_failed")
    (line,) = book.lines
    assert SECRET not in book.text
    return str(line["exception"])


async def test_a_row_that_is_refused_is_not_shown(database: Database) -> None:
    plan = replace(a_plan().build(), outcome=SECRET)
    with logged() as book:
        for _ in range(2):
            try:
                async with database.transaction() as tx:
                    await tx.sessions.add(plan, ())
            except DBAPIError:
                log.exception("listener_failed")

    (line,) = book.lines
    assert "IntegrityError" in line["exception"]
    assert "UNIQUE constraint" in line["exception"] or "pk_sessions" in line["exception"]
    assert SECRET not in book.text


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_a_failing_row_of_postgres_is_not_shown(databases: PostgresServer) -> None:
    database = Database.open(databases.without_tables())
    async with database.connections.begin() as connection:
        await connection.execute(text("CREATE TABLE notes (said text CHECK (said = ''))"))
    said = await failure_of(database, "INSERT INTO notes VALUES (:secret)")
    await database.close()

    assert '23514 new row for relation "notes" violates check constraint' in said
    assert "Failing row contains" not in said


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_a_value_that_postgres_cannot_read_is_not_shown(database: Database) -> None:
    said = await failure_of(database, "SELECT CAST(CAST(:secret AS text) AS integer)")

    assert "DataError: 22P02" in said


async def test_a_statement_that_is_wrong_is_told(database: Database) -> None:
    said = await failure_of(database, "SELECT :secret FROM nowhere")

    assert "nowhere" in said
