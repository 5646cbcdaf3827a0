"""`worksession` on the command line: what it says when something is missing or wrong."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from demo.bot_process import free_port
from localslack import LocalSlack, Manifest, NewPerson
from tests.support.command_line import process, ran

ROOT = Path(__file__).parents[3]
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


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = await ran(tmp_path, "run", {**TOKENS, "PORT": str(port)})

    assert code == 2
    assert f"PORT: {port} is taken" in said


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
