"""Browser tests need a Chromium; where there is none, they are left out and say so."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from localslack_support.browser import mark_browser_tests, open_browser
from localslack_support.workshop import Workshop, open_workshop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_browser_tests(items, Path(__file__).parent)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of a module: every window in it is a context of its own."""
    async with open_browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def workshop(browser: Browser) -> AsyncIterator[Workshop]:
    """A workshop that ends without a complaint of the browser."""
    async with open_workshop(browser) as opened:
        yield opened
    assert not opened.complaints
