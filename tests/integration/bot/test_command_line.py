"""`worksession` on the command line: what it says when something is missing or wrong."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from demo.bot_process import free_port
from localslack import LocalSlack, Manifest, NewPerson

ROOT = Path(__file__).parents[3]
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(Manifest.load(ROOT / "manifest.yml"), [NewPerson("Ana")]) as slack:
        yield slack


async def ran(folder: Path, command: str, settings: dict[str, str]) -> tuple[int, str]:
    """The exit code and all that was said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        command,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


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


async def test_a_slack_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    nowhere = {"SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/"}
    code, said = await ran(tmp_path, "run", {**TOKENS, **nowhere})

    assert code == 2
    assert "SLACK_API_URL: Slack cannot be reached there" in said
    assert "Traceback" not in said


async def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    nowhere = {"DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/none"}
    for command in ("run", "migrate"):
        code, said = await ran(tmp_path, command, {**TOKENS, **nowhere})

        assert code == 2
        assert "DATABASE_URL: the database cannot be reached" in said
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
