"""Browser tests need a Chromium; where there is none, they are left out and say so."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.scene import Scene, chromium, open_browser, open_scene
from tests.browser.workshop import Workshop, open_workshop

HERE = Path(__file__).parent
NO_BROWSER = "browser tests need a Chromium, and this machine has none"

expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    left_out = pytest.mark.skip(reason=NO_BROWSER)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)
            if chromium() is None:
                item.add_marker(left_out)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of a module: every window in it is a context of its own."""
    async with open_browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def scene(
    tmp_path: Path, browser: Browser, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Scene]:
    """A scene that ends without a complaint of the browser, the page or the bot."""
    async with open_scene(tmp_path, browser) as opened:
        yield opened
    assert not opened.complaints
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert not opened.stage.bot.failures, opened.stage.bot.log


@pytest_asyncio.fixture(loop_scope="module")
async def workshop(browser: Browser) -> AsyncIterator[Workshop]:
    """A workshop that ends without a complaint of the browser."""
    async with open_workshop(browser) as opened:
        yield opened
    assert not opened.complaints
