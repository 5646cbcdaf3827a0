"""An open door, and what is logged meanwhile."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.door import Opened, open_door
from tests.support.logbook import Logbook, logged


@pytest.fixture
async def door() -> AsyncIterator[Opened]:
    async with open_door() as opened:
        yield opened


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logged() as book:
        yield book
