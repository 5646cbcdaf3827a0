"""A workshop in the browser: a page with three people, and a small app that a test fits out."""

import base64
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from playwright.async_api import Browser
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NewPerson
from localslack.page import LocalPage
from localslack_support.browser import Room
from localslack_support.manifests import a_manifest

TEN_O_CLOCK = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PEOPLE = (
    NewPerson("Ana", tz="Etc/UTC"),
    NewPerson("Ben", tz="Europe/Berlin"),
    NewPerson("Cleo", tz="Asia/Singapore"),
)

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one pixel."""


@dataclass(slots=True, kw_only=True)
class Workshop(Room):
    slack: LocalSlack
    app: AsyncApp
    connection: AsyncSocketModeHandler
    heard: list[dict[str, Any]] = field(default_factory=list)
    """The events that came to the app, oldest first."""

    @property
    def design(self) -> Channel:
        return self.slack.workspace.channel_named("design")

    async def posts(self, text: str, blocks: Sequence[dict[str, Any]] = ()) -> None:
        """Let the app write in #design."""
        await self.app.client.chat_postMessage(channel=self.design.id, text=text, blocks=blocks)

    async def opens(self, view: dict[str, Any]) -> None:
        """Let the app open a modal for Ana."""
        trigger_id = self.slack.app.triggers.issue(self.slack.person("Ana").user)
        await self.app.client.views_open(trigger_id=trigger_id, view=view)

    async def hangs_up(self) -> None:
        """Let the app be gone."""
        await self.connection.close_async()  # type: ignore[no-untyped-call]

    async def hears(self, kind: str, subtype: str | None = None) -> dict[str, Any]:
        """Wait for an event of this kind; the newest one, if there are several."""

        def found() -> list[dict[str, Any]]:
            named = (event for event in self.heard if event["type"] == kind)
            return [event for event in named if event.get("subtype") == subtype]

        await self.slack.until(lambda: bool(found()), why=f"no {kind} {subtype} came")
        return found()[-1]


def _from_ten_on() -> Callable[[], datetime]:
    """A clock that begins at ten."""
    begun = time.monotonic()
    return lambda: TEN_O_CLOCK + timedelta(seconds=time.monotonic() - begun)


@asynccontextmanager
async def open_workshop(browser: Browser) -> AsyncIterator[Workshop]:
    """Everybody in #design, the app among them, at ten o'clock."""
    async with (
        LocalSlack(a_manifest(), PEOPLE, _from_ten_on()) as slack,
        LocalPage(slack) as page,
        aiohttp.ClientSession() as session,
    ):
        slack.channel("design", members=[each.name for each in PEOPLE], bot=True)
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)
        app = AsyncApp(client=client, process_before_response=True)
        handler = AsyncSocketModeHandler(app, slack.app_token)
        workshop = Workshop(url=page.url, browser=browser, slack=slack, app=app, connection=handler)

        @app.middleware
        async def listen(body: dict[str, Any], next: Any) -> Any:  # noqa: A002 - as Bolt calls it
            if "event" in body:
                workshop.heard.append(body["event"])
            return await next()

        @app.event({"type": "message"})
        @app.event("file_shared")
        @app.event("member_joined_channel")
        async def take() -> None:
            """Nothing more to do than to have heard it."""

        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.connected()
        try:
            yield workshop
        finally:
            await workshop.leave()
            await workshop.hangs_up()
