import pytest
from sqlalchemy import text

from bot.adapters.db.checks import ask, examine
from bot.adapters.db.store import Database
from tests.integration.adapters.db.samples import a_running, add, let_wait
from tests.support.databases import PostgresServer, SqliteFiles


async def problems(database: Database) -> list[str]:
    return [finding.name for finding in (await ask(database)).findings if not finding.is_ok]


@pytest.mark.parametrize(("seconds", "found"), [(30, []), (61, ["queue"])])
async def test_more_than_a_minute_is_too_long(
    database: Database, seconds: float, found: list[str]
) -> None:
    await add(database, a_running())
    await let_wait(database, seconds)

    assert await problems(database) == found


async def test_a_database_that_cannot_be_reached_is_told() -> None:
    gone = Database.open("postgresql://nobody@127.0.0.1:1/none")
    (finding,) = (await ask(gone)).findings
    await gone.close()

    assert finding.problem == "It cannot be reached."
    assert "DATABASE_URL" in finding.fix


async def test_an_up_to_date_database_is_fit(address: str) -> None:
    assert (await examine(address)).is_ok


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
async def test_an_older_postgres_has_to_be_migrated(databases: PostgresServer) -> None:
    finding = await examine(databases.without_tables())

    assert finding.fix == "Run `worksession migrate`."


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_missing_file_is_made_by_the_start_and_not_by_looking(
    databases: SqliteFiles,
) -> None:
    address = databases.without_tables()
    finding = await examine(address)

    assert finding.is_ok
    assert "`worksession run` makes" in finding.note
    assert (await examine(address)) == finding


async def test_a_newer_database_needs_a_newer_bot(database: Database, address: str) -> None:
    async with database.connections.begin() as connection:
        kept = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    finding = await examine(address)
    async with database.connections.begin() as connection:
        back = text("UPDATE alembic_version SET version_num = :kept")
        await connection.execute(back, {"kept": kept})

    assert "newer than the bot" in finding.problem


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("oracle://db", "oracle://; use sqlite"),
        ("postgresql://nobody@127.0.0.1:1/none", "It cannot be reached. connection"),
        ("sqlite:////nowhere/at/all.sqlite3", "/nowhere/at/all.sqlite3 cannot be made"),
    ],
)
async def test_an_address_that_leads_nowhere_is_told_in_one_line(address: str, said: str) -> None:
    finding = await examine(address)

    assert said in finding.problem
    assert "\n" not in finding.problem
    assert finding.fix


async def test_a_file_that_is_no_database_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("wrong") / "letter.txt"
    file.write_text("Dear all, " * 1000)

    assert not (await examine(f"sqlite:///{file}")).is_ok
