"""What tests of every level may use."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.bot_process import BotProcess
from tests.support.databases import PostgresServer
from tests.support.newborn import nursery


@pytest.fixture(scope="session", autouse=True)
def _bots_start_quickly() -> Iterator[None]:
    with nursery() as spawn, pytest.MonkeyPatch.context() as patch:
        patch.setattr(BotProcess, "spawn", spawn)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not in pytest's folder: the path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="worksession-"))
    server = PostgresServer(folder / "postgres")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)
