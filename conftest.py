"""What all tests of this repository share, and the fixtures of the local Slack in this checkout."""

from collections import Counter

import pytest
from hypothesis import settings

pytest_plugins = ["localslack.pytest_plugin"]

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


# Levels, and modules of quick levels, whose tests take long; the rest fills the gaps at the end.
LONG_FIRST = (
    "test_session_machine.py",
    "test_turns_machine.py",
    "acceptance",
    "attack",
    "chaos",
    "faults",
    "browser",
    "integration",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that at the end no worker waits for another one."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    levels = [at for at, level in enumerate(LONG_FIRST) if level in item.path.parts]
    return levels[0] if levels else len(LONG_FIRST)
