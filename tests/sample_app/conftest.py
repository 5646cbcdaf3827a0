"""What the guide tells the author of a Bolt app to write."""

from pathlib import Path

import pytest

pytest_plugins = ["localslack.pytest_plugin"]


@pytest.fixture
def local_slack_manifest() -> Path:
    return Path(__file__).with_name("manifest.yml")
