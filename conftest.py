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
