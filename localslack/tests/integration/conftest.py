"""A workspace with three people and a small Bolt app in it, as its manifest allows."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from localslack import Channel, LocalSlack, NewPerson, Person
from localslack_support.manifests import a_manifest

PEOPLE = [
    NewPerson("Ana", tz="Europe/Berlin"),
    NewPerson("Ben", tz="America/New_York"),
    NewPerson("Cleo"),
]


def noon() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(a_manifest(), PEOPLE, noon, retry_delays=(0.0, 0.0, 0.0)) as running:
        yield running


@pytest.fixture
def ana(slack: LocalSlack) -> Person:
    return slack.person("Ana")


@pytest.fixture
def ben(slack: LocalSlack) -> Person:
    return slack.person("Ben")


@pytest.fixture
def kitchen(slack: LocalSlack, ana: Person) -> Channel:
    channel = slack.channel("kitchen", members=["Ana", "Ben"], bot=True)
    ana.goes_to(channel)
    return channel


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as shared:
        yield shared


@pytest.fixture
def client(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)


@pytest.fixture
def app(slack: LocalSlack, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(
        client=client, signing_secret=slack.signing_secret, process_before_response=True
    )


Connect = Callable[[AsyncApp], Any]


@pytest.fixture
async def connect(slack: LocalSlack) -> AsyncIterator[Connect]:
    """Connects the app over Socket Mode; what was connected is closed at the end."""
    handlers: list[AsyncSocketModeHandler] = []

    async def connect(app: AsyncApp) -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(app, slack.app_token)
        handlers.append(handler)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.connected()
        return handler

    yield connect
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call]


class Refusals:
    """Says with which error code Slack refuses a call."""

    async def __call__(self, call: Awaitable[AsyncSlackResponse]) -> str:
        with pytest.raises(SlackApiError) as refusal:
            await call
        return str(refusal.value.response["error"])


@pytest.fixture
def refusal() -> Refusals:
    return Refusals()
