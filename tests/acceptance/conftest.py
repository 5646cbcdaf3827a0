"""Stories are told twice: with the bot on Socket Mode, and with Slack calling it over HTTP."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from localslack import NewPerson
from tests.support.story import PEOPLE, Story, told


@pytest.fixture
def cast() -> Sequence[NewPerson]:
    """Who is in #design; a module with people of its own has a fixture of this name."""
    return PEOPLE


@pytest.fixture(params=["socket", "http"])
async def story(
    request: pytest.FixtureRequest, tmp_path: Path, cast: Sequence[NewPerson]
) -> AsyncIterator[Story]:
    """A story over each way in which Slack reaches the bot."""
    async with told(tmp_path, cast, http=request.param == "http") as opened:
        yield opened


@pytest.fixture
async def socket_story(tmp_path: Path, cast: Sequence[NewPerson]) -> AsyncIterator[Story]:
    """A story where the way does not matter."""
    async with told(tmp_path, cast) as opened:
        yield opened
