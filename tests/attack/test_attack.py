"""A short attack over sockets and over HTTP, on SQLite and on Postgres."""

import secrets
from pathlib import Path

import pytest

from tests.attack.campaign import campaign
from tests.attack.plans import quick


# It takes three quarters of a minute; a machine that has other things to do may take longer.
@pytest.mark.timeout(300)
async def test_after_an_attack_people_work_as_if_nothing_had_been(short_folder: Path) -> None:
    seed = secrets.token_hex(4)

    results = await campaign(quick(seed), short_folder)

    assert results.complaints() == [], f"again: make attack SEED={seed} QUICK=1"
