"""What tests of every level may use."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not in pytest's folder: the path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="worksession-"))
    server = PostgresServer(folder / "postgres")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)
