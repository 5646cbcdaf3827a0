"""A short storm over each database, beside the start of every one that ever found something."""

import secrets
from pathlib import Path

import pytest

from tests.chaos.campaign import campaign
from tests.chaos.plans import quick


# It takes half a minute; a machine that has other things to do as well may take longer.
@pytest.mark.timeout(150)
async def test_after_a_storm_everything_is_in_slack_exactly_once(short_folder: Path) -> None:
    seed = secrets.token_hex(4)

    results = await campaign(quick(seed), short_folder)

    assert results.complaints() == [], f"again: make chaos SEED={seed} QUICK=1"
