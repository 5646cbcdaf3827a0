"""A short storm over each database, and again under every seed that ever found something."""

import secrets
from pathlib import Path

import pytest

from tests.chaos.campaign import QUICK, Plan, campaign
from tests.chaos.seeds import FAILED

AGAIN = [
    pytest.param(seed, (tuple(part for part in QUICK[0] if part.database == database),), id=seed)
    for seed, database in FAILED.items()
]
ANY = pytest.param(secrets.token_hex(4), QUICK, id="any")


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("seed", "plan"), [ANY, *AGAIN])
async def test_after_a_storm_everything_is_in_slack_exactly_once(
    seed: str, plan: Plan, short_folder: Path
) -> None:
    results = await campaign(seed, short_folder, plan)

    assert results.complaints() == [], f"SEED={seed}"
