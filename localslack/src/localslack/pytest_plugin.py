"""Fixtures for the tests of any Bolt app, which pytest knows once localslack is installed."""

import os
import sys
from asyncio.subprocess import Process, create_subprocess_exec
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from localslack.app.manifest import Manifest
from localslack.server import LocalSlack
from localslack.workspace.users import NewPerson

RunApp = Callable[..., Awaitable[Process]]


@pytest.fixture
def local_slack_manifest(pytestconfig: pytest.Config) -> Path:
    """The app's manifest; override it if it is not `manifest.yml` beside the configuration."""
    return pytestconfig.rootpath / "manifest.yml"


@pytest.fixture
def local_slack_people() -> Sequence[NewPerson]:
    """Who is in the workspace; override it for others."""
    return [NewPerson("Ana"), NewPerson("Ben")]


@pytest_asyncio.fixture
async def local_slack(
    local_slack_manifest: Path, local_slack_people: Sequence[NewPerson]
) -> AsyncIterator[LocalSlack]:
    """A workspace with the app installed, and everybody and the app in #general."""
    manifest = Manifest.load(local_slack_manifest)
    async with LocalSlack(manifest, local_slack_people, retry_delays=(0.0, 0.5, 2.0)) as slack:
        names = [person.name for person in local_slack_people]
        general = slack.channel("general", members=names, bot=True)
        for person in slack.people:
            person.goes_to(general)
        yield slack


@pytest_asyncio.fixture
async def run_app(local_slack: LocalSlack) -> AsyncIterator[RunApp]:
    """A function that starts a Bolt app as a process and waits until it is connected."""
    async with AsyncExitStack() as stack:

        async def run(*arguments: str) -> Process:
            process = await create_subprocess_exec(
                sys.executable, *arguments, env={**os.environ, **settings(local_slack)}
            )
            stack.push_async_callback(_end, process)
            await local_slack.connected(timeout=20)
            return process

        yield run


def settings(slack: LocalSlack) -> dict[str, str]:
    """What an app needs in its environment to be installed in this workspace."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()
