"""The sample app has a manifest of its own."""

from pathlib import Path

import pytest


@pytest.fixture
def local_slack_manifest() -> Path:
    return Path(__file__).with_name("manifest.yml")
