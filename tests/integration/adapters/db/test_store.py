"""A database is opened from its address, and set up so that what is committed stays."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.adapters.db.store import LAST_CALL, Database
from tests.integration.adapters.db.samples import LEASE, REAL_NOW, a_running, add, claim_one, stored


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_a_publisher_sees_one_state_of_a_postgres(database: Database) -> None:
    async with database.connections.reading() as db:
        shown = await db.execute(text("SHOW transaction_isolation"))
        assert shown.scalar() == "repeatable read"


async def test_a_database_in_memory_is_good_for_a_trial() -> None:
    database = Database.open("sqlite://")
    await database.prepare(REAL_NOW)
    await add(database, a_running())

    assert await stored(database) == a_running().build()
    await database.close()


async def test_what_was_committed_is_there_when_it_is_opened_again(
    database: Database, address: str
) -> None:
    await add(database, a_running())
    await database.close()
    again = Database.open(address)

    assert await stored(again) == a_running().build()
    await again.close()


async def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/new.sqlite3")
    await database.prepare(REAL_NOW)
    await database.close()

    assert (tmp_path / "new.sqlite3").exists()


async def test_what_a_killed_process_had_in_hand_is_free_soon(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/one.sqlite3"
    killed, new = Database.open(address), Database.open(address)
    await killed.prepare(REAL_NOW)
    await add(killed, a_running())
    assert await claim_one(killed, "killed", REAL_NOW, LEASE) is not None
    await killed.close()
    await new.prepare(REAL_NOW)

    assert await new.outbox.next_due() == REAL_NOW + LAST_CALL
    assert await claim_one(new, "new", REAL_NOW, LEASE) is None
    assert await claim_one(new, "new", REAL_NOW + LAST_CALL, LEASE) is not None
    await new.close()
