"""What tests of every level may use."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from demo.bot_process import BotProcess
from tests.support.databases import PostgresServer
from tests.support.newborn import nursery

# How long an example takes says more about the machine than about the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


# Here, because with xdist the process that has the last word reads no other conftest.
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, and why."""
    reasons = Counter(
        str(report.longrepr[-1]).removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} tests left out: {reason}", yellow=True)


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
