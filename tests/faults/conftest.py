"""The real bot in its own process, against a local Slack and a real database, in trouble."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from demo.stage import open_stage
from tests.support.crew import Crew, at_work
from tests.support.databases import PostgresServer
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    """One process over Socket Mode, with a SQLite file."""
    async with open_stage(tmp_path, PEOPLE, TEN_O_CLOCK) as stage:
        yield Story(stage)


@pytest.fixture
async def address(postgres: PostgresServer) -> str:
    """An empty Postgres with all tables."""
    return await postgres.with_tables()


@pytest.fixture
async def crew(tmp_path: Path, address: str) -> AsyncIterator[Crew]:
    """A web process and two workers on a Postgres."""
    async with at_work(tmp_path, address) as working:
        yield working
