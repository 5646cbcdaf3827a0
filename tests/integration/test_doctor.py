"""`worksession doctor`: every check is OK, or told with its fix in one line."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from demo.bot_process import free_port
from localslack import LocalSlack, Manifest, NewPerson
from tests.integration.adapters.slack.client.test_checks import MANIFEST, OLD
from tests.support.command_line import ran
from tests.support.databases import PostgresServer
from tests.support.proxies import proxy


@pytest.fixture(params=[MANIFEST])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    manifest: Manifest = request.param
    async with LocalSlack(manifest, [NewPerson("Ana")]) as slack:
        yield slack


def settings(slack: LocalSlack) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }


async def doctored(folder: Path, given: dict[str, str]) -> tuple[int, dict[str, str]]:
    """The exit code, and each check's line without its name."""
    code, said = await ran(folder, "doctor", given)
    assert "Traceback" not in said
    found = {}
    for line in said.strip().splitlines():
        state, *_ = line.split()
        assert state in {"OK", "FIX"}, said
        name = " ".join(line[5:].partition("  ")[0].split())
        found[name] = f"{state} {line[5 + len(name) :].strip()}".strip()
    return code, found


async def test_all_is_well(tmp_path: Path, slack: LocalSlack) -> None:
    code, found = await doctored(tmp_path, settings(slack))

    assert code == 0, found
    assert list(found) == [
        "settings",
        "slack",
        "bot token",
        "scopes",
        "clock",
        "app token",
        "connections",
        "database",
    ]
    assert found["settings"] == "OK Socket Mode"
    assert found["database"] == "OK `worksession run` makes worksession.sqlite3"
    assert not (tmp_path / "worksession.sqlite3").exists()


async def test_all_is_well_over_http_on_postgres(
    tmp_path: Path, slack: LocalSlack, postgres: PostgresServer
) -> None:
    address = await postgres.with_tables()
    over_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "s", "DATABASE_URL": address}
    code, found = await doctored(tmp_path, {**settings(slack), **over_http})

    assert code == 0, found
    assert found["settings"] == "OK HTTP"
    assert "connections" not in found


async def test_missing_settings_are_named(tmp_path: Path) -> None:
    code, found = await doctored(tmp_path, {})

    assert code == 1
    assert found["settings"].startswith("FIX SLACK_BOT_TOKEN: it is missing. Copy it from")


async def test_without_a_way_in_all_else_is_checked(tmp_path: Path, slack: LocalSlack) -> None:
    code, found = await doctored(tmp_path, {**settings(slack), "SLACK_APP_TOKEN": ""})

    assert code == 1
    assert "FIX SLACK_APP_TOKEN: it is missing" in found["settings"]
    assert found["clock"] == "OK as Slack's"


@pytest.mark.parametrize("slack", [OLD], indirect=True, ids=["old"])
async def test_an_old_manifest_is_named(tmp_path: Path, slack: LocalSlack) -> None:
    code, found = await doctored(tmp_path, settings(slack))

    assert code == 1
    assert "older manifest: it lacks reactions:write, users:read" in found["scopes"]


async def test_nothing_that_can_be_reached_is_told_line_by_line(tmp_path: Path) -> None:
    code, found = await doctored(
        tmp_path,
        {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/",
            "DATABASE_URL": f"postgresql://ana:secret@127.0.0.1:{free_port()}/none",
        },
    )

    assert code == 1
    assert list(found) == ["settings", "slack", "database"]
    assert "FIX Slack cannot be reached (ClientConnectorError)" in found["slack"]
    assert "FIX It cannot be reached. connection failed" in found["database"]
    assert "secret" not in str(found)


async def test_a_postgres_without_tables_has_to_be_migrated(
    tmp_path: Path, slack: LocalSlack, postgres: PostgresServer
) -> None:
    address = postgres.without_tables()
    code, found = await doctored(tmp_path, {**settings(slack), "DATABASE_URL": address})

    assert code == 1
    assert found["database"].endswith("Run `worksession migrate`.")


async def test_a_proxy_is_tried_and_named_without_its_password(
    tmp_path: Path, slack: LocalSlack
) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    through = {"HTTPS_PROXY": f"http://ana:secret@{nobody}"}
    code, found = await doctored(tmp_path, {**settings(slack), **through})

    assert code == 1
    assert found["proxy"].startswith("FIX The proxy does not take the bot to Slack")
    assert "NO_PROXY" in found["proxy"]
    assert "secret" not in str(found)
    past_it = {**settings(slack), **through, "NO_PROXY": "127.0.0.1"}
    assert (await doctored(tmp_path, past_it))[0] == 0


async def test_a_proxy_that_works_is_told(tmp_path: Path, slack: LocalSlack) -> None:
    async with proxy() as through:
        given = {**settings(slack), "HTTP_PROXY": through.address}
        code, found = await doctored(tmp_path, given)

    assert code == 0, found
    assert found["proxy"] == f"OK everything goes through {through.address.removeprefix('http://')}"
    assert found["connections"] == "OK 0 of 10 in use"


@pytest.mark.parametrize(("mode", "code"), [(0o600, 0), (0o640, 1), (0o604, 1)])
async def test_a_dotenv_that_others_may_read_is_named(
    mode: int, code: int, tmp_path: Path, slack: LocalSlack
) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(f"SLACK_BOT_TOKEN={slack.bot_token}\n", encoding="utf-8")
    dotenv.chmod(mode)
    given = settings(slack)
    del given["SLACK_BOT_TOKEN"]
    ended, found = await doctored(tmp_path, given)

    assert ended == code, found
    assert (".env" in found) is bool(code)
    if code:
        assert found[".env"].endswith("Run `chmod 600 .env`.")
