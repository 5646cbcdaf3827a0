"""`worksession` on the command line: what it says when something is missing or wrong."""

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.adapters.db.store import Database
from demo.bot_process import free_port
from localslack import LocalSlack, Manifest, NewPerson
from tests.support.checkout import ROOT
from tests.support.command_line import process, ran
from tests.support.databases import PostgresServer

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(ROOT / "manifest.yml"), [NewPerson("Ana")]) as slack:
        yield slack


async def test_a_missing_setting_ends_the_start_with_its_name_and_fix(tmp_path: Path) -> None:
    code, said = await ran(tmp_path, "run", {})

    assert code == 2
    assert "SLACK_BOT_TOKEN: it is missing. Copy it from" in said
    assert "Traceback" not in said


async def test_a_token_that_slack_refuses_is_named(tmp_path: Path, slack: LocalSlack) -> None:
    code, said = await ran(tmp_path, "run", {**TOKENS, "SLACK_API_URL": slack.api_url})

    assert code == 2
    assert "SLACK_BOT_TOKEN: Slack refuses it (invalid_auth)" in said
    assert "Traceback" not in said


async def test_an_app_token_that_slack_refuses_is_named(tmp_path: Path, slack: LocalSlack) -> None:
    tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": "xapp-wrong"}
    code, said = await ran(tmp_path, "run", {**tokens, "SLACK_API_URL": slack.api_url})

    assert code == 2
    assert "SLACK_APP_TOKEN: Slack refuses it (invalid_auth)" in said


async def test_a_slack_that_cannot_be_reached_is_tried_again_until_the_bot_is_stopped(
    tmp_path: Path,
) -> None:
    tries: asyncio.Queue[None] = asyncio.Queue()

    def hangs_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tries.put_nowait(None)
        writer.close()

    async with await asyncio.start_server(hangs_up, "127.0.0.1", 0) as nobody:
        nowhere = {"SLACK_API_URL": f"http://127.0.0.1:{nobody.sockets[0].getsockname()[1]}/api/"}
        async with process(tmp_path, "run", {**TOKENS, **nowhere}) as bot:
            assert bot.stdout is not None
            said = (await bot.stdout.readline()).decode()
            while not tries.empty():
                tries.get_nowait()
            await tries.get()
            bot.terminate()
            rest = (await bot.stdout.read()).decode()

    assert bot.returncode == 0
    assert "slack_unreachable" in said
    assert "Check SLACK_API_URL and this machine's connection." in said
    assert "Traceback" not in rest


@pytest.mark.parametrize("command", ["web", "worker"])
async def test_web_and_worker_refuse_sqlite_and_say_why(tmp_path: Path, command: str) -> None:
    code, said = await ran(tmp_path, command, TOKENS)

    assert code == 2
    assert f"DATABASE_URL: `worksession {command}` shares its database" in said
    assert "use `worksession run`" in said


HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "abc"}


@pytest.mark.parametrize(("setting", "tokens"), [("PORT", HTTP), ("OPS_PORT", TOKENS)])
async def test_a_port_that_is_taken_is_named(
    tmp_path: Path, setting: str, tokens: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = await ran(tmp_path, "run", {**tokens, setting: str(port)})

    assert code == 2
    assert f"{setting}: {port} is taken" in said


@pytest.mark.parametrize(("setting", "tokens"), [("HOST", HTTP), ("OPS_HOST", TOKENS)])
async def test_an_address_that_the_machine_does_not_have_is_named(
    tmp_path: Path, setting: str, tokens: dict[str, str]
) -> None:
    # 192.0.2.0/24 is for examples (RFC 5737).
    code, said = await ran(tmp_path, "run", {**tokens, setting: "192.0.2.1"})

    assert code == 2
    assert f"{setting}: this machine has no such address" in said
    assert "Traceback" not in said


async def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    nowhere = {"DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/none"}
    for command in ("run", "migrate"):
        code, said = await ran(tmp_path, command, {**TOKENS, **nowhere})

        assert code == 2
        assert "DATABASE_URL: the database does not do its part. It cannot be reached." in said
        assert "Traceback" not in said


async def test_a_database_nobody_knows_is_named(tmp_path: Path) -> None:
    for command in ("run", "migrate"):
        code, said = await ran(tmp_path, command, {**TOKENS, "DATABASE_URL": "oracle://db"})

        assert code == 2
        assert "DATABASE_URL: " in said
        assert "Traceback" not in said


async def test_migrate_brings_a_database_up_to_date_and_says_so(tmp_path: Path) -> None:
    code, said = await ran(tmp_path, "migrate", TOKENS)

    assert (code, said.strip()) == (0, "The database is up to date.")
    assert (tmp_path / "worksession.sqlite3").exists()


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[None]:
    """A bot that has its SQLite file, and waits for a Slack that is not there."""
    nowhere = {"SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/"}
    async with process(folder, "run", {**TOKENS, **nowhere}) as bot:
        assert bot.stdout is not None
        assert b"slack_unreachable" in await bot.stdout.readline()
        try:
            yield
        finally:
            bot.kill()


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_second_process_on_one_sqlite_file_ends_at_once_and_says_why(
    command: str, tmp_path: Path
) -> None:
    (tmp_path / "link.sqlite3").symlink_to("worksession.sqlite3")
    async with running(tmp_path):
        for name in ("worksession.sqlite3", "link.sqlite3", f"{tmp_path}/worksession.sqlite3"):
            given = {**TOKENS, "DATABASE_URL": f"sqlite:///{name}"}
            code, said = await ran(tmp_path, command, given)

            assert code == 2
            assert said.startswith(f"DATABASE_URL: {name} belongs to one process of the bot")
            assert said.count("\n") == 1, said


async def test_a_file_whose_process_was_killed_is_free(tmp_path: Path) -> None:
    async with running(tmp_path):
        pass
    code, said = await ran(tmp_path, "migrate", TOKENS)

    assert (code, said.strip()) == (0, "The database is up to date.")


async def test_the_doctor_may_look_at_a_file_that_is_in_use(tmp_path: Path) -> None:
    async with running(tmp_path):
        _, said = await ran(tmp_path, "doctor", TOKENS)

    assert "OK   database" in said


@pytest.mark.parametrize("command", ["run", "web", "worker", "migrate"])
async def test_an_older_version_on_a_newer_database_ends_with_a_sentence(
    command: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    address = postgres.without_tables()
    database = Database.open(address)
    await database.migrate()
    async with database.connections.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    given = {**TOKENS, "SLACK_SIGNING_SECRET": "abc", "DATABASE_URL": address}
    code, said = await ran(tmp_path, command, given)

    assert code == 2
    assert said.startswith("DATABASE_URL: the tables there are newer than this version of the bot.")
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_an_older_version_leaves_a_newer_sqlite_file_alone(
    command: str, tmp_path: Path
) -> None:
    file = tmp_path / "worksession.sqlite3"
    assert (await ran(tmp_path, "migrate", TOKENS))[0] == 0
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said = await ran(tmp_path, command, TOKENS)

    assert code == 2
    assert said.startswith("DATABASE_URL: the tables there are newer than this version of the bot.")
    assert "Traceback" not in said
