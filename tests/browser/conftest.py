"""Browser tests need a Chromium; where there is none, they are left out and say so."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from localslack_support.browser import mark_browser_tests, open_browser
from tests.browser.scene import Scene, open_scene


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_browser_tests(items, Path(__file__).parent)


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
