"""`localslack serve` runs until it is stopped, and says clearly why it cannot."""

import asyncio
import json
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

import localslack
from localslack.cli import app
from localslack_support.manifests import MANIFEST

SAMPLE = Path(__file__).parents[1] / "sample_app" / "manifest.yml"
PACKAGE = Path(localslack.__file__).parent
SETTINGS = {"SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}
HOST = "127.0.0.1"


@asynccontextmanager
async def serving(folder: Path, *options: str) -> AsyncIterator[Process]:
    manifest = folder / "manifest.yml"
    manifest.write_text(json.dumps(MANIFEST), encoding="utf-8")
    program = "from localslack.cli import main; main()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, "serve", "--manifest", str(manifest), *options),
        env={"PYTHONPATH": str(PACKAGE.parent)},
        stdout=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


async def told(process: Process) -> list[str]:
    """What it prints until it says where the page is."""
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or "# The workspace is at" not in lines[-1]:
        line = await process.stdout.readline()
        assert line, lines
        lines.append(line.decode().strip())
    return lines


def page_url(lines: list[str]) -> str:
    return lines[-1].split()[5]


def settings_in(lines: list[str]) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


async def call(settings: dict[str, str], method: str) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {settings['SLACK_BOT_TOKEN']}"}
    url = f"{settings['SLACK_API_URL']}{method}"
    async with aiohttp.ClientSession() as session, session.post(url, headers=headers) as response:
        answer: dict[str, object] = await response.json()
        return answer


async def test_a_workspace_is_served_until_it_is_stopped(tmp_path: Path) -> None:
    async with serving(tmp_path) as process:
        settings = settings_in(await told(process))
        answer = await call(settings, "auth.test")
        process.terminate()

        assert answer["user"] == "tea"
        assert set(settings) == SETTINGS
        assert await process.wait() == 0


async def test_the_people_of_a_file_are_in_the_workspace(tmp_path: Path) -> None:
    people = tmp_path / "people.yml"
    people.write_text("- Ana\n- name: Ben\n  tz: Europe/Berlin\n  guest: true\n", encoding="utf-8")
    async with serving(tmp_path, "--people", str(people)) as process:
        answer = await call(settings_in(await told(process)), "users.list")

    members = answer["members"]
    assert isinstance(members, list)
    zones = {
        each["profile"]["display_name"]: (each["tz"], each["is_restricted"])
        for each in members
        if not each["is_bot"] and each["id"] != "USLACKBOT"
    }
    assert zones == {"Ana": ("UTC", False), "Ben": ("Europe/Berlin", True)}


async def test_the_page_is_said_to_be_elsewhere_if_its_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        async with serving(tmp_path, "--port", str(port)) as process:
            lines = await told(process)
            url = page_url(lines)
            async with aiohttp.ClientSession() as session, session.get(url) as page:
                assert page.status == HTTPStatus.OK

    assert f"# Port {port} cannot be used now; the page is at another one" in lines
    assert f":{port}/" not in url


async def test_the_page_is_at_the_port_that_was_asked_for(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    async with serving(tmp_path, "--port", str(port)) as process:
        lines = await told(process)

    assert page_url(lines) == f"http://{HOST}:{port}/"
    assert not any("cannot be used" in line for line in lines)


@pytest.fixture
def refusal() -> "Refusal":
    return Refusal()


class Refusal:
    """What `localslack serve` says when it refuses to start, on one line."""

    def __call__(self, *options: str) -> str:
        ran = CliRunner().invoke(
            app, ["serve", "--manifest", str(SAMPLE), *options], env={"COLUMNS": "400"}
        )
        assert ran.exit_code == 2, ran.output
        return " ".join(ran.output.split())


def test_the_port_of_the_api_is_never_changed_silently(refusal: Refusal) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]

        said = refusal("--api-port", str(port))

    assert "Invalid value for --api-port" in said
    assert f"port {port} cannot be used (Address already in use)" in said
    assert "choose another one, or 0 for any that is free" in said


@pytest.mark.parametrize("option", ["--port", "--api-port"])
def test_a_number_that_is_no_port_is_refused(refusal: Refusal, option: str) -> None:
    said = refusal(option, "65536")

    assert f"Invalid value for '{option}': Input should be less than or equal to 65535" in said


def test_a_wrong_file_is_named_with_its_option(refusal: Refusal, tmp_path: Path) -> None:
    people = tmp_path / "people.yml"
    people.write_text("- name: Ana\n  tz: Berlin\n", encoding="utf-8")
    nothing = tmp_path / "nothing.yml"

    wrong_people = refusal("--people", str(people))
    no_manifest = refusal("--manifest", str(nothing))

    assert f"Invalid value for --people: {people}: person 1 (Ana): tz: there is no" in wrong_people
    assert f"Invalid value for --manifest: {nothing}: cannot be read" in no_manifest


def test_two_people_on_the_command_line_need_two_names(refusal: Refusal) -> None:
    said = refusal("--person", "Ana", "--person", "Ana")

    assert "Invalid value for --person: person 1 and person 2 are both called 'Ana'" in said
