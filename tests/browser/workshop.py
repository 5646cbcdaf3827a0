"""A workshop in the browser: a page with three people, and a small app that a test fits out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from playwright.async_api import Browser
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import LocalSlack, NewPerson
from localslack.page import LocalPage
from tests.browser.scene import Room
from tests.support.localslack_manifests import a_manifest

PEOPLE = (NewPerson("Ana"), NewPerson("Ben"), NewPerson("Cleo"))


@dataclass(slots=True, kw_only=True)
class Workshop(Room):
    slack: LocalSlack
    app: AsyncApp
    heard: list[dict[str, Any]] = field(default_factory=list)
    """The events that came to the app, oldest first."""

    async def hears(self, kind: str, subtype: str | None = None) -> dict[str, Any]:
        """Wait for an event of this kind; the newest one, if there are several."""

        def found() -> list[dict[str, Any]]:
            named = (event for event in self.heard if event["type"] == kind)
            return [event for event in named if event.get("subtype") == subtype]

        await self.slack.until(lambda: bool(found()), why=f"no {kind} {subtype} came")
        return found()[-1]


@asynccontextmanager
async def open_workshop(browser: Browser) -> AsyncIterator[Workshop]:
    """Everybody in #design, the app among them."""
    async with (
        LocalSlack(a_manifest(), PEOPLE) as slack,
        LocalPage(slack) as page,
        aiohttp.ClientSession() as session,
    ):
        slack.channel("design", members=[each.name for each in PEOPLE], bot=True)
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)
        app = AsyncApp(client=client, process_before_response=True)
        workshop = Workshop(url=page.url, browser=browser, slack=slack, app=app)

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

        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.connected()
        try:
            yield workshop
        finally:
            await workshop.leave()
            await handler.close_async()  # type: ignore[no-untyped-call]
