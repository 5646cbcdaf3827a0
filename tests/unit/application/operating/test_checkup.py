"""Checks are bounded in time, and one that breaks or hangs is told like any other."""

import asyncio
from collections.abc import Sequence

from bot.application.operating.checkup import Check, Checkup, Finding

FINE = Finding(name="fine", note="as ever")


async def fine() -> Sequence[Finding]:
    return [FINE]


async def broken() -> Sequence[Finding]:
    raise RuntimeError("Our secret plan")


class Hanging:
    """A check that answers when it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.let_go = asyncio.Event()

    async def ask(self) -> Sequence[Finding]:
        self.asked += 1
        await self.let_go.wait()
        return [FINE]


async def test_all_findings_come_in_the_order_of_their_checks() -> None:
    other = Finding(name="other", problem="It is broken.", fix="Mend it.")

    async def two() -> Sequence[Finding]:
        return [other, FINE]

    found = await Checkup([Check("two", two), Check("fine", fine)], 1.0).findings()

    assert found == [other, FINE, FINE]
    assert not other.is_ok
    assert FINE.is_ok


async def test_nothing_to_check_is_well() -> None:
    assert await Checkup([], 1.0).findings() == []


async def test_a_check_that_breaks_is_told_without_its_words() -> None:
    (found,) = await Checkup([Check("database", broken)], 1.0).findings()

    assert found.name == "database"
    assert "RuntimeError" in found.problem
    assert "secret" not in found.problem + found.fix


async def test_a_check_that_hangs_is_told_and_the_others_all_the_same() -> None:
    hanging = Hanging()
    found = await Checkup([Check("database", hanging.ask), Check("fine", fine)], 0.01).findings()
    hanging.let_go.set()

    assert [(each.name, each.is_ok) for each in found] == [("database", False), ("fine", True)]
    assert "No answer within 0.01 seconds" in found[0].problem


async def test_a_check_that_hangs_is_not_begun_again_until_it_has_answered() -> None:
    hanging = Hanging()
    checkup = Checkup([Check("database", hanging.ask)], 0.01)
    await checkup.findings()
    await checkup.findings()
    assert hanging.asked == 1

    hanging.let_go.set()
    assert await checkup.findings() == [FINE]
    assert await checkup.findings() == [FINE]
    assert hanging.asked == 2
