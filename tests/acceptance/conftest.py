"""Stories are told twice: with the bot on Socket Mode, and with Slack calling it over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.story import Story, told


@pytest.fixture(params=["socket", "http"])
async def story(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Story]:
    """A story over each way in which Slack reaches the bot."""
    async with told(tmp_path, http=request.param == "http") as opened:
        yield opened


@pytest.fixture
async def socket_story(tmp_path: Path) -> AsyncIterator[Story]:
    """A story where the way does not matter."""
    async with told(tmp_path) as opened:
        yield opened
