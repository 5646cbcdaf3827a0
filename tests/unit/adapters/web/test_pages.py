import json
from collections.abc import Sequence

import pytest

from bot.adapters.web.pages import readiness
from bot.application.operating.checkup import Finding

FINE = Finding(name="database", note="it is up to date")
BROKEN = Finding(name="clock", problem="It stopped.", fix="Start the bot anew.")
WORTH_KNOWING = Finding(name="signature", problem="Refused.", fix="Look.", blocks=False)


@pytest.mark.parametrize(
    ("findings", "status"),
    [([], 200), ([FINE], 200), ([FINE, WORTH_KNOWING], 200), ([FINE, BROKEN], 503)],
)
async def test_a_process_is_ready_unless_something_blocks_it(
    findings: Sequence[Finding], status: int
) -> None:
    async def found() -> Sequence[Finding]:
        return findings

    response = await readiness(found)()

    assert response.status == status
    assert json.loads(response.text or "")["ready"] is (status == 200)


async def test_each_check_is_told_with_its_problem_and_the_fix() -> None:
    async def found() -> Sequence[Finding]:
        return [FINE, BROKEN]

    response = await readiness(found)()

    assert json.loads(response.text or "")["checks"] == {
        "database": {"ok": True, "note": "it is up to date"},
        "clock": {"ok": False, "problem": "It stopped.", "fix": "Start the bot anew."},
    }
