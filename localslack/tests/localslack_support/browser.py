"""A page in a real browser, and people who sit at its windows."""

import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

expect.set_options(timeout=60_000)

NO_BROWSER = "browser tests need a Chromium, and this machine has none"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


def chromium() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True)
class Seat:
    """A person at a window, who only clicks and types."""

    page: Page

    def message(self, text: str) -> Locator:
        """The newest message with this text, in the channel or the thread."""
        return self.page.get_by_role("article").filter(has_text=text).last

    def dialog(self, title: str) -> Locator:
        return self.page.get_by_role("dialog", name=title)

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    async def clicks(self, name: str, on: Locator | None = None) -> None:
        place = on or self.page
        await place.get_by_role("button", name=name, exact=True).click()

    async def writes(self, text: str, box: str = "Message #design") -> None:
        await self.page.get_by_role("combobox", name=box).fill(text)
        await self.page.keyboard.press("Enter")

    async def opens_thread_of(self, text: str) -> None:
        message = self.message(text)
        await message.hover()
        await self.clicks("Reply in thread", message)


@dataclass(slots=True, kw_only=True)
class Room:
    """A page, and whoever opens a window of it."""

    url: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    async def sits(
        self, name: str, *, phone: bool = False, dark: bool = False, sharp: bool = False
    ) -> Seat:
        """Somebody opens a window of their own."""
        context = await self.browser.new_context(
            viewport=PHONE if phone else DESK,
            color_scheme="dark" if dark else "light",
            device_scale_factor=2 if sharp else 1,
            has_touch=phone,
            is_mobile=phone,
        )
        self._contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        page.on("console", lambda said: self._note(name, said.type, said.text))
        await page.goto(f"{self.url}?as={name}")
        await page.get_by_label("Message #design").wait_for()
        return Seat(page)

    async def leave(self) -> None:
        for context in self._contexts:
            await context.close()

    def _note(self, name: str, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(f"{name}: {text}")


def mark_browser_tests(items: Sequence[pytest.Item], folder: Path) -> None:
    """Let the tests of a module share a browser, and leave them out where there is none."""
    left_out = pytest.mark.skip(reason=NO_BROWSER)
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)
            if chromium() is None:
                item.add_marker(left_out)
