"""`worksession quarantine` where there is nothing to look into."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.command_line import SQLITE, quarantine


async def test_where_there_is_no_database_it_says_so_and_makes_none(tmp_path: Path) -> None:
    code, said = await quarantine(tmp_path, "list")

    assert code == 2
    assert said.startswith("There is no database at ")
    assert not (tmp_path / SQLITE).exists()


async def test_tables_of_another_version_are_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / SQLITE)) as connection:
        connection.execute("CREATE TABLE something (other)")
    code, said = await quarantine(tmp_path, "list")

    assert (code, said) == (2, "Its tables are older than the bot. Run `worksession migrate`.\n")
